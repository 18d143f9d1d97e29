import type { Database, DatabaseOrTx } from '@foyer/database';
import type { NewJob } from '@foyer/jobs';
import type { Mail, MailCompiler } from '@foyer/mail';
import type { Clock, Metrics } from '@foyer/runtime';
import type { Audit, DataSubject } from '@foyer/service';
import type { ItemKind, ItemState, NewItem } from './item.ts';

/** Given to the sources: called in the transaction of their own write, so that list and data never differ. */
export interface InboxPort {
  /** Of an item that is there already everything but the state is written anew: its source has corrected it. */
  add(trx: DatabaseOrTx, items: readonly NewItem[]): Promise<void>;
  /** With an entry in the history; by nobody of the staff when `actorId` is not given. Unknown ids are passed over. */
  setState(
    trx: DatabaseOrTx,
    ids: readonly string[],
    state: ItemState,
    at: Date,
    actorId?: string,
  ): Promise<void>;
  /** With notes, replies and everything else. */
  remove(trx: DatabaseOrTx, ids: readonly string[]): Promise<void>;
}

/** All that staff read of a message or callback. */
export interface SourceRecord {
  id: string;
  reference: string;
  language: string;
  topic: string;
  name: string;
  email: string | null;
  phone: string | null;
  text: string | null;
  receivedAt: Date;
  heldReasons: readonly string[];
  state: string;
  /** The day it is deleted on at the latest. */
  deleteOn: string | null;
  /** Of mails already sent to the visitor, the oldest first. */
  threadMessageIds: readonly string[];
  /** Art. 18 GDPR: kept, but not used. */
  isRestricted: boolean;
}

/** Whom an item's data belong to; one for each kind. */
export interface InboxSource {
  /** undefined when it is gone. */
  read(id: string): Promise<SourceRecord | undefined>;
  /** Many at once, in any order, for an export; read one by one when not given. */
  readMany?(ids: readonly string[]): Promise<SourceRecord[]>;
  /** Calls `setState` with the actor. @returns whether it was held */
  release?(id: string, actorId: string): Promise<boolean>;
  /** Starts the period of retention; does nothing the second time, and does not call `setState`. */
  close(id: string, at: Date): Promise<boolean>;
  /** Takes a close back as far as the promised day allows; does not call `setState`. */
  reopen?(id: string): Promise<boolean>;
}

/** Tells open desks that something changed; only a hint. */
export type NotifyDesk = (topic: 'inbox', ids: readonly string[]) => void;

export interface Topic {
  id: string;
  label: string;
}

export interface InboxConfig {
  companyName: string;
  /** Sender of replies, `Name <address>`; its domain is also in their message ids. */
  mailFrom: string;
}

/** What the inbox needs; the server hands it in. */
export interface InboxDeps {
  db: Database;
  clock: Clock;
  metrics: Metrics;
  enqueueMany: (trx: DatabaseOrTx, jobs: readonly NewJob[]) => Promise<void>;
  /** Tells the runners that a transaction with jobs was committed. */
  wakeJobs: () => void;
  /** The longest that a source keeps anything, counted from the day it was received; it can change at any time. */
  latestDays: () => number;
  audit: Audit;
  notifyDesk: NotifyDesk;
  mail: Mail;
  mailCompiler: MailCompiler;
  /** Where copies of mails lie that go when their item goes. */
  outboxDir: string;
  /** Asked for when it is needed: sources are made after the inbox that they are given. */
  source: (kind: ItemKind) => InboxSource | undefined;
  /** In the order in which staff see them. */
  topics: (language: string) => readonly Topic[];
  /** Where the visitor's answer to a reply goes: the topic's mailbox. */
  mailboxFor: (item: { kind: ItemKind; form: string; topic: string }) => string;
  /** Whether somebody of the staff has this id. Every id will do when not given. */
  isStaff?: (id: string) => Promise<boolean>;
  /** The ids of the messages and callbacks of a person, for requests of data subjects. */
  recordsOf: (subject: DataSubject) => Promise<readonly string[]>;
  /** 32 bytes that sign the proof of a recorded reading, the same in all processes. */
  readingKey: Uint8Array;
  config: InboxConfig;
}
