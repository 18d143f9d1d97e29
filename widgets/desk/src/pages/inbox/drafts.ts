import { signal } from '@preact/signals';

export type DraftKind = 'reply' | 'note';

export interface Draft {
  kind: DraftKind;
  reply: string;
  note: string;
  after: 'open' | 'waiting' | 'closed';
  /** Of the reply that is being sent. It stays until the text changes, so that a repetition cannot send it twice. */
  idempotencyKey: string | undefined;
}

const emptyDraft: Draft = { kind: 'reply', reply: '', note: '', after: 'waiting', idempotencyKey: undefined };

// In memory only: what somebody begins to write to a person is not left behind in the browser.
const drafts = signal<ReadonlyMap<string, Draft>>(new Map());

export function draftOf(id: string): Draft {
  return drafts.value.get(id) ?? emptyDraft;
}

export function changeDraft(id: string, change: Partial<Draft>): void {
  const before = drafts.peek().get(id) ?? emptyDraft;
  const isOther = change.reply !== undefined || change.after !== undefined;
  const next = { ...before, ...(isOther ? { idempotencyKey: undefined } : {}), ...change };
  drafts.value = new Map(drafts.peek()).set(id, next);
}

export function hasDrafts(): boolean {
  return [...drafts.peek().values()].some(({ reply, note }) => reply.trim() !== '' || note.trim() !== '');
}
