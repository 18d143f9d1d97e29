import type { DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import { candidates } from '../subscribing/audience-store.ts';
import type { Audience } from '../subscribing/audience.ts';
import { codeOf } from './delivery-state.ts';

/**
 * Writes everybody whom the audience names at this moment into the ledger, those who get nothing with their reason; what
 * another try has left goes first.
 *
 * @returns how many the audience names, and how many rows the ledger got
 */
export async function writeLedger(
  trx: DatabaseOrTx,
  campaignNumber: number,
  audience: Audience,
  now: Date,
): Promise<{ named: number; written: number }> {
  await sql`delete from newsletter.delivery where campaign_number = ${campaignNumber}`.execute(trx);
  await sql`delete from newsletter.delivery_chunk where campaign_number = ${campaignNumber}`.execute(trx);
  const { rows } = await sql<{ named: number; written: number }>`
    with named as materialized (
      select number, excluded from (${candidates(audience, now)}) as candidate
    ), written as (
      insert into newsletter.delivery (campaign_number, subscriber_number, state, changed_at, reason)
      select ${campaignNumber}::integer, number,
        case when excluded is null then ${codeOf('waiting')}::smallint else ${codeOf('excluded')}::smallint end,
        ${now}::timestamptz, excluded
      from named order by number
      on conflict do nothing returning 1
    )
    select (select count(*) from named) as named, (select count(*) from written) as written`.execute(trx);
  // As far as the planner knows this campaign has no row yet, and it would look for each of them in every list of numbers.
  await sql`analyze newsletter.delivery`.execute(trx);
  return rows[0] ?? { named: 0, written: 0 };
}

/** Those who are to get a mail, by their numbers. */
export async function readWaiting(
  db: DatabaseOrTx,
  campaignNumber: number,
  after: number,
  limit: number,
): Promise<{ number: number; id: string; email: string }[]> {
  const { rows } = await sql<{ number: number; id: string; email: string }>`
    select s.number, s.id, s.email
    from newsletter.delivery as d join newsletter.subscriber as s on s.number = d.subscriber_number
    where d.campaign_number = ${campaignNumber} and d.subscriber_number > ${after} and d.state = ${codeOf('waiting')}
    order by d.subscriber_number limit ${limit}`.execute(db);
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
export async function writeChunks(
  trx: DatabaseOrTx,
  campaignNumber: number,
  size: number,
  now: Date,
): Promise<number> {
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
