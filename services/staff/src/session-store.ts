import { isNotAmong, type Database, type DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import { accountOf, type Account, type AccountRow } from './account.ts';

export type SignInMethod = 'password' | 'totp' | 'recovery' | 'passkey' | 'oidc';

export interface Session {
  id: string;
  accountId: string;
  /** false: the password was right and the second factor is still to come. */
  isComplete: boolean;
  method: SignInMethod;
  /** Browser and system in words. */
  program: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
}

export interface SessionStore {
  insert(trx: DatabaseOrTx, session: Session & { tokenHash: Uint8Array }): Promise<void>;
  /** With its account, as long as both are in force. `seenSince`: sessions without a request since then are over. */
  find(
    tokenHash: Uint8Array,
    moment: { now: Date; seenSince: Date },
  ): Promise<{ session: Session; account: Account } | undefined>;
  touch(id: string, now: Date): Promise<void>;
  list(accountId: string, moment: { now: Date; seenSince: Date }): Promise<Session[]>;
  /** @returns whether there was one */
  deleteByToken(trx: DatabaseOrTx, tokenHash: Uint8Array): Promise<boolean>;
  /** Only of this account. @returns whether there was one */
  deleteOne(trx: DatabaseOrTx, accountId: string, id: string): Promise<boolean>;
  /** Half ones and those that are over too. */
  listAll(accountId: string): Promise<Session[]>;
  /** @param except sessions that stay */
  deleteAll(trx: DatabaseOrTx, accountId: string, ...except: readonly string[]): Promise<number>;
  /** All but the newest. */
  deleteBeyond(trx: DatabaseOrTx, accountId: string, keep: number): Promise<void>;
  /** @returns how many */
  deleteOver(moment: { now: Date; seenSince: Date }, limit: number, held: readonly string[]): Promise<number>;
  countOver(moment: { now: Date; seenSince: Date }, held: readonly string[]): Promise<number>;
  oldest(): Promise<Date | null>;
}

interface SessionRow {
  session_id: string;
  account_id: string;
  is_complete: boolean;
  method: SignInMethod;
  program: string;
  session_created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
}

const columns = sql`
  session.id as session_id, session.account_id, session.is_complete, session.method, session.program,
  session.created_at as session_created_at, session.last_seen_at, session.expires_at`;

export function createSessionStore(db: Database): SessionStore {
  return {
    insert: async (trx, session) => {
      await sql`
        insert into staff.session (id, token_hash, account_id, is_complete, method, program, created_at, last_seen_at, expires_at)
        values (${session.id}, ${session.tokenHash}, ${session.accountId}, ${session.isComplete}, ${session.method},
          ${session.program}, ${session.createdAt}, ${session.lastSeenAt}, ${session.expiresAt})`.execute(
        trx,
      );
    },
    find: async (tokenHash, { now, seenSince }) => {
      const { rows } = await sql<SessionRow & AccountRow>`
        select ${columns}, account.*
        from staff.session join staff.account on account.id = session.account_id
        where session.token_hash = ${tokenHash} and session.expires_at > ${now} and session.last_seen_at > ${seenSince}
          and account.disabled_at is null`.execute(db);
      const [row] = rows;
      return row && { session: sessionOf(row), account: accountOf(row) };
    },
    touch: async (id, now) => {
      await sql`update staff.session set last_seen_at = ${now} where id = ${id} and last_seen_at < ${now}`.execute(
        db,
      );
    },
    list: async (accountId, { now, seenSince }) => {
      const { rows } = await sql<SessionRow>`
        select ${columns} from staff.session
        where account_id = ${accountId} and is_complete and expires_at > ${now} and last_seen_at > ${seenSince}
        order by created_at desc limit 100`.execute(db);
      return rows.map(sessionOf);
    },
    listAll: async (accountId) => {
      const { rows } = await sql<SessionRow>`
        select ${columns} from staff.session where account_id = ${accountId} order by created_at limit 100`.execute(
        db,
      );
      return rows.map(sessionOf);
    },
    deleteByToken: async (trx, tokenHash) => {
      const { rows } =
        await sql`delete from staff.session where token_hash = ${tokenHash} returning 1 as gone`.execute(trx);
      return rows.length === 1;
    },
    deleteOne: async (trx, accountId, id) => {
      const { rows } = await sql`
        delete from staff.session where id = ${id} and account_id = ${accountId} returning 1 as gone`.execute(
        trx,
      );
      return rows.length === 1;
    },
    deleteAll: async (trx, accountId, ...except) => {
      const { rows } = await sql`
        delete from staff.session
        where account_id = ${accountId} and ${isNotAmong('id', except)} returning 1 as gone`.execute(trx);
      return rows.length;
    },
    deleteBeyond: async (trx, accountId, keep) => {
      await sql`
        delete from staff.session where id in (
          select id from staff.session where account_id = ${accountId} order by created_at desc, id desc offset ${keep}
        )`.execute(trx);
    },
    deleteOver: async (moment, limit, held) => {
      const { rows } = await sql`
        delete from staff.session where id in (
          select id from staff.session where ${isOver(moment, held)} order by created_at limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
    countOver: async (moment, held) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from staff.session where ${isOver(moment, held)}`.execute(db);
      return rows[0]?.n ?? 0;
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(created_at) as oldest from staff.session`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

function isOver({ now, seenSince }: { now: Date; seenSince: Date }, held: readonly string[]) {
  return sql`(expires_at <= ${now} or last_seen_at <= ${seenSince}) and ${isNotAmong('id', held)}`;
}

function sessionOf(row: SessionRow): Session {
  return {
    id: row.session_id,
    accountId: row.account_id,
    isComplete: row.is_complete,
    method: row.method,
    program: row.program,
    createdAt: row.session_created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
  };
}
