import { isNotAmong, type Database, type DatabaseOrTx } from '@foyer/database';
import type { DataSubject } from '@foyer/service';
import { sql } from 'kysely';
import { accountOf, type Account, type AccountRow } from './account.ts';
import { emailKey } from './email-key.ts';

export interface SubjectAccount extends Account {
  isRestricted: boolean;
  passkeys: number;
  recoveryCodes: number;
  providers: string[];
}

/** Accounts as the law asks about them. */
export interface AccountDataStore {
  find(subject: DataSubject): Promise<string[]>;
  read(subject: DataSubject): Promise<SubjectAccount[]>;
  /** @returns false when somebody else has the address */
  correct(trx: DatabaseOrTx, id: string, changes: { name?: string; email?: string }): Promise<boolean>;
  restrict(subject: DataSubject, restrictedAt: Date | null): Promise<number>;
  /** Disabled ones only, with all that belongs to them. @returns how many */
  deleteDisabled(subject: DataSubject, held: readonly string[]): Promise<number>;
  /** @returns how many */
  deleteDisabledBefore(moment: Date, limit: number, held: readonly string[]): Promise<number>;
  countDisabledBefore(moment: Date, held: readonly string[]): Promise<number>;
  oldestDisabledAt(): Promise<Date | null>;
}

export function createAccountDataStore(db: Database): AccountDataStore {
  return {
    find: async (subject) => {
      const { rows } = await sql<{ id: string }>`
        select id from staff.account where ${ofSubject(subject)}`.execute(db);
      return rows.map(({ id }) => id);
    },
    read: async (subject) => {
      const { rows } = await sql<AccountRow & { passkeys: number; codes: number; providers: string[] }>`
        select account.*,
          (select count(*) from staff.passkey where account_id = account.id) as passkeys,
          (select count(*) from staff.recovery_code where account_id = account.id) as codes,
          array(select issuer from staff.oidc_identity where account_id = account.id order by issuer) as providers
        from staff.account where ${ofSubject(subject)}`.execute(db);
      return rows.map((row) => ({
        ...accountOf(row),
        isRestricted: row.restricted_at !== null,
        passkeys: row.passkeys,
        recoveryCodes: row.codes,
        providers: row.providers,
      }));
    },
    correct: async (trx, id, { name, email }) => {
      const key = email === undefined ? null : emailKey(email);
      const { rows } = await sql`
        update staff.account set name = coalesce(${name ?? null}, name), email = coalesce(${email ?? null}, email),
          email_key = coalesce(${key}, email_key)
        where id = ${id} and not exists (
          select from staff.account as other where other.email_key = ${key} and other.id <> ${id}
        )
        returning 1 as corrected`.execute(trx);
      return rows.length === 1;
    },
    restrict: async (subject, restrictedAt) => {
      const { rows } = await sql`
        update staff.account set restricted_at = ${restrictedAt} where ${ofSubject(subject)}
        returning 1 as changed`.execute(db);
      return rows.length;
    },
    deleteDisabled: async (subject, held) => {
      const { rows } = await sql`
        delete from staff.account
        where ${ofSubject(subject)} and disabled_at is not null and restricted_at is null
          and ${isNotAmong('id', held)}
        returning 1 as gone`.execute(db);
      return rows.length;
    },
    deleteDisabledBefore: async (moment, limit, held) => {
      const { rows } = await sql`
        delete from staff.account where id in (
          select id from staff.account where ${isOver(moment, held)}
          order by disabled_at limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
    countDisabledBefore: async (moment, held) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from staff.account where ${isOver(moment, held)}`.execute(db);
      return rows[0]?.n ?? 0;
    },
    oldestDisabledAt: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(disabled_at) as oldest from staff.account where restricted_at is null`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

function isOver(moment: Date, held: readonly string[]) {
  return sql`disabled_at <= ${moment} and restricted_at is null and ${isNotAmong('id', held)}`;
}

// Staff have no telephone number here.
function ofSubject({ email }: DataSubject) {
  return email === undefined ? sql`false` : sql`email_key = ${emailKey(email)}`;
}
