import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';

export interface Invitation {
  /** null: the link makes a new administrator. */
  accountId: string | null;
}

export interface InvitationStore {
  /** The one before, for the same account or for a new administrator, works no more. */
  replace(
    trx: DatabaseOrTx,
    invitation: Invitation & { tokenHash: Uint8Array; createdAt: Date; expiresAt: Date },
  ): Promise<void>;
  find(tokenHash: Uint8Array, now: Date): Promise<Invitation | undefined>;
  /** Uses it up. @returns undefined when there is none, or somebody was faster */
  take(trx: DatabaseOrTx, tokenHash: Uint8Array, now: Date): Promise<Invitation | undefined>;
  /** @returns how many */
  deleteOver(now: Date, limit: number): Promise<number>;
}

interface InvitationRow {
  account_id: string | null;
}

export function createInvitationStore(db: Database): InvitationStore {
  return {
    replace: async (trx, { tokenHash, accountId, createdAt, expiresAt }) => {
      // Two new links at once would else both work.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`staff.invitation:${accountId ?? ''}`}, 0))`.execute(
        trx,
      );
      await sql`
        delete from staff.invitation where account_id is not distinct from ${accountId}::uuid`.execute(trx);
      await sql`
        insert into staff.invitation (token_hash, account_id, created_at, expires_at)
        values (${tokenHash}, ${accountId}, ${createdAt}, ${expiresAt})`.execute(trx);
    },
    find: async (tokenHash, now) => {
      const { rows } = await sql<InvitationRow>`
        select account_id from staff.invitation
        where token_hash = ${tokenHash} and expires_at > ${now}`.execute(db);
      return rows[0] && { accountId: rows[0].account_id };
    },
    take: async (trx, tokenHash, now) => {
      const { rows } = await sql<InvitationRow>`
        delete from staff.invitation where token_hash = ${tokenHash} and expires_at > ${now}
        returning account_id`.execute(trx);
      return rows[0] && { accountId: rows[0].account_id };
    },
    deleteOver: async (now, limit) => {
      const { rows } = await sql`
        delete from staff.invitation where token_hash in (
          select token_hash from staff.invitation where expires_at <= ${now} limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
  };
}
