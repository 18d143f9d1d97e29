import type { Database, Tx } from '@foyer/database';
import { sql } from 'kysely';
import type { Day } from './deletion-date.ts';
import type { Reference } from './reference.ts';
import type { SubmissionKey } from './submission-key.ts';

interface NewSubmissionKey extends SubmissionKey {
  messageId: string;
  createdAt: Date;
}

/** The message that was stored under a key. */
export interface EarlierMessage extends SubmissionKey {
  reference: Reference;
  state: 'received' | 'held';
  deletedOn: Day;
}

export interface SubmissionKeyStore {
  /**
   * Takes keys for messages that are to be stored in the same transaction. Whoever else has taken one and is not done
   * yet is waited for.
   *
   * @param keys each key once
   * @param forgotten keys as old as that are free again
   * @returns the messages whose keys were taken before
   */
  claim(trx: Tx, keys: readonly NewSubmissionKey[], forgotten: Date): Promise<EarlierMessage[]>;
  /** Gives keys back whose messages are not stored after all. */
  release(trx: Tx, keyDigests: readonly string[]): Promise<void>;
  find(keyDigest: string, forgotten: Date): Promise<EarlierMessage | undefined>;
  /** @returns how many */
  deleteForgotten(forgotten: Date, limit: number): Promise<number>;
  countForgotten(forgotten: Date): Promise<number>;
  oldest(): Promise<Date | null>;
}

export function createSubmissionKeyStore(db: Database): SubmissionKeyStore {
  return {
    claim: async (trx, keys, forgotten) => {
      const rows = keys.map(({ keyDigest, bodyDigest, messageId, createdAt }) => ({
        key_digest: keyDigest,
        body_digest: bodyDigest,
        message_id: messageId,
        created_at: createdAt,
      }));
      // In one order, so that two processes with the same keys do not wait for each other. A key that is taken stays
      // locked by this statement too, and so its message is still there for the next one.
      const { rows: fresh } = await sql<{ key_digest: string }>`
        insert into contact.submission_key as taken (key_digest, body_digest, message_id, created_at)
        select decode(key_digest, 'hex'), decode(body_digest, 'hex'), message_id, created_at
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          as r (key_digest text, body_digest text, message_id uuid, created_at timestamptz)
        order by key_digest
        on conflict (key_digest) do update set body_digest = excluded.body_digest, message_id = excluded.message_id,
          created_at = excluded.created_at
        where taken.created_at <= ${forgotten}
        returning encode(key_digest, 'hex') as key_digest`.execute(trx);
      const claimed = new Set(fresh.map(({ key_digest: keyDigest }) => keyDigest));
      const taken = keys.map(({ keyDigest }) => keyDigest).filter((keyDigest) => !claimed.has(keyDigest));
      return taken.length === 0 ? [] : await earlierMessages(trx, taken, forgotten);
    },
    release: async (trx, keyDigests) => {
      await sql`delete from contact.submission_key where key_digest in (${digests(keyDigests)})`.execute(trx);
    },
    find: async (keyDigest, forgotten) => (await earlierMessages(db, [keyDigest], forgotten))[0],
    deleteForgotten: async (forgotten, limit) => {
      const { rows } = await sql`
        delete from contact.submission_key where key_digest in (
          select key_digest from contact.submission_key where created_at <= ${forgotten}
          order by created_at limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
    countForgotten: async (forgotten) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from contact.submission_key where created_at <= ${forgotten}`.execute(db);
      return rows[0]?.n ?? 0;
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(created_at) as oldest from contact.submission_key`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

async function earlierMessages(
  db: Database | Tx,
  keyDigests: readonly string[],
  forgotten: Date,
): Promise<EarlierMessage[]> {
  const { rows } = await sql<{
    key_digest: string;
    body_digest: string;
    reference: Reference;
    state: 'received' | 'held';
    delete_on: Day;
  }>`
    select encode(key_digest, 'hex') as key_digest, encode(body_digest, 'hex') as body_digest,
      message.reference, message.state, message.delete_on
    from contact.submission_key join contact.message on message.id = submission_key.message_id
    where key_digest in (${digests(keyDigests)}) and created_at > ${forgotten}`.execute(db);
  return rows.map((row) => ({
    keyDigest: row.key_digest,
    bodyDigest: row.body_digest,
    reference: row.reference,
    state: row.state,
    deletedOn: row.delete_on,
  }));
}

// One parameter whatever their number, so that the statement is always the same.
function digests(hex: readonly string[]) {
  return sql`select decode(unnest(string_to_array(${hex.join(',')}, ',')), 'hex')`;
}
