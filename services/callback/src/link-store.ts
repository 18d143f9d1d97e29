import type { Database } from '@foyer/database';
import { sql } from 'kysely';

export interface LinkStore {
  /** Does nothing when the request is gone. */
  insert(link: { tokenHash: Uint8Array; requestId: string; now: Date; expiresAt: Date }): Promise<void>;
  find(tokenHash: Uint8Array, now: Date): Promise<string | undefined>;
  /** @returns how many */
  deleteExpired(now: Date, limit: number): Promise<number>;
}

export function createLinkStore(db: Database): LinkStore {
  return {
    insert: async ({ tokenHash, requestId, now, expiresAt }) => {
      await sql`
        insert into callback.link (token_hash, request_id, created_at, expires_at)
        select ${tokenHash}, id, ${now}, ${expiresAt} from callback.request where id = ${requestId}::uuid`.execute(
        db,
      );
    },
    find: async (tokenHash, now) => {
      const { rows } = await sql<{ request_id: string }>`
        select request_id from callback.link where token_hash = ${tokenHash} and expires_at > ${now}`.execute(
        db,
      );
      return rows[0]?.request_id;
    },
    deleteExpired: async (now, limit) => {
      const { rows } = await sql`
        delete from callback.link where token_hash in (
          select token_hash from callback.link where expires_at <= ${now} order by expires_at limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
  };
}
