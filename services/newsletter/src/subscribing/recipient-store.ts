import type { DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import type { Salutation } from './subscriber.ts';

export interface RecipientRow {
  id: string;
  email: string;
  name: string;
  salutation: Salutation;
  language: string;
  state: 'active' | 'unsubscribed';
  pausedUntil: Date | null;
  isRestricted: boolean;
  /** Of those that were asked for. */
  topics: string[];
}

/** Those of these subscribers who are still there, in one statement. */
export async function readRecipients(
  db: DatabaseOrTx,
  ids: readonly string[],
  topics: readonly string[],
): Promise<RecipientRow[]> {
  const { rows } = await sql<RecipientRow>`
    select s.id, s.email, s.name, s.salutation, s.language, s.state, s.paused_until as "pausedUntil",
      s.is_restricted as "isRestricted",
      array(select topic_id from newsletter.subscription
        where subscriber_id = s.id and topic_id = any(string_to_array(${topics.join(',')}, ','))) as topics
    from newsletter.subscriber as s
    where s.id in (select unnest(string_to_array(${ids.join(',')}, ','))::uuid)`.execute(db);
  return rows;
}
