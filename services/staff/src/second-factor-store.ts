import type { DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';

export interface SecondFactorStore {
  setPending(trx: DatabaseOrTx, accountId: string, sealed: Uint8Array): Promise<void>;
  /** What was pending is asked for from now on. `step` is that of the first code. */
  activate(trx: DatabaseOrTx, accountId: string, step: number): Promise<void>;
  remove(trx: DatabaseOrTx, accountId: string): Promise<void>;
  /** @returns false when this half minute's code, or a later one, was used before */
  spendStep(trx: DatabaseOrTx, accountId: string, step: number): Promise<boolean>;
  replaceRecoveryCodes(
    trx: DatabaseOrTx,
    accountId: string,
    codeHashes: readonly Uint8Array[],
    now: Date,
  ): Promise<void>;
  /** @returns false when there is no such code, or it was used before */
  spendRecoveryCode(trx: DatabaseOrTx, accountId: string, codeHash: Uint8Array): Promise<boolean>;
  countRecoveryCodes(db: DatabaseOrTx, accountId: string): Promise<number>;
}

export function createSecondFactorStore(): SecondFactorStore {
  return {
    setPending: async (trx, accountId, sealed) => {
      await sql`update staff.account set totp_pending = ${sealed} where id = ${accountId}`.execute(trx);
    },
    activate: async (trx, accountId, step) => {
      await sql`
        update staff.account set totp_secret = totp_pending, totp_pending = null, totp_last_step = ${step}
        where id = ${accountId}`.execute(trx);
    },
    remove: async (trx, accountId) => {
      await sql`
        update staff.account set totp_secret = null, totp_pending = null, totp_last_step = null
        where id = ${accountId}`.execute(trx);
      await sql`delete from staff.recovery_code where account_id = ${accountId}`.execute(trx);
    },
    spendStep: async (trx, accountId, step) => {
      const { rows } = await sql`
        update staff.account set totp_last_step = ${step}
        where id = ${accountId} and (totp_last_step is null or totp_last_step < ${step})
        returning 1 as spent`.execute(trx);
      return rows.length === 1;
    },
    replaceRecoveryCodes: async (trx, accountId, codeHashes, now) => {
      await sql`delete from staff.recovery_code where account_id = ${accountId}`.execute(trx);
      const values = codeHashes.map((hash) => sql`(${accountId}::uuid, ${hash}::bytea, ${now}::timestamptz)`);
      await sql`
        insert into staff.recovery_code (account_id, code_hash, created_at) values ${sql.join(values)}`.execute(
        trx,
      );
    },
    spendRecoveryCode: async (trx, accountId, codeHash) => {
      const { rows } = await sql`
        delete from staff.recovery_code where account_id = ${accountId} and code_hash = ${codeHash}
        returning 1 as spent`.execute(trx);
      return rows.length === 1;
    },
    countRecoveryCodes: async (db, accountId) => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from staff.recovery_code where account_id = ${accountId}`.execute(db);
      return rows[0]?.count ?? 0;
    },
  };
}
