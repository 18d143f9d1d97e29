import { isNotAmong, type Database, type DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import type { SuppressionScope } from './contact.ts';

export interface Entry {
  id: string;
  /** Hexadecimal. */
  digest: string;
  keyId: string;
  scope: SuppressionScope;
  reason: string;
  suppressedAt: Date;
  expiresAt: Date;
}

export interface SuppressionStore {
  find(db: DatabaseOrTx, digests: readonly string[], scopes?: readonly SuppressionScope[]): Promise<Entry[]>;
  /** All digests in these scopes, in hexadecimal, by key: 50,000 at a time, after the given id. */
  digests(
    db: DatabaseOrTx,
    scopes: readonly SuppressionScope[],
    after: string,
  ): Promise<{ id: string; digest: string; keyId: string }[]>;
  /** An entry that is there already gets the later dates. */
  insert(trx: DatabaseOrTx, entries: readonly Entry[]): Promise<void>;
  /** Of entries that were found, by id: who says it again says it from today. */
  renew(
    trx: DatabaseOrTx,
    ids: readonly string[],
    entry: Omit<Entry, 'id' | 'digest' | 'keyId' | 'scope'>,
  ): Promise<void>;
  /** Puts entries under another key. One that somebody else holds just now is left for the next time. */
  rewrite(db: DatabaseOrTx, entries: readonly Pick<Entry, 'id' | 'digest' | 'keyId'>[]): Promise<void>;
  remove(trx: DatabaseOrTx, ids: readonly string[]): Promise<void>;
  purge(now: Date, limit: number, held: readonly string[]): Promise<number>;
  countDue(now: Date, held: readonly string[]): Promise<number>;
  oldest(): Promise<Date | null>;
  counts(): Promise<{ scope: string; reason: string; entries: number }[]>;
  countsByKey(): Promise<{ keyId: string; entries: number }[]>;
}

/** Of entries that nobody has made: they prove that the purge works. */
export const canaryKeyId = 'canary';

export const digestsAtOnce = 50_000;

const columns = sql`id, encode(digest, 'hex') as digest, key_id, scope, reason, suppressed_at, expires_at`;

interface Row {
  id: string;
  digest: string;
  key_id: string;
  scope: SuppressionScope;
  reason: string;
  suppressed_at: Date;
  expires_at: Date;
}

export function createSuppressionStore(db: Database): SuppressionStore {
  return {
    find: async (reader, digests, scopes) => {
      if (digests.length === 0) return [];
      const inScope = scopes === undefined ? sql`` : sql`and scope in (${sql.join(scopes)})`;
      const { rows } = await sql<Row>`
        select ${columns} from privacy.suppression
        where digest in (select decode(unnest(string_to_array(${digests.join(',')}, ',')), 'hex')) ${inScope}`.execute(
        reader,
      );
      return rows.map(entryOf);
    },
    digests: async (reader, scopes, after) => {
      const { rows } = await sql<{ id: string; digest: string; keyId: string }>`
        select id, encode(digest, 'hex') as digest, key_id as "keyId" from privacy.suppression
        where scope in (${sql.join(scopes)}) and id > ${after}::uuid order by id limit ${digestsAtOnce}`.execute(
        reader,
      );
      return rows;
    },
    insert: async (trx, entries) => {
      if (entries.length === 0) return;
      await sql`
        insert into privacy.suppression (id, digest, key_id, scope, reason, suppressed_at, expires_at)
        select id, decode(digest, 'hex'), "keyId", scope, reason, "suppressedAt", "expiresAt"
        from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as entry (id uuid, digest text, "keyId" text,
          scope text, reason text, "suppressedAt" timestamptz, "expiresAt" timestamptz)
        order by digest
        on conflict (digest, scope) do update set
          suppressed_at = greatest(suppression.suppressed_at, excluded.suppressed_at),
          expires_at = greatest(suppression.expires_at, excluded.expires_at)`.execute(trx);
    },
    renew: async (trx, ids, { reason, suppressedAt, expiresAt }) => {
      if (ids.length === 0) return;
      await sql`
        update privacy.suppression set
          reason = case when ${suppressedAt} > suppressed_at then ${reason} else reason end,
          suppressed_at = greatest(suppressed_at, ${suppressedAt}), expires_at = greatest(expires_at, ${expiresAt})
        where id in (${uuids(ids)})`.execute(trx);
    },
    rewrite: async (writer, entries) => {
      if (entries.length === 0) return;
      // Deleted and put in again, so that an entry that is under the new key already is no conflict; and what another
      // transaction has locked is skipped, so that two that ask for the same people never wait for each other.
      await sql`
        with wanted as (
          select * from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as entry (id uuid, digest text, "keyId" text)
        ), gone as (
          delete from privacy.suppression where id in (
            select id from privacy.suppression where id in (select id from wanted) for update skip locked
          )
          returning *
        )
        insert into privacy.suppression (id, digest, key_id, scope, reason, suppressed_at, expires_at)
        select distinct on (wanted.digest, scope)
          gone.id, decode(wanted.digest, 'hex'), wanted."keyId", scope, reason, suppressed_at, expires_at
        from gone join wanted on wanted.id = gone.id
        order by wanted.digest, scope, expires_at desc
        on conflict (digest, scope) do update set
          suppressed_at = greatest(suppression.suppressed_at, excluded.suppressed_at),
          expires_at = greatest(suppression.expires_at, excluded.expires_at)`.execute(writer);
    },
    remove: async (trx, ids) => {
      if (ids.length === 0) return;
      await sql`delete from privacy.suppression where id in (${uuids(ids)})`.execute(trx);
    },
    purge: async (now, limit, held) => {
      const { rows } = await sql`
        delete from privacy.suppression where id in (
          select id from privacy.suppression where expires_at <= ${now} and ${isNotAmong('id', held)}
          order by expires_at limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
    countDue: async (now, held) => {
      const { rows } = await sql<{ due: number }>`
        select count(*) as due from privacy.suppression
        where expires_at <= ${now} and ${isNotAmong('id', held)}`.execute(db);
      return rows[0]?.due ?? 0;
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(suppressed_at) as oldest from privacy.suppression`.execute(db);
      return rows[0]?.oldest ?? null;
    },
    counts: async () => {
      const { rows } = await sql<{ scope: string; reason: string; entries: number }>`
        select scope, reason, count(*) as entries from privacy.suppression where key_id <> ${canaryKeyId}
        group by scope, reason order by scope, reason`.execute(db);
      return rows;
    },
    countsByKey: async () => {
      const { rows } = await sql<{ key_id: string; entries: number }>`
        select key_id, count(*) as entries from privacy.suppression where key_id <> ${canaryKeyId} group by key_id order by key_id`.execute(
        db,
      );
      return rows.map(({ key_id: keyId, entries }) => ({ keyId, entries }));
    },
  };
}

function entryOf({ id, digest, key_id, scope, reason, suppressed_at, expires_at }: Row): Entry {
  return { id, digest, keyId: key_id, scope, reason, suppressedAt: suppressed_at, expiresAt: expires_at };
}

// One parameter whatever their number, so that the statement is always the same.
function uuids(ids: readonly string[]) {
  return sql`select unnest(string_to_array(${ids.join(',')}, ','))::uuid`;
}
