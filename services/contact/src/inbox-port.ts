import type { DatabaseOrTx } from '@foyer/database';

/** One line of the list that staff work. */
export interface InboxItem {
  /** The message's own. */
  id: string;
  kind: 'message';
  reference: string;
  form: string;
  topic: string;
  language: string;
  state: 'open' | 'held';
  heldReasons: string;
  name: string;
  preview: string;
  /** What the message is found by; only its words are kept. */
  searchText: string;
  receivedAt: Date;
}

/** The list that staff work, handed in by the server; each call is part of the transaction that it is given. */
export interface InboxPort {
  /** Of an item that is there already everything but the state is written anew. */
  add(trx: DatabaseOrTx, items: readonly InboxItem[]): Promise<void>;
  setState(
    trx: DatabaseOrTx,
    ids: readonly string[],
    state: 'open' | 'closed',
    at: Date,
    actorId?: string,
  ): Promise<void>;
  remove(trx: DatabaseOrTx, ids: readonly string[]): Promise<void>;
}

/** Tells open desks that something changed, after the commit; only a hint. */
export type NotifyDesk = (topic: 'inbox', ids: readonly string[]) => void;

/** What the inbox reads of a message, and does to it; given to it by the server. */
export interface InboxSource {
  read(id: string): Promise<InboxRecord | undefined>;
  readMany(ids: readonly string[]): Promise<InboxRecord[]>;
  release(id: string, actorId: string): Promise<boolean>;
  close(id: string, at: Date): Promise<boolean>;
  reopen(id: string): Promise<boolean>;
}

export interface InboxRecord {
  id: string;
  reference: string;
  language: string;
  topic: string;
  name: string;
  email: string | null;
  phone: string | null;
  text: string;
  receivedAt: Date;
  heldReasons: readonly string[];
  state: string;
  deleteOn: string;
  /** Of the mails that the visitor got, the oldest first. */
  threadMessageIds: readonly string[];
  isRestricted: boolean;
}
