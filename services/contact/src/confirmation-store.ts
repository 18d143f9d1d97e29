import type { Database } from '@foyer/database';
import { type Language, languageOf } from '@foyer/service';
import { sql } from 'kysely';
import type { Reference } from './reference.ts';

/** What a link leads to, as long as it is valid. */
export interface Confirmation {
  messageId: string;
  reference: Reference;
  language: Language;
  isReleased: boolean;
}

export interface ConfirmationStore {
  /** Does nothing when the message is gone. */
  insert(confirmation: {
    tokenHash: Uint8Array;
    messageId: string;
    now: Date;
    expiresAt: Date;
  }): Promise<void>;
  find(tokenHash: Uint8Array, now: Date): Promise<Confirmation | undefined>;
  /** @returns how many */
  deleteExpired(now: Date, limit: number): Promise<number>;
}

export function createConfirmationStore(db: Database): ConfirmationStore {
  return {
    insert: async ({ tokenHash, messageId, now, expiresAt }) => {
      await sql`
        insert into contact.confirmation (token_hash, message_id, created_at, expires_at)
        select ${tokenHash}, id, ${now}, ${expiresAt} from contact.message where id = ${messageId}::uuid`.execute(
        db,
      );
    },
    find: async (tokenHash, now) => {
      const { rows } = await sql<{ id: string; reference: Reference; language: string; state: string }>`
        select message.id, message.reference, message.language, message.state
        from contact.confirmation join contact.message on message.id = confirmation.message_id
        where token_hash = ${tokenHash} and expires_at > ${now}`.execute(db);
      const [row] = rows;
      return (
        row && {
          messageId: row.id,
          reference: row.reference,
          language: languageOf(row.language) ?? 'en',
          isReleased: row.state !== 'held',
        }
      );
    },
    deleteExpired: async (now, limit) => {
      const { rows } = await sql`
        delete from contact.confirmation where token_hash in (
          select token_hash from contact.confirmation where expires_at <= ${now} order by expires_at limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
  };
}
