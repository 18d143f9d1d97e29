import type { DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import { codeOf } from './delivery-state.ts';

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
