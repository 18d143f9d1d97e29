import { signal, type Signal } from '@preact/signals';
import { toApiError, type ApiError } from '../../api/api-error.ts';
import { readItems, type InboxItem, type ItemChange } from '../../api/inbox.ts';
import { belongs, filterQuery, type Filters } from './filters.ts';
import { mergeFresh, type ListState } from './merge.ts';

export interface InboxList {
  state: Signal<ListState | undefined>;
  error: Signal<ApiError | undefined>;
  isLoadingMore: Signal<boolean>;
  moreError: Signal<ApiError | undefined>;
  load(filters: Filters): Promise<void>;
  more(): Promise<void>;
  /** Quietly, after a change somewhere. */
  refresh(isHoldingNew: boolean): Promise<void>;
  /** Shows a change before the server has it. @returns what takes it back */
  patch(ids: readonly string[], change: ItemChange, ownId: string): () => void;
  remove(ids: readonly string[]): void;
}

const PAGE_SIZE = 50;
const MAX_REFRESH = 100;

export function createInboxList(): InboxList {
  const state = signal<ListState | undefined>(undefined);
  const error = signal<ApiError | undefined>(undefined);
  const isLoadingMore = signal(false);
  const moreError = signal<ApiError | undefined>(undefined);
  let filters: Filters | undefined;
  let controller = new AbortController();

  const ask = (limit: number, cursor?: string | null): ReturnType<typeof readItems> => {
    const query = filters === undefined ? new URLSearchParams() : filterQuery(filters);
    query.set('limit', String(limit));
    if (cursor != null) query.set('cursor', cursor);
    return readItems(query, controller.signal);
  };

  return {
    state,
    error,
    isLoadingMore,
    moreError,
    load: async (next) => {
      controller.abort();
      controller = new AbortController();
      const { signal: mine } = controller;
      const isOther =
        filters !== undefined && filterQuery(filters).toString() !== filterQuery(next).toString();
      filters = next;
      if (isOther) state.value = undefined;
      error.value = undefined;
      moreError.value = undefined;
      isLoadingMore.value = false;
      try {
        const page = await ask(PAGE_SIZE);
        if (!mine.aborted) state.value = { ...page, unseen: 0 };
      } catch (thrown) {
        if (!mine.aborted) error.value = toApiError(thrown);
      }
    },
    more: async () => {
      const cursor = state.value?.nextCursor;
      if (cursor == null || isLoadingMore.value) return;
      const { signal: mine } = controller;
      isLoadingMore.value = true;
      moreError.value = undefined;
      try {
        const page = await ask(PAGE_SIZE, cursor);
        const before = state.value;
        if (mine.aborted || before === undefined) return;
        const known = new Set(before.items.map(({ id }) => id));
        const items = [...before.items, ...page.items.filter(({ id }) => !known.has(id))];
        state.value = { ...before, items, nextCursor: page.nextCursor };
      } catch (thrown) {
        if (!mine.aborted) moreError.value = toApiError(thrown);
      } finally {
        if (!mine.aborted) isLoadingMore.value = false;
      }
    },
    refresh: async (isHoldingNew) => {
      const { signal: mine } = controller;
      const shown = state.value;
      if (shown === undefined) return;
      try {
        const page = await ask(Math.min(Math.max(shown.items.length, PAGE_SIZE), MAX_REFRESH));
        if (!mine.aborted) state.value = mergeFresh(state.value ?? shown, page, isHoldingNew);
      } catch {
        // What is shown stays; the stream tells when the connection is back, and then this runs again.
      }
    },
    patch: (ids, change, ownId) => {
      const before = state.value;
      if (before === undefined || filters === undefined) return () => undefined;
      const wanted = filters;
      const items = before.items
        .map((item) => (ids.includes(item.id) ? changed(item, change) : item))
        .filter((item) => !ids.includes(item.id) || belongs(item, wanted, ownId));
      state.value = { ...before, items };
      return () => (state.value = before);
    },
    remove: (ids) => {
      const before = state.value;
      if (before !== undefined) {
        state.value = { ...before, items: before.items.filter(({ id }) => !ids.includes(id)) };
      }
    },
  };
}

function changed(item: InboxItem, change: ItemChange): InboxItem {
  // As the server does it: what is held stays so until it is released.
  const state = item.state === 'held' ? item.state : (change.state ?? item.state);
  return {
    ...item,
    state,
    assigneeId: change.assigneeId === undefined ? item.assigneeId : change.assigneeId,
  };
}
