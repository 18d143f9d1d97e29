import type { ItemStore } from './item-store.ts';
import type { InboxDeps } from './ports.ts';

/** Releases what is held through its source, which changes the state of the item and tells the desks. @returns how many */
export type ReleaseItems = (ids: readonly string[], actorId: string) => Promise<number>;

export function createReleaseItems(deps: Pick<InboxDeps, 'source'> & { items: ItemStore }): ReleaseItems {
  const { source, items } = deps;
  return async (ids, actorId) => {
    let released = 0;
    // One after the other: each is a transaction of its source, and a hundred at once would keep others waiting.
    for (const { id, kind } of await items.kindsOf(ids)) {
      if ((await source(kind)?.release?.(id, actorId)) === true) released += 1;
    }
    return released;
  };
}
