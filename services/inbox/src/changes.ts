import { createHash, randomBytes } from 'node:crypto';
import type { DatabaseOrTx } from '@foyer/database';
import { uuidv7 } from '@foyer/runtime';
import type { ChangeStore, NewChange, Standing } from './change-store.ts';
import { inboxError } from './errors.ts';
import type { ItemState, WorkState } from './item.ts';
import type { InboxDeps } from './ports.ts';
import { settleJobs } from './settle-source.ts';

interface WantedChange {
  state?: WorkState | undefined;
  /** null: nobody. */
  assigneeId?: string | null | undefined;
}

interface By {
  actorId: string | null;
  bulkId: string | null;
  at: Date;
}

export interface Changes {
  /**
   * Changes what differs, with history, audit and the jobs that tell the sources. Held items keep their state.
   *
   * @throws AppError item_held when nothing changed because all that would have are held
   */
  changeIn(trx: DatabaseOrTx, ids: readonly string[], wanted: WantedChange, by: By): Promise<string[]>;
  /** The same in a transaction of its own, and how to take it back. */
  change(
    ids: readonly string[],
    wanted: WantedChange,
    actorId: string,
  ): Promise<{ undoToken: string; changed: number }>;
  /**
   * Gives back what a change took, to items that nobody changed since.
   *
   * @throws AppError undo_gone when the token is used, older than ten minutes, or not the actor's
   */
  undo(undoToken: string, actorId: string): Promise<{ restored: number; skipped: number }>;
  /** What a source decides, in its own transaction; no job tells it what it knows. */
  setState(
    trx: DatabaseOrTx,
    ids: readonly string[],
    state: ItemState,
    at: Date,
    actorId: string | null,
  ): Promise<void>;
}

const undoMinutes = 10;

export function createChanges(deps: {
  db: InboxDeps['db'];
  clock: InboxDeps['clock'];
  store: ChangeStore;
  audit: InboxDeps['audit'];
  enqueueMany: InboxDeps['enqueueMany'];
  wakeJobs: InboxDeps['wakeJobs'];
  notifyDesk: InboxDeps['notifyDesk'];
  isStaff: InboxDeps['isStaff'];
}): Changes {
  const { db, clock, store, audit, enqueueMany, wakeJobs, notifyDesk, isStaff } = deps;

  async function write(
    trx: DatabaseOrTx,
    changes: readonly NewChange[],
    by: By & { isUndo: boolean; tellsSource: boolean },
  ): Promise<void> {
    await store.write(trx, changes, by);
    const restated = changes.filter(({ before, after }) => before.state !== after.state);
    if (by.tellsSource) {
      await enqueueMany(
        trx,
        restated.filter(affectsSource).flatMap(({ before }) => settleJobs(before.id)),
      );
    }
    // One after the other: the audit is a chain.
    for (const change of by.actorId === null ? [] : changes) {
      await audit(trx, {
        actorId: by.actorId,
        action: actionOf(change, by.isUndo),
        subject: `inbox.item:${change.before.id}`,
        detail: { state: change.after.state, assigneeId: change.after.assigneeId },
      });
    }
  }

  const changes: Changes = {
    changeIn: async (trx, ids, wanted, by) => {
      const standings = await store.lock(trx, ids);
      const wantedOf = (one: Standing) => ({
        state: one.state === 'held' ? one.state : (wanted.state ?? one.state),
        assigneeId: wanted.assigneeId === undefined ? one.assigneeId : wanted.assigneeId,
      });
      const differing = standings
        .map((before) => ({ id: uuidv7(by.at), before, after: wantedOf(before) }))
        .filter(differs);
      if (differing.length === 0 && wanted.state !== undefined && isAllHeld(standings)) {
        throw inboxError('item_held', 'a held item must be released before its state is changed');
      }
      await write(trx, differing, { ...by, isUndo: false, tellsSource: true });
      return differing.map(({ before }) => before.id);
    },
    change: async (ids, wanted, actorId) => {
      if (typeof wanted.assigneeId === 'string' && (await isStaff?.(wanted.assigneeId)) === false) {
        throw inboxError('assignee_unknown');
      }
      const at = clock.now();
      const bulkId = uuidv7(at);
      const undoToken = randomBytes(32).toString('base64url');
      const changed = await db.transaction().execute(async (trx) => {
        const changedIds = await changes.changeIn(trx, ids, wanted, { actorId, bulkId, at });
        const expiresAt = new Date(at.getTime() + undoMinutes * 60_000);
        await store.keepUndo(trx, { tokenHash: hashOf(undoToken), bulkId, actorId, expiresAt });
        return changedIds;
      });
      tell(changed);
      return { undoToken, changed: changed.length };
    },
    undo: async (undoToken, actorId) => {
      const at = clock.now();
      const { restored, skipped } = await db.transaction().execute(async (trx) => {
        const bulkId = await store.takeUndo(trx, hashOf(undoToken), actorId, at);
        if (bulkId === undefined) {
          throw inboxError('undo_gone', 'a change can be undone once, within ten minutes, by who made it');
        }
        const done = await store.ofBulk(trx, bulkId);
        const now = new Map(
          (
            await store.lock(
              trx,
              done.map(({ before }) => before.id),
            )
          ).map((standing) => [standing.id, standing]),
        );
        const undone = done.flatMap(({ before: after, versionAfter }) => {
          const before = now.get(after.id);
          return before?.version === versionAfter ? [{ id: uuidv7(at), before, after }] : [];
        });
        await write(trx, undone, { actorId, bulkId: null, at, isUndo: true, tellsSource: true });
        return {
          restored: undone.map(({ before }) => before.id),
          skipped: done.length - undone.length,
        };
      });
      tell(restored);
      return { restored: restored.length, skipped };
    },
    setState: async (trx, ids, state, at, actorId) => {
      const standings = await store.lock(trx, ids);
      const differing = standings
        .map((before) => ({ id: uuidv7(at), before, after: { state, assigneeId: before.assigneeId } }))
        .filter(differs);
      await write(trx, differing, { actorId, bulkId: null, at, isUndo: false, tellsSource: false });
    },
  };
  return changes;

  function tell(ids: readonly string[]): void {
    if (ids.length === 0) return;
    wakeJobs();
    notifyDesk('inbox', ids);
  }
}

function differs({ before, after }: Pick<NewChange, 'before' | 'after'>): boolean {
  return before.state !== after.state || before.assigneeId !== after.assigneeId;
}

function isAllHeld(standings: readonly Standing[]): boolean {
  return standings.length > 0 && standings.every(({ state }) => state === 'held');
}

// To its source an item is closed or not.
function affectsSource({ before, after }: NewChange): boolean {
  return (before.state === 'closed') !== (after.state === 'closed');
}

function actionOf({ before, after }: NewChange, isUndo: boolean): string {
  if (isUndo) return 'inbox.undo';
  return before.state === 'held' && after.state !== 'held' ? 'inbox.release' : 'inbox.change';
}

// The prefix keeps the token to its one purpose. 256 random bits need no salt, and a hash that is looked up in an index
// needs no comparison in constant time.
function hashOf(token: string): Uint8Array {
  return createHash('sha256').update(`inbox.undo\0${token}`).digest();
}
