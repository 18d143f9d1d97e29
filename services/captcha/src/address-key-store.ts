import type { Database } from '@foyer/database';
import { sql } from 'kysely';

export interface AddressKeyStore {
  /** The day's key; the first process to ask on that day makes it, and all others get the same one. */
  keyOf(day: string, candidate: Uint8Array, now: Date): Promise<Uint8Array>;
  find(day: string): Promise<Uint8Array | undefined>;
  deleteBefore(moment: Date): Promise<number>;
  countBefore(moment: Date): Promise<number>;
  oldest(): Promise<Date | null>;
  /** A key of no day that anybody asks for. */
  plantCanary(key: Uint8Array, createdAt: Date): Promise<void>;
}

type AddressKeyTables = {
  'captcha.address_key': { day: string; key: Uint8Array; created_at: Date };
};

export function createAddressKeyStore(database: Database): AddressKeyStore {
  const db = database.withTables<AddressKeyTables>();
  const find = async (day: string): Promise<Uint8Array | undefined> => {
    const row = await db
      .selectFrom('captcha.address_key')
      .select('key')
      .where('day', '=', day)
      .executeTakeFirst();
    return row?.key;
  };
  return {
    find,
    keyOf: async (day, candidate, now) => {
      await db
        .insertInto('captcha.address_key')
        .values({ day, key: candidate, created_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const key = await find(day);
      if (key === undefined)
        throw new Error(`the address key of ${day} vanished right after it was made: retry`);
      return key;
    },
    deleteBefore: async (moment) => {
      const result = await db
        .deleteFrom('captcha.address_key')
        .where('created_at', '<', moment)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
    countBefore: async (moment) => {
      const row = await db
        .selectFrom('captcha.address_key')
        .select(sql<number>`count(*)`.as('n'))
        .where('created_at', '<', moment)
        .executeTakeFirst();
      return row?.n ?? 0;
    },
    plantCanary: async (key, createdAt) => {
      // Of the years 1 to 1000, made of the key itself, so that two need not know of each other.
      await sql`
        insert into captcha.address_key (day, key, created_at)
        values ('0001-01-01'::date + (('x' || substr(encode(${key}::bytea, 'hex'), 1, 8))::bit(32)::bigint % 365000)::integer,
          ${key}, ${createdAt})
        on conflict (day) do update set key = excluded.key, created_at = excluded.created_at`.execute(
        database,
      );
    },
    oldest: async () => {
      const row = await db
        .selectFrom('captcha.address_key')
        .select(sql<Date | null>`min(created_at)`.as('oldest'))
        .executeTakeFirst();
      return row?.oldest ?? null;
    },
  };
}
