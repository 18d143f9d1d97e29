import { oneOf, UnreadableAnswer } from '../../api/decode.ts';
import type { InboxItem, ItemState } from '../../api/inbox.ts';

/** What the list shows. It lives in the address, so that a reload and the way back find it again. */
export interface Filters {
  /** all: whatever its state. */
  state: ItemState | 'all';
  kind: string;
  topic: string;
  /** me, none, or somebody's id. */
  assignee: string;
  q: string;
}

export const stateTabs = ['open', 'waiting', 'held', 'closed', 'all'] as const;
const decodeState = oneOf(...stateTabs);

export function readFilters(query: URLSearchParams): Filters {
  return {
    state: stateOf(query.get('state') ?? 'open'),
    kind: query.get('kind') ?? '',
    topic: query.get('topic') ?? '',
    assignee: query.get('assignee') ?? '',
    q: query.get('q') ?? '',
  };
}

/** As the server wants them. */
export function filterQuery(filters: Filters): URLSearchParams {
  const query = new URLSearchParams();
  if (filters.state !== 'all') query.set('state', filters.state);
  for (const name of ['kind', 'topic', 'assignee', 'q'] as const) {
    if (filters[name] !== '') query.set(name, filters[name]);
  }
  return query;
}

export function isFiltered({ kind, topic, assignee, q }: Filters): boolean {
  return kind !== '' || topic !== '' || assignee !== '' || q !== '';
}

/** Whether an item that was just changed still belongs into the list; what only the server knows (search) is taken as so. */
export function belongs(
  item: Pick<InboxItem, 'state' | 'assigneeId'>,
  filters: Filters,
  ownId: string,
): boolean {
  if (filters.state !== 'all' && item.state !== filters.state) return false;
  if (filters.assignee === '') return true;
  if (filters.assignee === 'none') return item.assigneeId === null;
  return item.assigneeId === (filters.assignee === 'me' ? ownId : filters.assignee);
}

function stateOf(text: string): Filters['state'] {
  try {
    return decodeState(text, '');
  } catch (error) {
    if (error instanceof UnreadableAnswer) return 'open';
    throw error;
  }
}
