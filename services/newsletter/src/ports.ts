import type { Database, DatabaseOrTx } from '@foyer/database';
import type { NewJob } from '@foyer/jobs';
import type { Clock, Log, Metrics } from '@foyer/runtime';
import type { Audit } from '@foyer/service';

/** A hint to the desk that something changed. */
export type NotifyDesk = (topic: 'newsletter', ids: readonly string[]) => void;

/** What all parts of the newsletter need; the server hands it in. */
export interface NewsletterDeps {
  db: Database;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  enqueueMany: (trx: DatabaseOrTx, jobs: readonly NewJob[]) => Promise<void>;
  /** Tells the runners that a transaction with jobs was committed. */
  wakeJobs: () => void;
  audit: Audit;
  notifyDesk: NotifyDesk;
  /** 32 bytes for one purpose, the same at each start and on each machine that shares the database. */
  keyFor: (purpose: string) => Uint8Array;
  companyName: string;
  /** Where visitors reach this server; without a slash at its end. */
  publicUrl: string;
}
