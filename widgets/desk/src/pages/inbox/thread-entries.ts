import type { HistoryEntry, ItemDetails, Note, Reply } from '../../api/inbox.ts';

export type ThreadEntry =
  | { kind: 'reply'; at: Date; reply: Reply }
  | { kind: 'note'; at: Date; note: Note }
  | { kind: 'change'; at: Date; change: HistoryEntry };

/** Replies, notes and what was decided, in the order in which they happened. */
export function threadEntries({
  replies,
  notes,
  history,
}: Pick<ItemDetails, 'replies' | 'notes' | 'history'>): ThreadEntry[] {
  const entries: ThreadEntry[] = [
    ...replies.map((reply) => ({ kind: 'reply' as const, at: reply.createdAt, reply })),
    ...notes.map((note) => ({ kind: 'note' as const, at: note.createdAt, note })),
    ...history.map((change) => ({ kind: 'change' as const, at: change.at, change })),
  ];
  return entries.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}
