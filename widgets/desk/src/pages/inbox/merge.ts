import type { InboxItem, ItemPage } from '../../api/inbox.ts';

export interface ListState {
  items: readonly InboxItem[];
  nextCursor: string | null;
  /** New ones that wait above, because the person is reading further down. */
  unseen: number;
}

/**
 * The list after its beginning was read anew. Rows keep their place under the pointer: with `isHoldingNew` those that are
 * new are only counted.
 */
export function mergeFresh(before: ListState, fresh: ItemPage, isHoldingNew: boolean): ListState {
  const known = new Set(before.items.map(({ id }) => id));
  const freshIds = new Set(fresh.items.map(({ id }) => id));
  const arrived = fresh.items.filter(({ id }) => !known.has(id));
  const rest = beyond(before, fresh).filter(({ id }) => !freshIds.has(id));
  const nextCursor = rest.length > 0 ? before.nextCursor : fresh.nextCursor;
  // Without anything known there is no place to keep.
  if (!isHoldingNew || known.size === 0) {
    return { items: [...fresh.items, ...rest], nextCursor, unseen: 0 };
  }
  const newest = before.items[0]?.receivedAt.getTime() ?? 0;
  const above = arrived.filter(({ receivedAt }) => receivedAt.getTime() >= newest);
  const held = new Set(above.map(({ id }) => id));
  return {
    items: [...fresh.items.filter(({ id }) => !held.has(id)), ...rest],
    nextCursor,
    unseen: above.length,
  };
}

// What was loaded below the page that came anew; the page tells nothing about it.
function beyond(before: ListState, fresh: ItemPage): readonly InboxItem[] {
  const last = fresh.items.at(-1);
  if (fresh.nextCursor === null || last === undefined) return [];
  return before.items.filter(({ receivedAt }) => receivedAt < last.receivedAt);
}
