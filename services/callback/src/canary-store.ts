import type { Database, Tx } from '@foyer/database';
import type { Canary } from '@foyer/service';
import { sql } from 'kysely';

/** Made-up records that prove that real ones go on their day. */
export interface CanaryStore {
  /** A request that was closed by its last attempt at `attemptedAt`: it stands in no queue and takes no place. */
  plantRequest(
    trx: Tx,
    canary: Canary,
    request: { attemptId: string; attemptedAt: Date; retentionDays: number; mailDomain: string },
  ): Promise<void>;
  plantRecipient(canary: Canary, sentAt: Date): Promise<void>;
}

export function createCanaryStore(db: Database): CanaryStore {
  return {
    plantRequest: async (trx, { id, word, email, digest }, request) => {
      const { attemptId, attemptedAt, retentionDays, mailDomain } = request;
      const day = sql`((${attemptedAt}::timestamptz + ${retentionDays}::integer * interval '24 hours') at time zone 'UTC')::date`;
      await sql`
        insert into callback.request (id, reference, language, zone, state, outcome, name, email, phone, e164, message,
          is_asap, due_at, received_at, closed_at, latest_on, delete_on, mail_domain)
        values (${id}, ${word}, 'en', 'UTC', 'closed', 'reached', ${word}, ${email}, ${word}, ${word}, ${word}, true,
          ${attemptedAt}, ${attemptedAt}, ${attemptedAt}, ${day}, ${day}, ${mailDomain})`.execute(trx);
      await sql`
        insert into callback.attempt (id, request_id, attempted_at, outcome, note, staff_id)
        values (${attemptId}, ${id}, ${attemptedAt}, 'reached', ${word}, ${word})`.execute(trx);
      await sql`
        insert into callback.link (token_hash, request_id, created_at, expires_at)
        values (${digest}, ${id}, ${attemptedAt}, ${attemptedAt}::timestamptz + interval '10 years')`.execute(
        trx,
      );
      await sql`
        insert into callback.mail (request_id, kind, sequence, outcome, noted_at)
        values (${id}, 'booked', 0, 'sent', ${attemptedAt})`.execute(trx);
    },
    plantRecipient: async ({ id, digest }, sentAt) => {
      await sql`
        insert into callback.recipient (request_id, kind, sequence, recipient_digest, domain_digest, sent_at)
        values (${id}, 'canary', 0, ${digest}, ${digest}, ${sentAt})`.execute(db);
    },
  };
}
