import { isNotAmong, type Database, type DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import { z } from 'zod';
import { canaryAction, type AuditContent, type AuditEntry } from './audit-entry.ts';

interface AuditHead {
  seq: number;
  chain: Uint8Array;
}

export interface AuditStore {
  /** Enters it at the commit of the transaction, or at once when `db` is none. */
  append(
    db: DatabaseOrTx,
    entry: { id: string; content: AuditContent; salt: Uint8Array; digest: Uint8Array },
  ): Promise<void>;
  /** The newest first, without those that were purged. */
  list(filter: AuditFilter): Promise<ListedEntry[]>;
  /** All, those that were purged too, in the order of the chain. */
  readAfter(db: DatabaseOrTx, seq: number, limit: number): Promise<AuditEntry[]>;
  /** Where the chain says it ends, and the highest number there is: both as of one moment. */
  readEnd(db: DatabaseOrTx): Promise<{ head: AuditHead | undefined; highest: number }>;
  /** Takes the content of the oldest entries away, or of the oldest made-up ones. @returns their numbers */
  purgeBefore(
    trx: DatabaseOrTx,
    moment: Date,
    options: { limit: number; held: readonly string[]; madeUp: boolean },
  ): Promise<number[]>;
  countBefore(moment: Date, held: readonly string[]): Promise<number>;
  /** Of entries by these people, the oldest first. */
  findByActors(actorIds: readonly string[], limit: number): Promise<ListedEntry[]>;
  newestByActors(actorIds: readonly string[]): Promise<{ count: number; newest: Date | null }>;
  oldest(): Promise<Date | null>;
}

export interface AuditFilter {
  /** Entries before this number. */
  before: number | undefined;
  actorId: string | undefined;
  action: string | undefined;
  limit: number;
}

export interface ListedEntry extends AuditContent {
  seq: number;
}

const Detail = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

interface EntryRow {
  seq: number;
  at: Date | null;
  actor_id: string | null;
  action: string | null;
  subject: string | null;
  detail: unknown;
}

type ChainedRow = EntryRow & { salt: Uint8Array | null; digest: Uint8Array; chain: Uint8Array };

export function createAuditStore(db: Database): AuditStore {
  return {
    append: async (trx, { id, content, salt, digest }) => {
      const { at, actorId, action, subject, detail } = content;
      await sql`
        insert into staff.audit_waiting (id, at, actor_id, action, subject, detail, salt, digest)
        values (${id}, ${at}, ${actorId}, ${action}, ${subject}, ${JSON.stringify(detail)}::jsonb, ${salt}, ${digest})`.execute(
        trx,
      );
    },
    list: async ({ before, actorId, action, limit }) => {
      const conditions = [sql`at is not null and action <> ${canaryAction}`];
      if (before !== undefined) conditions.push(sql`seq < ${before}`);
      if (actorId !== undefined) conditions.push(sql`actor_id = ${actorId}`);
      if (action !== undefined) conditions.push(sql`action = ${action}`);
      const { rows } = await sql<EntryRow>`
        select seq, at, actor_id, action, subject, detail from staff.audit_entry
        where ${sql.join(conditions, sql` and `)} order by seq desc limit ${limit}`.execute(db);
      return rows.flatMap(listedOf);
    },
    readAfter: async (reader, seq, limit) => {
      const { rows } = await sql<ChainedRow>`
        select seq, at, actor_id, action, subject, detail, salt, digest, chain from staff.audit_entry
        where seq > ${seq} order by seq limit ${limit}`.execute(reader);
      return rows.map((row) => ({
        seq: row.seq,
        content: saltedContentOf(row),
        digest: row.digest,
        chain: row.chain,
      }));
    },
    readEnd: async (reader) => {
      const { rows } = await sql<{ highest: number | null; seq: number | null; chain: Uint8Array | null }>`
        select (select max(seq) from staff.audit_entry) as highest, head.seq, head.chain
        from (values (true)) as one (is_head) left join staff.audit_head as head using (is_head)`.execute(
        reader,
      );
      const [row] = rows;
      const { seq, chain } = row ?? { seq: null, chain: null };
      return {
        head: seq === null || chain === null ? undefined : { seq, chain },
        highest: row?.highest ?? 0,
      };
    },
    purgeBefore: async (trx, moment, { limit, held, madeUp }) => {
      const isOver = sql`at < ${moment} and ${madeUp ? sql`action = ${canaryAction}` : sql`action <> ${canaryAction}`}
        and ${isNotAmong('seq', held)}`;
      // The moment twice: of two purges at once the second waits, and must not find again what the first has done.
      const { rows } = await sql<{ seq: number }>`
        update staff.audit_entry
        set at = null, actor_id = null, action = null, subject = null, detail = null, salt = null
        where at < ${moment} and seq in (
          select seq from staff.audit_entry where ${isOver} order by at limit ${limit}
        )
        returning seq`.execute(trx);
      return rows.map(({ seq }) => seq);
    },
    countBefore: async (moment, held) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from staff.audit_entry where at < ${moment} and ${isNotAmong('seq', held)}`.execute(
        db,
      );
      return rows[0]?.n ?? 0;
    },
    findByActors: async (actorIds, limit) => {
      if (actorIds.length === 0) return [];
      const { rows } = await sql<EntryRow>`
        select seq, at, actor_id, action, subject, detail from staff.audit_entry
        where actor_id in (${sql.join(actorIds)}) order by seq limit ${limit}`.execute(db);
      return rows.flatMap(listedOf);
    },
    newestByActors: async (actorIds) => {
      if (actorIds.length === 0) return { count: 0, newest: null };
      const { rows } = await sql<{ count: number; newest: Date | null }>`
        select count(*) as count, max(at) as newest from staff.audit_entry
        where actor_id in (${sql.join(actorIds)})`.execute(db);
      return rows[0] ?? { count: 0, newest: null };
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(at) as oldest from staff.audit_entry where at is not null`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

function listedOf(row: EntryRow): ListedEntry[] {
  const content = contentOf(row);
  return content === undefined ? [] : [{ seq: row.seq, ...content }];
}

function saltedContentOf(row: ChainedRow): AuditEntry['content'] {
  const { at, actor_id, action, subject, detail, salt } = row;
  if ([at, actor_id, action, subject, detail, salt].every((value) => value === null)) return 'purged';
  const content = contentOf(row);
  return content === undefined || salt === null ? 'unreadable' : { ...content, salt };
}

function contentOf({ at, actor_id, action, subject, detail }: EntryRow): AuditContent | undefined {
  const fields = Detail.safeParse(detail);
  if (at === null || action === null || subject === null || !fields.success) return undefined;
  return { at, actorId: actor_id, action, subject, detail: fields.data };
}
