import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import { accountOf, type Account, type AccountRow } from './account.ts';
import { canaryKeyPrefix } from './canary-store.ts';
import { emailKey } from './email-key.ts';
import type { Role } from './roles.ts';

export interface AccountStore {
  find(db: DatabaseOrTx, id: string): Promise<Account | undefined>;
  /** The same, and nobody else changes it until the transaction ends. */
  lock(trx: DatabaseOrTx, id: string): Promise<Account | undefined>;
  findByEmail(email: string): Promise<Account | undefined>;
  /** By id, the oldest first. */
  list(page: { after: string | undefined; limit: number }): Promise<Account[]>;
  /** Who works here now, by name. */
  colleagues(): Promise<{ id: string; name: string }[]>;
  /** Of all who work or worked here, by id; unknown ids are left out. */
  namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** @returns false when somebody has the address */
  insert(
    trx: DatabaseOrTx,
    account: {
      id: string;
      email: string;
      name: string;
      roles: readonly Role[];
      createdAt: Date;
      joinedAt: Date | null;
    },
  ): Promise<boolean>;
  setPassword(db: DatabaseOrTx, id: string, passwordHash: string): Promise<void>;
  change(
    trx: DatabaseOrTx,
    id: string,
    change: { name: string; roles: readonly Role[]; disabledAt: Date | null },
  ): Promise<void>;
  noteSignIn(trx: DatabaseOrTx, id: string, now: Date): Promise<void>;
  hasAdministrator(): Promise<boolean>;
  /** Locks them all, so that two administrators cannot dismiss each other at once. */
  lockAdministrators(trx: DatabaseOrTx): Promise<string[]>;
}

// An administrator who never came in cannot be the last one.
const isAdministrator = sql`'administrator' = any (roles) and disabled_at is null and joined_at is not null`;

export function createAccountStore(db: Database): AccountStore {
  return {
    find: async (trx, id) => {
      const { rows } = await sql<AccountRow>`select * from staff.account where id = ${id}`.execute(trx);
      return rows[0] && accountOf(rows[0]);
    },
    lock: async (trx, id) => {
      const { rows } = await sql<AccountRow>`
        select * from staff.account where id = ${id} for update`.execute(trx);
      return rows[0] && accountOf(rows[0]);
    },
    findByEmail: async (email) => {
      const { rows } = await sql<AccountRow>`
        select * from staff.account where email_key = ${emailKey(email)}`.execute(db);
      return rows[0] && accountOf(rows[0]);
    },
    list: async ({ after, limit }) => {
      const { rows } = await sql<AccountRow>`
        select * from staff.account
        where (${after ?? null}::uuid is null or id > ${after ?? null}::uuid)
          and email_key not like ${`${canaryKeyPrefix}%`}
        order by id limit ${limit}`.execute(db);
      return rows.map(accountOf);
    },
    colleagues: async () => {
      const { rows } = await sql<{ id: string; name: string }>`
        select id, name from staff.account where disabled_at is null and joined_at is not null
        order by lower(name), id limit 1000`.execute(db);
      return rows;
    },
    namesOf: async (ids) => {
      const { rows } = await sql<{ id: string; name: string }>`
        select id, name from staff.account where id = any (${[...ids]}::uuid[])`.execute(db);
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
    insert: async (trx, { id, email, name, roles, createdAt, joinedAt }) => {
      const { rows } = await sql`
        insert into staff.account (id, email, email_key, name, roles, created_at, joined_at)
        values (${id}, ${email.trim()}, ${emailKey(email)}, ${name}, ${[...roles]}, ${createdAt}, ${joinedAt})
        on conflict (email_key) do nothing returning 1 as made`.execute(trx);
      return rows.length === 1;
    },
    setPassword: async (trx, id, passwordHash) => {
      await sql`update staff.account set password_hash = ${passwordHash} where id = ${id}`.execute(trx);
    },
    change: async (trx, id, { name, roles, disabledAt }) => {
      await sql`
        update staff.account set name = ${name}, roles = ${[...roles]}, disabled_at = ${disabledAt}
        where id = ${id}`.execute(trx);
    },
    noteSignIn: async (trx, id, now) => {
      await sql`
        update staff.account set last_sign_in_at = ${now}, joined_at = coalesce(joined_at, ${now})
        where id = ${id}`.execute(trx);
    },
    hasAdministrator: async () => {
      const { rows } = await sql<{ has: boolean }>`
        select exists (select from staff.account where ${isAdministrator}) as has`.execute(db);
      return rows[0]?.has === true;
    },
    lockAdministrators: async (trx) => {
      const { rows } = await sql<{ id: string }>`
        select id from staff.account where ${isAdministrator} order by id for update`.execute(trx);
      return rows.map(({ id }) => id);
    },
  };
}
