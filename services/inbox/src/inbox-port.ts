import type { DatabaseOrTx } from '@foyer/database';
import type { ChangeStore } from './change-store.ts';
import type { Changes } from './changes.ts';
import type { ItemStore } from './item-store.ts';
import type { InboxDeps, InboxPort } from './ports.ts';
import type { ReplyStore } from './reply-store.ts';

/** Deletes items with everything of theirs, and leaves a job that deletes the copies of their mails. @returns how many */
export type RemoveItems = (trx: DatabaseOrTx, ids: readonly string[]) => Promise<number>;

// A message id is 177 characters at most, and a payload 8 kB.
const copiesInJob = 40;

export function createRemoveItems(deps: {
  items: ItemStore;
  changeStore: ChangeStore;
  replies: ReplyStore;
  enqueueMany: InboxDeps['enqueueMany'];
}): RemoveItems {
  const { items, changeStore, replies, enqueueMany } = deps;
  return async (trx, ids) => {
    if (ids.length === 0) return 0;
    // First the locks, in the order in which a bulk change takes them.
    await changeStore.lock(trx, ids);
    const gone = await replies.removeOfItems(trx, ids);
    await enqueueMany(trx, forgetJobs(gone.map(({ messageId }) => messageId)));
    return await items.remove(trx, ids);
  };
}

export function forgetJobs(messageIds: readonly string[]) {
  const starts = Array.from(
    { length: Math.ceil(messageIds.length / copiesInJob) },
    (_, job) => job * copiesInJob,
  );
  return starts.map((start) => ({
    name: 'inbox.forget_mails',
    payload: { messageIds: messageIds.slice(start, start + copiesInJob) },
  }));
}

export function createInboxPort(deps: {
  items: ItemStore;
  changes: Changes;
  removeItems: RemoveItems;
}): InboxPort {
  const { items, changes, removeItems } = deps;
  return {
    add: async (trx, newItems) => items.add(trx, newItems),
    setState: async (trx, ids, state, at, actorId) => {
      if (ids.length > 0) await changes.setState(trx, ids, state, at, actorId ?? null);
    },
    remove: async (trx, ids) => {
      await removeItems(trx, ids);
    },
  };
}
