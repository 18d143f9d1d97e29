import type { Database, DatabaseOrTx } from '@foyer/database';
import type { NewJob } from '@foyer/jobs';
import type { Mail, MailCompiler } from '@foyer/mail';
import type { Clock, Metrics } from '@foyer/runtime';
import type { Audit, VisitorPage } from '@foyer/service';
import type { CheckCaptcha } from './captcha-port.ts';
import type { CallbackConfig } from './config.ts';

/** A hint to the desk that something changed. */
export type NotifyDesk = (topic: 'callback', ids: readonly string[]) => void;

/** Tells other systems, in the transaction of the event. */
export type PublishEvent = (
  trx: DatabaseOrTx,
  event: { type: string; subjectId: string; occurredAt: Date },
) => Promise<void>;

export interface InboxItem {
  /** The request's own id. */
  id: string;
  kind: 'callback';
  reference: string;
  form: string;
  topic: string;
  language: string;
  state: 'open' | 'held';
  /** Separated by commas. */
  heldReasons: string;
  name: string;
  /** 160 characters at most. */
  preview: string;
  searchText: string;
  receivedAt: Date;
}

/** The one list in which staff see everything that came in; in the transaction of the change. */
export interface InboxPort {
  add(trx: DatabaseOrTx, items: readonly InboxItem[]): Promise<void>;
  setState(
    trx: DatabaseOrTx,
    ids: readonly string[],
    state: 'open' | 'waiting' | 'closed' | 'held',
    at: Date,
  ): Promise<void>;
  remove(trx: DatabaseOrTx, ids: readonly string[]): Promise<void>;
}

/** Who is not to be written to or called, kept in one place for all senders. */
export interface SuppressionPort {
  isSuppressed(db: DatabaseOrTx, contact: { phone: string }, scope: 'calls'): Promise<boolean>;
  suppress(
    trx: DatabaseOrTx,
    contact: { phone: string },
    entry: { scope: 'calls'; reason: 'do_not_call'; at: Date },
  ): Promise<void>;
  lift(trx: DatabaseOrTx, contact: { phone: string }, from: { scope: 'calls' }): Promise<boolean>;
}

/** What the callback service needs; the server hands it in. */
export interface CallbackDeps {
  db: Database;
  clock: Clock;
  metrics: Metrics;
  enqueueMany: (trx: DatabaseOrTx, jobs: readonly NewJob[]) => Promise<void>;
  /** Tells the runners that a transaction with jobs was committed. */
  wakeJobs: () => void;
  checkCaptcha: CheckCaptcha;
  mail: Mail;
  mailCompiler: MailCompiler;
  /** Draws the frame of a page. */
  renderPage: (page: VisitorPage) => string;
  /** Keys the digests of recipients; 32 bytes. */
  addressKey: Uint8Array;
  /** Where copies of mails lie that go when their request goes. */
  outboxDir: string;
  /** Where visitors reach this server; without a slash at its end. */
  publicUrl: string;
  audit: Audit;
  notifyDesk: NotifyDesk;
  /** Names of staff by id; of those who are gone, none. */
  namesOf: (staffIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  publishEvent: PublishEvent;
  inbox: InboxPort;
  suppression: SuppressionPort;
  config: CallbackConfig;
}
