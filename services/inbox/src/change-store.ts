import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import type { ItemState } from './item.ts';
import { idsOf } from './item-store.ts';

/** What staff decide about an item, and how often it was decided. */
export interface Standing {
  id: string;
  state: ItemState;
  assigneeId: string | null;
  version: number;
}

/** One entry of the history, as it is written. */
export interface NewChange {
  id: string;
  before: Standing;
  after: Pick<Standing, 'state' | 'assigneeId'>;
}

export interface HistoryEntry {
  id: string;
  at: Date;
  actorId: string | null;
  isUndo: boolean;
  state: { from: ItemState; to: ItemState };
  assigneeId: { from: string | null; to: string | null };
}

export interface ChangeStore {
  /** Those that are there, in an order that is always the same, so that two who lock many do not wait for each other. */
  lock(trx: DatabaseOrTx, ids: readonly string[]): Promise<Standing[]>;
  /** Changes locked items and writes the history. */
  write(
    trx: DatabaseOrTx,
    changes: readonly NewChange[],
    by: { actorId: string | null; bulkId: string | null; isUndo: boolean; at: Date },
  ): Promise<void>;
  ofBulk(trx: DatabaseOrTx, bulkId: string): Promise<{ before: Standing; versionAfter: number }[]>;
  /** The newest first. */
  history(itemId: string, limit: number): Promise<HistoryEntry[]>;
  /** What the item's source must know: its state, and since when. */
  stateOf(itemId: string): Promise<{ state: ItemState; since: Date } | undefined>;
  keepUndo(
    trx: DatabaseOrTx,
    undo: { tokenHash: Uint8Array; bulkId: string; actorId: string; expiresAt: Date },
  ): Promise<void>;
  /** Uses it up. @returns what it undoes, undefined when it is used, expired or another's */
  takeUndo(trx: DatabaseOrTx, tokenHash: Uint8Array, actorId: string, now: Date): Promise<string | undefined>;
  /** @returns how many */
  deleteExpiredUndos(now: Date, limit: number): Promise<number>;
}

interface StandingRow {
  id: string;
  state: ItemState;
  assignee_id: string | null;
  version: number;
}

interface ChangeRow {
  id: string;
  item_id: string;
  version: number;
  actor_id: string | null;
  is_undo: boolean;
  state_before: ItemState;
  state_after: ItemState;
  assignee_before: string | null;
  assignee_after: string | null;
  changed_at: Date;
}

export function createChangeStore(db: Database): ChangeStore {
  return {
    lock: async (trx, ids) => {
      const { rows } = await sql<StandingRow>`
        select id, state, assignee_id, version from inbox.item where id in (${idsOf(ids)})
        order by id for update`.execute(trx);
      return rows.map(standingOf);
    },
    write: async (trx, changes, { actorId, bulkId, isUndo, at }) => {
      if (changes.length === 0) return;
      const rows = changes.map(({ id, before, after }) => ({
        id,
        item_id: before.id,
        version: before.version + 1,
        state_before: before.state,
        state_after: after.state,
        assignee_before: before.assigneeId,
        assignee_after: after.assigneeId,
      }));
      const json = JSON.stringify(rows);
      await sql`
        update inbox.item set state = state_after, assignee_id = assignee_after, version = r.version,
          updated_at = greatest(updated_at, ${at}::timestamptz)
        from jsonb_to_recordset(${json}::jsonb) as r (item_id uuid, version integer, state_after text, assignee_after uuid)
        where item.id = r.item_id`.execute(trx);
      await sql`
        insert into inbox.change (id, item_id, version, bulk_id, actor_id, is_undo, state_before, state_after,
          assignee_before, assignee_after, changed_at)
        select id, item_id, version, ${bulkId}::uuid, ${actorId}::uuid, ${isUndo}::boolean, state_before, state_after,
          assignee_before, assignee_after, ${at}::timestamptz
        from jsonb_to_recordset(${json}::jsonb) as r (id uuid, item_id uuid, version integer, state_before text,
          state_after text, assignee_before uuid, assignee_after uuid)`.execute(trx);
    },
    ofBulk: async (trx, bulkId) => {
      const { rows } = await sql<ChangeRow>`
        select item_id, version, state_before, assignee_before from inbox.change
        where bulk_id = ${bulkId}::uuid`.execute(trx);
      return rows.map((row) => ({
        before: {
          id: row.item_id,
          state: row.state_before,
          assigneeId: row.assignee_before,
          version: row.version - 1,
        },
        versionAfter: row.version,
      }));
    },
    history: async (itemId, limit) => {
      const { rows } = await sql<ChangeRow>`
        select id, actor_id, is_undo, state_before, state_after, assignee_before, assignee_after, changed_at
        from inbox.change where item_id = ${itemId}::uuid order by version desc limit ${limit}`.execute(db);
      return rows.map((row) => ({
        id: row.id,
        at: row.changed_at,
        actorId: row.actor_id,
        isUndo: row.is_undo,
        state: { from: row.state_before, to: row.state_after },
        assigneeId: { from: row.assignee_before, to: row.assignee_after },
      }));
    },
    stateOf: async (itemId) => {
      const { rows } = await sql<{ state: ItemState; since: Date }>`
        select item.state, coalesce(change.changed_at, item.received_at) as since
        from inbox.item left join lateral (
          select changed_at from inbox.change
          where item_id = item.id and state_before <> state_after order by version desc limit 1
        ) as change on true
        where item.id = ${itemId}::uuid`.execute(db);
      return rows[0];
    },
    keepUndo: async (trx, { tokenHash, bulkId, actorId, expiresAt }) => {
      await sql`
        insert into inbox.undo (token_hash, bulk_id, actor_id, expires_at)
        values (${tokenHash}, ${bulkId}::uuid, ${actorId}::uuid, ${expiresAt})`.execute(trx);
    },
    takeUndo: async (trx, tokenHash, actorId, now) => {
      const { rows } = await sql<{ bulk_id: string }>`
        delete from inbox.undo
        where token_hash = ${tokenHash} and actor_id = ${actorId}::uuid and expires_at > ${now}
        returning bulk_id`.execute(trx);
      return rows[0]?.bulk_id;
    },
    deleteExpiredUndos: async (now, limit) => {
      const { rows } = await sql`
        delete from inbox.undo where token_hash in (
          select token_hash from inbox.undo where expires_at <= ${now} order by expires_at limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
  };
}

function standingOf(row: StandingRow): Standing {
  return { id: row.id, state: row.state, assigneeId: row.assignee_id, version: row.version };
}
