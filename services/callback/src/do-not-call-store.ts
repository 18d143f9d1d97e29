import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';

export interface DoNotCallStore {
  insert(trx: DatabaseOrTx, entry: { digest: Uint8Array; keyId: string; recordedAt: Date }): Promise<void>;
  recordedAt(db: DatabaseOrTx, digest: Uint8Array): Promise<Date | undefined>;
  remove(trx: DatabaseOrTx, digest: Uint8Array): Promise<boolean>;
  /** @returns how many */
  deleteBefore(moment: Date, limit: number): Promise<number>;
  countBefore(moment: Date): Promise<number>;
  oldest(): Promise<Date | null>;
}

export function createDoNotCallStore(db: Database): DoNotCallStore {
  return {
    insert: async (trx, { digest, keyId, recordedAt }) => {
      // Who says it again says it from today.
      await sql`
        insert into callback.do_not_call (number_digest, key_id, recorded_at)
        values (${digest}, ${keyId}, ${recordedAt})
        on conflict (number_digest) do update set recorded_at = excluded.recorded_at`.execute(trx);
    },
    recordedAt: async (dbOrTx, digest) => {
      const { rows } = await sql<{ recorded_at: Date }>`
        select recorded_at from callback.do_not_call where number_digest = ${digest}`.execute(dbOrTx);
      return rows[0]?.recorded_at;
    },
    remove: async (trx, digest) => {
      const { rows } = await sql`
        delete from callback.do_not_call where number_digest = ${digest} returning 1 as gone`.execute(trx);
      return rows.length === 1;
    },
    deleteBefore: async (moment, limit) => {
      const { rows } = await sql`
        delete from callback.do_not_call where number_digest in (
          select number_digest from callback.do_not_call where recorded_at <= ${moment}
          order by recorded_at limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
    countBefore: async (moment) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from callback.do_not_call where recorded_at <= ${moment}`.execute(db);
      return rows[0]?.n ?? 0;
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(recorded_at) as oldest from callback.do_not_call`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}
