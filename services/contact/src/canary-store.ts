import type { Database, Tx } from '@foyer/database';
import type { Canary } from '@foyer/service';
import { sql } from 'kysely';

/** Made-up records that prove that real ones go on their day. */
export interface CanaryStore {
  /** A message that was closed at `closedAt`, and of which no list shows anything. */
  plantMessage(
    trx: Tx,
    canary: Canary,
    message: { closedAt: Date; retentionDays: number; mailDomain: string },
  ): Promise<void>;
  plantSentMail(canary: Canary, sentAt: Date): Promise<void>;
  plantSubmissionKey(canary: Canary, createdAt: Date): Promise<void>;
}

export function createCanaryStore(db: Database): CanaryStore {
  return {
    plantMessage: async (trx, { id, word, email, digest }, { closedAt, retentionDays, mailDomain }) => {
      await sql`
        insert into contact.message (id, reference, form, language, state, name, email, topic, message, received_at,
          auto_close_at, closed_at, retention_days, delete_on, mail_domain)
        values (${id}, ${word}, 'default', 'en', 'received', ${word}, ${email}, 'other', ${word}, ${closedAt},
          ${closedAt}, ${closedAt}, ${retentionDays},
          ((${closedAt}::timestamptz + ${retentionDays}::integer * interval '24 hours') at time zone 'UTC')::date,
          ${mailDomain})`.execute(trx);
      await sql`
        insert into contact.confirmation (token_hash, message_id, created_at, expires_at)
        values (${digest}, ${id}, ${closedAt}, ${closedAt}::timestamptz + interval '10 years')`.execute(trx);
    },
    plantSentMail: async ({ id, digest }, sentAt) => {
      await sql`
        insert into contact.sent_mail (message_id, kind, recipient_digest, domain_digest, sent_at)
        values (${id}, 'canary', ${digest}, ${digest}, ${sentAt})`.execute(db);
    },
    plantSubmissionKey: async ({ digest }, createdAt) => {
      await sql`
        insert into contact.submission_key (key_digest, body_digest, message_id, created_at)
        values (${digest}, ${digest}, null, ${createdAt})`.execute(db);
    },
  };
}
