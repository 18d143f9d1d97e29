import { ask } from './ask.ts';
import {
  list,
  moment,
  nothing,
  nullable,
  number,
  oneOf,
  shape,
  text,
  flag,
  withDefault,
  type Decoded,
} from './decode.ts';

const decodeState = oneOf('open', 'waiting', 'closed', 'held');

const itemMembers = {
  id: text,
  kind: oneOf('message', 'callback'),
  reference: text,
  name: text,
  preview: text,
  topic: text,
  language: text,
  state: decodeState,
  heldReasons: list(text),
  assigneeId: nullable(text),
  receivedAt: moment,
  updatedAt: moment,
  noteCount: number,
  replyCount: number,
};
const decodeItem = shape(itemMembers);

const decodeNote = shape({ id: text, authorId: text, text, createdAt: moment });
const decodeReply = shape({
  id: text,
  authorId: text,
  subject: text,
  text,
  state: oneOf('queued', 'sent', 'refused', 'failed'),
  refusal: nullable(text),
  createdAt: moment,
});
const decodeEntry = shape({
  id: text,
  at: moment,
  actorId: nullable(text),
  isUndo: flag,
  state: shape({ from: decodeState, to: decodeState }),
  assigneeId: shape({ from: nullable(text), to: nullable(text) }),
});

const decodeDetails = shape({
  ...itemMembers,
  source: nullable(
    shape({
      email: nullable(text),
      phone: nullable(text),
      text: nullable(text),
      deleteOn: nullable(moment),
      isRestricted: flag,
    }),
  ),
  notes: list(decodeNote),
  replies: list(decodeReply),
  history: list(decodeEntry),
  readingToken: withDefault(text, ''),
});

const decodePage = shape({ items: list(decodeItem), nextCursor: nullable(text) });
const decodeCounts = shape({
  open: number,
  waiting: number,
  closed: number,
  held: number,
  mine: number,
  unassigned: number,
});
const decodeCanned = shape({ id: text, title: text, text, language: text });
const decodeTopics = list(shape({ id: text, label: text }));

export type InboxItem = Decoded<typeof decodeItem>;
export type ItemDetails = Decoded<typeof decodeDetails>;
export type ItemState = InboxItem['state'];
export type WorkState = Exclude<ItemState, 'held'>;
export type HistoryEntry = Decoded<typeof decodeEntry>;
export type Reply = Decoded<typeof decodeReply>;
export type Note = Decoded<typeof decodeNote>;
export type InboxCounts = Decoded<typeof decodeCounts>;
export type CannedReply = Decoded<typeof decodeCanned>;
export type Topics = Decoded<typeof decodeTopics>;
export type ItemPage = Decoded<typeof decodePage>;

export interface ItemChange {
  assigneeId?: string | null;
  state?: WorkState;
}

const INBOX = '/desk/api/inbox';
const post = (body: unknown): { method: 'POST'; body: unknown } => ({ method: 'POST', body });

export const readItems = (query: URLSearchParams, signal?: AbortSignal): Promise<ItemPage> =>
  ask(`${INBOX}/items?${query.toString()}`, decodePage, { signal });

export const exportHref = (query: URLSearchParams): string => `${INBOX}/export.csv?${query.toString()}`;

export const readCounts = (): Promise<InboxCounts> => ask(`${INBOX}/counts`, decodeCounts);

export const readTopics = (signal?: AbortSignal): Promise<Topics> =>
  ask(`${INBOX}/topics`, decodeTopics, { signal });

/** With the token of an earlier answer it is the page that reads, and no other reading is written down. */
export const readItem = (
  id: string,
  readingToken: string | undefined,
  signal?: AbortSignal,
): Promise<ItemDetails> =>
  ask(`${INBOX}/items/${encodeURIComponent(id)}`, decodeDetails, {
    signal,
    ...(readingToken !== undefined && { headers: { 'x-foyer-reading': readingToken } }),
  });

export const changeItems = (
  ids: readonly string[],
  change: ItemChange,
): Promise<{ undoToken: string; changed: number }> =>
  ask(`${INBOX}/changes`, shape({ undoToken: text, changed: number }), post({ ids, change }));

export const undoChange = (undoToken: string): Promise<{ restored: number; skipped: number }> =>
  ask(`${INBOX}/undo`, shape({ restored: number, skipped: number }), post({ undoToken }));

export const releaseItems = (ids: readonly string[]): Promise<{ released: number }> =>
  ask(`${INBOX}/releases`, shape({ released: number }), post({ ids }));

export const addNote = (id: string, body: { text: string }): Promise<Note> =>
  ask(`${INBOX}/items/${id}/notes`, decodeNote, post(body));

export const deleteNote = (id: string, noteId: string): Promise<undefined> =>
  ask(`${INBOX}/items/${id}/notes/${noteId}`, nothing, { method: 'DELETE' });

/** The same key again is the same reply, whatever became of the first answer. */
export const sendReply = (
  id: string,
  body: { text: string; state?: 'waiting' | 'closed' },
  idempotencyKey: string,
): Promise<Reply> =>
  ask(`${INBOX}/items/${id}/replies`, decodeReply, {
    ...post(body),
    headers: { 'idempotency-key': idempotencyKey },
  });

/** Once more, of one that did not arrive. */
export const resendReply = (id: string, replyId: string): Promise<Reply> =>
  ask(`${INBOX}/items/${id}/replies/${replyId}/resend`, decodeReply, { method: 'POST' });

export const readCanned = async (signal?: AbortSignal): Promise<CannedReply[]> =>
  (await ask(`${INBOX}/canned`, shape({ items: list(decodeCanned) }), { signal })).items;

type CannedDraft = Pick<CannedReply, 'title' | 'text' | 'language'>;

export const saveCanned = (id: string | undefined, draft: CannedDraft): Promise<CannedReply> =>
  id === undefined
    ? ask(`${INBOX}/canned`, decodeCanned, post(draft))
    : ask(`${INBOX}/canned/${id}`, decodeCanned, { method: 'PATCH', body: draft });

export const deleteCanned = (id: string): Promise<undefined> =>
  ask(`${INBOX}/canned/${id}`, nothing, { method: 'DELETE' });
