import type { DatabaseOrTx } from '@foyer/database';
import { sql, type RawBuilder } from 'kysely';
import { codeOf, stateOf, type DeliveryState } from './delivery-state.ts';

export interface DeliveryMove {
  campaignNumber: number;
  number: number;
  /** Whoever is in another state by now stays there. */
  from: readonly DeliveryState[];
  to: DeliveryState;
  reason: string | null;
}

/**
 * Moves one recipient of whom something is heard after their part of the campaign was worked off: in the ledger, and in the
 * sums that were written down of it, so that these still match.
 *
 * @returns false when nobody moved
 */
export async function moveDelivery(trx: DatabaseOrTx, move: DeliveryMove, now: Date): Promise<boolean> {
  const { campaignNumber, number, from, to, reason } = move;
  // First the campaign: whoever finishes it counts the ledger under the same lock.
  await sql`
    select 1 as locked from newsletter.sending where campaign_number = ${campaignNumber} for update`.execute(
    trx,
  );
  const { rows } = await sql<{ state: number; reason: string | null }>`
    select state, reason from newsletter.delivery
    where campaign_number = ${campaignNumber} and subscriber_number = ${number} for update`.execute(trx);
  const [before] = rows;
  if (before === undefined) return false;
  const was = stateOf(before.state);
  if (!from.includes(was)) return false;
  await sql`
    update newsletter.delivery set state = ${codeOf(to)}, reason = ${reason}, changed_at = ${now}
    where campaign_number = ${campaignNumber} and subscriber_number = ${number}`.execute(trx);
  await moveInSums(trx, move, { was, wasReason: before.reason });
  return true;
}

async function moveInSums(
  trx: DatabaseOrTx,
  { campaignNumber, number, to, reason }: DeliveryMove,
  { was, wasReason }: { was: DeliveryState; wasReason: string | null },
): Promise<void> {
  const states = JSON.stringify({ [was]: -1, [to]: 1 });
  const reasons = JSON.stringify({
    ...(wasReason === null ? {} : { [`${was}.${wasReason}`]: -1 }),
    ...(reason === null ? {} : { [`${to}.${reason}`]: 1 }),
  });
  // A chunk that somebody holds is counted anew when it is given back.
  await sql`
    update newsletter.delivery_chunk as c set counts = ${added('c.counts', states)}
    where c.campaign_number = ${campaignNumber} and c.slot is null
      and ${number}::integer between c.first_number and c.last_number`.execute(trx);
  await sql`
    update newsletter.sending as s set counts = jsonb_build_object(
      'states', ${added("s.counts -> 'states'", states)}, 'reasons', ${added("s.counts -> 'reasons'", reasons)})
    where s.campaign_number = ${campaignNumber} and s.counts is not null`.execute(trx);
}

/** The sums in a JSON object with these differences added. A state of nobody stays, with 0; a reason of nobody goes. */
function added(sums: string, differences: string): RawBuilder<unknown> {
  return sql`(
    select coalesce(jsonb_object_agg(key, sum), '{}'::jsonb) from (
      select key, sum(value::integer) as sum from (
        select * from jsonb_each_text(${sql.raw(sums)}) union all select * from jsonb_each_text(${differences}::jsonb)
      ) as each group by key having sum(value::integer) <> 0 or key not like '%.%'
    ) as added)`;
}
