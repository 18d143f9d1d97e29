import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import type { Failures } from './sign-in-delay.ts';

/** The same account or network, with each key that may have been in use; the present one first. */
export type Digests = readonly [Uint8Array, ...Uint8Array[]];

export interface AttemptStore {
  /** The day's key; the first process to ask on that day makes it. */
  keyOf(day: string, candidate: Uint8Array, now: Date): Promise<Uint8Array>;
  findKey(day: string): Promise<Uint8Array | undefined>;
  /** In a transaction of its own, one attempt for an account after the other; `admit` decides by what failed before. */
  add(
    attempt: { id: string; account: Digests; network: Digests; at: Date; since: Date },
    admit: (failures: Failures) => boolean,
  ): Promise<void>;
  remove(trx: DatabaseOrTx, id: string): Promise<void>;
  clear(trx: DatabaseOrTx, account: Digests, network: Digests): Promise<void>;
  count(account: Digests): Promise<number>;
  /** @returns how many attempts */
  deleteBefore(moment: { attempts: Date; keys: Date }, limit: number): Promise<number>;
  countBefore(moment: Date): Promise<number>;
  oldest(): Promise<Date | null>;
}

export function createAttemptStore(db: Database): AttemptStore {
  const findKey = async (day: string): Promise<Uint8Array | undefined> => {
    const { rows } = await sql<{ key: Uint8Array }>`
      select key from staff.attempt_key where day = ${day}::date`.execute(db);
    return rows[0]?.key;
  };

  return {
    findKey,
    keyOf: async (day, candidate, now) => {
      await sql`
        insert into staff.attempt_key (day, key, created_at) values (${day}::date, ${candidate}, ${now})
        on conflict do nothing`.execute(db);
      const key = await findKey(day);
      if (key === undefined)
        throw new Error(`the attempt key of ${day} vanished right after it was made: retry`);
      return key;
    },
    add: ({ id, account, network, at, since }, admit) =>
      db.transaction().execute(async (trx) => {
        // A hundred attempts at once would else all be the first.
        await sql`select pg_advisory_xact_lock(${lockOf(account[0])}::bigint)`.execute(trx);
        const ofAccount = sql`account_digest in (${sql.join(account)}) and attempted_at > ${since}`;
        const ofNetwork = sql`prefix_digest in (${sql.join(network)}) and attempted_at > ${since}`;
        const { rows } = await sql<{
          own: number;
          newest_own: Date | null;
          account: number;
          network: number;
          newest_network: Date | null;
        }>`
          select tried.*, (select count(*) from staff.sign_in_attempt where ${ofNetwork}) as network,
            (select max(attempted_at) from staff.sign_in_attempt where ${ofNetwork}) as newest_network
          from (
            select count(*) as account,
              count(*) filter (where prefix_digest in (${sql.join(network)})) as own,
              max(attempted_at) filter (where prefix_digest in (${sql.join(network)})) as newest_own
            from staff.sign_in_attempt where ${ofAccount}
          ) as tried`.execute(trx);
        const [row] = rows;
        const failures: Failures = {
          own: row?.own ?? 0,
          newestOwn: row?.newest_own ?? null,
          account: row?.account ?? 0,
          network: row?.network ?? 0,
          newestNetwork: row?.newest_network ?? null,
        };
        if (!admit(failures)) return;
        await sql`
          insert into staff.sign_in_attempt (id, account_digest, prefix_digest, attempted_at)
          values (${id}, ${account[0]}, ${network[0]}, ${at})`.execute(trx);
      }),
    remove: async (trx, id) => {
      await sql`delete from staff.sign_in_attempt where id = ${id}`.execute(trx);
    },
    clear: async (trx, account, network) => {
      await sql`
        delete from staff.sign_in_attempt
        where account_digest in (${sql.join(account)}) and prefix_digest in (${sql.join(network)})`.execute(
        trx,
      );
    },
    count: async (account) => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from staff.sign_in_attempt where account_digest in (${sql.join(account)})`.execute(
        db,
      );
      return rows[0]?.count ?? 0;
    },
    deleteBefore: async ({ attempts, keys }, limit) => {
      await sql`delete from staff.attempt_key where created_at < ${keys}`.execute(db);
      const { rows } = await sql`
        delete from staff.sign_in_attempt where id in (
          select id from staff.sign_in_attempt where attempted_at < ${attempts} order by attempted_at limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
    countBefore: async (moment) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from staff.sign_in_attempt where attempted_at < ${moment}`.execute(db);
      return rows[0]?.n ?? 0;
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(attempted_at) as oldest from staff.sign_in_attempt`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

function lockOf(digest: Uint8Array): string {
  return Buffer.from(digest).readBigInt64BE().toString();
}
