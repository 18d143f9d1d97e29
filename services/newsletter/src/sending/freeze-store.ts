import { allowMinutes, type DatabaseOrTx, type Tx } from '@foyer/database';
import { sql } from 'kysely';
import { candidates } from '../subscribing/audience-store.ts';
import type { Audience } from '../subscribing/audience.ts';
import { codeOf } from './delivery-state.ts';

// A million rows take some seconds, on a slow disk or beside other work many.
const minutes = 4;

/**
 * Writes everybody whom the audience names at this moment into the ledger, those who get nothing with their reason; what
 * another try has left goes first.
 *
 * @returns how many that are
 */
export async function writeLedger(
  trx: Tx,
  campaignNumber: number,
  audience: Audience,
  now: Date,
): Promise<number> {
  await allowMinutes(trx, minutes);
  await sql`delete from newsletter.delivery where campaign_number = ${campaignNumber}`.execute(trx);
  await sql`delete from newsletter.delivery_chunk where campaign_number = ${campaignNumber}`.execute(trx);
  const { numAffectedRows = 0n } = await sql`
    insert into newsletter.delivery (campaign_number, subscriber_number, state, changed_at, reason)
    select ${campaignNumber}::integer, number,
      case when excluded is null then ${codeOf('waiting')}::smallint else ${codeOf('excluded')}::smallint end,
      ${now}::timestamptz, excluded
    from (${candidates(audience, now)}) as candidate order by number`.execute(trx);
  // As far as the planner knows this campaign has no row yet, and it would look for each of them in every list of numbers.
  await sql`analyze newsletter.delivery`.execute(trx);
  return Number(numAffectedRows);
}

/** Numbers that cut all subscribers into pieces of the same size, in their order; the last piece ends with the last number. */
export async function readEdges(db: DatabaseOrTx, size: number): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    select number from (
      select number, row_number() over (order by number) as place, max(number) over () as last from newsletter.subscriber
    ) as placed
    where place % ${size} = 0 or number = last order by number`.execute(db);
  return rows.map(({ number }) => number);
}

/** Of one piece, those whom the audience names and who are to get a mail. */
export async function readNamed(
  db: DatabaseOrTx,
  audience: Audience,
  { after, upTo, now }: { after: number; upTo: number; now: Date },
): Promise<{ number: number; id: string; email: string }[]> {
  // Bounded on both sides: with a limit instead, each piece would be found by sorting everybody.
  const { rows } = await sql<{ number: number; id: string; email: string }>`
    select number, subscriber_id as id, email from (${candidates(audience, now)}) as candidate
    where number > ${after} and number <= ${upTo} and excluded is null`.execute(db);
  return rows;
}

export async function excludeNumbers(
  db: DatabaseOrTx,
  campaignNumber: number,
  numbers: readonly number[],
  reason: string,
): Promise<void> {
  if (numbers.length === 0) return;
  await sql`
    update newsletter.delivery set state = ${codeOf('excluded')}, reason = ${reason}
    where campaign_number = ${campaignNumber} and state = ${codeOf('waiting')}
      and subscriber_number in (select unnest(string_to_array(${numbers.join(',')}, ','))::integer)`.execute(
    db,
  );
}

/** Cuts the ledger into pieces that are worked off each by itself. @returns the sum over them */
export async function writeChunks(trx: Tx, campaignNumber: number, size: number, now: Date): Promise<number> {
  await allowMinutes(trx, minutes);
  const { rows } = await sql<{ sum: number }>`
    with placed as (
      select subscriber_number as number, state,
        (row_number() over (order by subscriber_number) - 1) / ${size}::integer as chunk
      from newsletter.delivery where campaign_number = ${campaignNumber}
    ), cut as (
      select chunk, min(number) as first, max(number) as last, count(*) as recipients,
        count(*) filter (where state = ${codeOf('waiting')}) as waiting
      from placed group by chunk
    ), made as (
      insert into newsletter.delivery_chunk (campaign_number, chunk, first_number, last_number, not_before, is_done, counts)
      select ${campaignNumber}::integer, chunk, first, last, ${now}::timestamptz, waiting = 0,
        jsonb_build_object('waiting', waiting, 'excluded', recipients - waiting)
      from cut returning 1
    )
    select coalesce(sum(recipients), 0)::integer as sum from cut`.execute(trx);
  return rows[0]?.sum ?? 0;
}
