import type { DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';

export interface OidcIdentityStore {
  /** The account that this identity belongs to. */
  find(db: DatabaseOrTx, identity: { issuer: string; subject: string }): Promise<string | undefined>;
  /** @returns false when the identity or, at this issuer, the account has a partner already */
  link(
    trx: DatabaseOrTx,
    link: { issuer: string; subject: string; accountId: string; now: Date },
  ): Promise<boolean>;
}

export function createOidcIdentityStore(): OidcIdentityStore {
  return {
    find: async (db, { issuer, subject }) => {
      const { rows } = await sql<{ account_id: string }>`
        select account_id from staff.oidc_identity where issuer = ${issuer} and subject = ${subject}`.execute(
        db,
      );
      return rows[0]?.account_id;
    },
    link: async (trx, { issuer, subject, accountId, now }) => {
      const { rows } = await sql`
        insert into staff.oidc_identity (issuer, subject, account_id, linked_at)
        values (${issuer}, ${subject}, ${accountId}, ${now}) on conflict do nothing returning 1 as linked`.execute(
        trx,
      );
      return rows.length === 1;
    },
  };
}
