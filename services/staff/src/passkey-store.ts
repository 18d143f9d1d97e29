import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';

export interface Passkey {
  id: string;
  accountId: string;
  /** base64url, as browsers write it. */
  credentialId: string;
  /** COSE. */
  publicKey: Uint8Array<ArrayBuffer>;
  counter: number;
  transports: string[];
  name: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

export interface PasskeyStore {
  /** @returns false when it is kept already, by whomever */
  insert(trx: DatabaseOrTx, passkey: Omit<Passkey, 'lastUsedAt'>): Promise<boolean>;
  findByCredential(credentialId: string): Promise<Passkey | undefined>;
  list(db: DatabaseOrTx, accountId: string): Promise<Passkey[]>;
  /** @returns false when the counter does not grow: somebody else has used a copy */
  noteUse(trx: DatabaseOrTx, id: string, use: { counter: number; now: Date }): Promise<boolean>;
  /** Only of this account. @returns whether there was one */
  delete(trx: DatabaseOrTx, accountId: string, id: string): Promise<boolean>;
  /** @returns how many there were */
  deleteAll(trx: DatabaseOrTx, accountId: string): Promise<number>;
  /** @returns false when it was spent before */
  spend(trx: DatabaseOrTx, challengeHash: Uint8Array, expiresAt: Date): Promise<boolean>;
  /** @returns how many */
  deleteSpentBefore(moment: Date, limit: number): Promise<number>;
}

export const maxPasskeys = 20;

interface PasskeyRow {
  id: string;
  account_id: string;
  credential_id: Uint8Array;
  public_key: Uint8Array;
  counter: number;
  transports: string[];
  name: string;
  created_at: Date;
  last_used_at: Date | null;
}

export function createPasskeyStore(db: Database): PasskeyStore {
  return {
    insert: async (trx, passkey) => {
      const { id, accountId, publicKey, counter, transports, name, createdAt } = passkey;
      const credentialId = Buffer.from(passkey.credentialId, 'base64url');
      const { rows } = await sql`
        insert into staff.passkey (id, account_id, credential_id, public_key, counter, transports, name, created_at)
        values (${id}, ${accountId}, ${credentialId}, ${publicKey}, ${counter}, ${transports}, ${name}, ${createdAt})
        on conflict (credential_id) do nothing returning 1 as made`.execute(trx);
      return rows.length === 1;
    },
    findByCredential: async (credentialId) => {
      const { rows } = await sql<PasskeyRow>`
        select * from staff.passkey where credential_id = ${Buffer.from(credentialId, 'base64url')}`.execute(
        db,
      );
      return rows[0] && passkeyOf(rows[0]);
    },
    list: async (reader, accountId) => {
      const { rows } = await sql<PasskeyRow>`
        select * from staff.passkey where account_id = ${accountId} order by created_at limit ${maxPasskeys}`.execute(
        reader,
      );
      return rows.map(passkeyOf);
    },
    noteUse: async (trx, id, { counter, now }) => {
      const { rows } = await sql`
        update staff.passkey set counter = ${counter}, last_used_at = ${now}
        where id = ${id} and (counter < ${counter} or (counter = 0 and ${counter}::bigint = 0)) returning 1 as used`.execute(
        trx,
      );
      return rows.length === 1;
    },
    delete: async (trx, accountId, id) => {
      const { rows } = await sql`
        delete from staff.passkey where id = ${id} and account_id = ${accountId} returning 1 as gone`.execute(
        trx,
      );
      return rows.length === 1;
    },
    deleteAll: async (trx, accountId) => {
      const { rows } = await sql`
        delete from staff.passkey where account_id = ${accountId} returning 1 as gone`.execute(trx);
      return rows.length;
    },
    spend: async (trx, challengeHash, expiresAt) => {
      const { rows } = await sql`
        insert into staff.spent_challenge (challenge_hash, expires_at) values (${challengeHash}, ${expiresAt})
        on conflict do nothing returning 1 as first`.execute(trx);
      return rows.length === 1;
    },
    deleteSpentBefore: async (moment, limit) => {
      const { rows } = await sql`
        delete from staff.spent_challenge where challenge_hash in (
          select challenge_hash from staff.spent_challenge where expires_at <= ${moment}
          order by expires_at limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
  };
}

function passkeyOf(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    accountId: row.account_id,
    credentialId: Buffer.from(row.credential_id).toString('base64url'),
    publicKey: new Uint8Array(row.public_key),
    counter: row.counter,
    transports: row.transports,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}
