import type { DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import { codeOf, stateOf, type DeliveryState } from './delivery-state.ts';
import type { ReturnedMail } from './return-path.ts';

/** What comes of a mail that came back. */
export interface ReturnedDelivery extends ReturnedMail {
  state: 'bounced' | 'complained';
  reason: string;
}

// Whoever is refused or excluded got nothing that could come back.
const movable: Record<ReturnedDelivery['state'], readonly DeliveryState[]> = {
  bounced: ['waiting', 'claimed', 'accepted', 'uncertain', 'delayed'],
  complained: ['waiting', 'claimed', 'accepted', 'uncertain', 'delayed', 'bounced'],
};

/**
 * Moves a recipient in the ledger, and in the sums that are kept of it, so that these still match.
 *
 * @returns false when nothing moved: it was there already, or the ledger is forgotten
 */
export async function moveReturned(
  trx: DatabaseOrTx,
  { campaignNumber, subscriberNumber, state, reason }: ReturnedDelivery,
  now: Date,
): Promise<boolean> {
  // First the campaign: whoever finishes it counts the ledger under the same lock.
  await sql`
    select 1 as locked from newsletter.sending where campaign_number = ${campaignNumber} for update`.execute(
    trx,
  );
  const { rows } = await sql<{ state: number; reason: string | null }>`
    select state, reason from newsletter.delivery
    where campaign_number = ${campaignNumber} and subscriber_number = ${subscriberNumber} for update`.execute(
    trx,
  );
  const [before] = rows;
  if (before === undefined || !movable[state].includes(stateOf(before.state))) return false;
  await sql`
    update newsletter.delivery set state = ${codeOf(state)}, reason = ${reason}, changed_at = ${now}
    where campaign_number = ${campaignNumber} and subscriber_number = ${subscriberNumber}`.execute(trx);
  const was = stateOf(before.state);
  // A chunk that somebody holds is counted anew when it is given back.
  await sql`
    update newsletter.delivery_chunk as c
    set counts = c.counts || jsonb_build_object(${was}::text, coalesce((c.counts ->> ${was}::text)::integer, 0) - 1,
      ${state}::text, coalesce((c.counts ->> ${state}::text)::integer, 0) + 1)
    where c.campaign_number = ${campaignNumber} and c.slot is null
      and ${subscriberNumber}::integer between c.first_number and c.last_number`.execute(trx);
  const [wasReason, isReason] = [
    before.reason === null ? null : `${was}.${before.reason}`,
    `${state}.${reason}`,
  ];
  await sql`
    update newsletter.sending as s set counts = jsonb_build_object(
      'states', (s.counts -> 'states') || jsonb_build_object(
        ${was}::text, coalesce((s.counts #>> array['states', ${was}::text])::integer, 0) - 1,
        ${state}::text, coalesce((s.counts #>> array['states', ${state}::text])::integer, 0) + 1),
      'reasons', (s.counts -> 'reasons')
        || case when ${wasReason}::text is null then '{}'::jsonb else jsonb_build_object(
          coalesce(${wasReason}::text, ''), coalesce((s.counts #>> array['reasons', ${wasReason}::text])::integer, 0) - 1) end
        || jsonb_build_object(
          ${isReason}::text, coalesce((s.counts #>> array['reasons', ${isReason}::text])::integer, 0) + 1))
    where s.campaign_number = ${campaignNumber} and s.counts is not null`.execute(trx);
  return true;
}

/** When the last mail was taken that nothing came back of, of those that had enough time to. */
export async function lastArrival(
  db: DatabaseOrTx,
  subscriberNumber: number,
  acceptedBefore: Date,
): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(d.changed_at) as at from newsletter.sending as s
    join newsletter.delivery as d on d.campaign_number = s.campaign_number and d.subscriber_number = ${subscriberNumber}
    where s.forgotten_at is null and s.campaign_number > 0 and d.state = ${codeOf('accepted')}
      and d.changed_at <= ${acceptedBefore}`.execute(db);
  return rows[0]?.at ?? null;
}
