import type { Database, DatabaseOrTx } from '@foyer/database';
import type { NewJob } from '@foyer/jobs';
import type { Clock, Log, Metrics } from '@foyer/runtime';

/** What the server hands to every service with jobs. */
export interface ServiceDeps {
  db: Database;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  enqueueMany: (trx: DatabaseOrTx, jobs: readonly NewJob[]) => Promise<void>;
  /** Tells the runners that a transaction with jobs was committed. */
  wakeJobs: () => void;
}
