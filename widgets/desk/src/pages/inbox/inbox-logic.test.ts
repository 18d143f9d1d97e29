import { topicLabel } from './topic-label.ts';
import { describe, expect, it } from 'vitest';
import type { InboxItem } from '../../api/inbox.ts';
import { belongs, filterQuery, readFilters } from './filters.ts';
import { mergeFresh } from './merge.ts';
import { fillPlaceholders, insertAt } from './placeholders.ts';
import { keepOnly, nothingSelected, toggle } from './selection.ts';
import { threadEntries } from './thread-entries.ts';

const item = (id: string, minute: number): InboxItem => ({
  id,
  kind: 'message',
  reference: id,
  name: id,
  preview: '',
  topic: 'general',
  language: 'en',
  state: 'open',
  heldReasons: [],
  assigneeId: null,
  receivedAt: new Date(minute * 60_000),
  updatedAt: new Date(minute * 60_000),
  noteCount: 0,
  replyCount: 0,
});
const ids = ({ items }: { items: readonly InboxItem[] }): string => items.map(({ id }) => id).join('');
const at = (minute: number): Date => new Date(minute * 60_000);

const order = ['a', 'b', 'c', 'd', 'e'];

describe('the selection', () => {
  it('takes everything between two with Shift, in either direction', () => {
    const first = toggle(nothingSelected, 'd', order, false);
    expect([...toggle(first, 'b', order, true).ids].toSorted()).toEqual(['b', 'c', 'd']);
    expect([...toggle(nothingSelected, 'c', order, true).ids]).toEqual(['c']);
  });

  it('unselects a range too', () => {
    const all = { ids: new Set(order), anchor: 'b' };
    expect([...toggle(all, 'd', order, true).ids].toSorted()).toEqual(['a', 'e']);
  });

  it('loses what is no longer in the list', () => {
    const some = { ids: new Set(['a', 'x']), anchor: 'a' };
    expect([...keepOnly(some, order).ids]).toEqual(['a']);
    expect(keepOnly({ ids: new Set(['a']), anchor: 'a' }, order).ids.size).toBe(1);
  });
});

describe('the filters', () => {
  it('begin with what is open, and take a state that nobody knows for that', () => {
    expect(readFilters(new URLSearchParams()).state).toBe('open');
    expect(readFilters(new URLSearchParams('state=asleep')).state).toBe('open');
    expect(filterQuery(readFilters(new URLSearchParams('state=all&q=a'))).toString()).toBe('q=a');
  });

  it('know whether an item that was changed still belongs into the list', () => {
    const mine = readFilters(new URLSearchParams('assignee=me'));
    expect(belongs({ state: 'open', assigneeId: 'me-1' }, mine, 'me-1')).toBe(true);
    expect(belongs({ state: 'open', assigneeId: null }, mine, 'me-1')).toBe(false);
    expect(belongs({ state: 'closed', assigneeId: 'me-1' }, mine, 'me-1')).toBe(false);
    const all = readFilters(new URLSearchParams('state=all&assignee=none'));
    expect(belongs({ state: 'closed', assigneeId: null }, all, 'me-1')).toBe(true);
  });
});

describe('the list after its beginning came anew', () => {
  const before = { items: [item('c', 3), item('b', 2), item('a', 1)], nextCursor: 'after-a', unseen: 0 };

  it('shows what is new, changed and gone, and keeps what was loaded below', () => {
    const fresh = { items: [item('d', 4), { ...item('c', 3), noteCount: 1 }], nextCursor: 'after-c' };
    const merged = mergeFresh(before, fresh, false);
    expect(ids(merged)).toBe('dcba');
    expect(merged.items[1]?.noteCount).toBe(1);
    expect(merged.nextCursor).toBe('after-a');
  });

  it('only counts what is new while somebody reads further down', () => {
    const fresh = { items: [item('d', 4), item('c', 3), item('b', 2)], nextCursor: 'after-b' };
    const merged = mergeFresh(before, fresh, true);
    expect(ids(merged)).toBe('cba');
    expect(merged.unseen).toBe(1);
  });

  it('puts back into its place what belongs there again, even then', () => {
    const fresh = { items: [item('c', 3), item('b', 2), item('a', 1)], nextCursor: null };
    const merged = mergeFresh({ ...before, items: [item('c', 3), item('a', 1)] }, fresh, true);
    expect(ids(merged)).toBe('cba');
    expect(merged.unseen).toBe(0);
  });

  it('ends where the fresh page says that nothing follows', () => {
    const merged = mergeFresh(before, { items: [item('c', 3)], nextCursor: null }, false);
    expect(ids(merged)).toBe('c');
    expect(merged.nextCursor).toBeNull();
  });
});

describe('a canned reply', () => {
  it('is filled in where a value is known, and stands at the cursor', () => {
    const filled = fillPlaceholders('Dear {name}, {reference} {iban}', { name: 'Ada', reference: 'F-1' });
    expect(filled).toBe('Dear Ada, F-1 {iban}');
    expect(insertAt('ab', { start: 1, end: 1 }, 'X')).toEqual({ text: 'aXb', cursor: 2 });
    expect(insertAt('abc', { start: 0, end: 2 }, 'X')).toEqual({ text: 'Xc', cursor: 1 });
  });
});

it('the thread is in the order in which things happened, whatever they are', () => {
  const entries = threadEntries({
    replies: [
      { id: 'r', authorId: 'x', subject: '', text: '', state: 'sent', refusal: null, createdAt: at(2) },
    ],
    notes: [{ id: 'n', authorId: 'x', text: '', createdAt: at(3) }],
    history: [
      {
        id: 'h',
        at: at(1),
        actorId: null,
        isUndo: false,
        state: { from: 'open', to: 'closed' },
        assigneeId: { from: null, to: null },
      },
    ],
  });
  expect(entries.map(({ kind }) => kind)).toEqual(['change', 'reply', 'note']);
});

it('a topic is told in words, and a request to be called is one', () => {
  const topics = [{ id: 'sales', label: 'Sales' }];
  expect(topicLabel({ kind: 'message', topic: 'sales' }, topics)).toBe('Sales');
  expect(topicLabel({ kind: 'callback', topic: 'callback' }, topics)).toBe('Callback');
  // A topic that was removed since.
  expect(topicLabel({ kind: 'message', topic: 'old-one' }, topics)).toBe('old-one');
});
