import { createBus } from '@foyer/bus';
import type { Database, DatabaseOrTx, OpenedDatabase } from '@foyer/database';
import type { Clock, Log, Metrics } from '@foyer/runtime';
import { sql } from 'kysely';
import { vi } from 'vitest';
import { createJobs, type Jobs, type JobsOptions } from './create-jobs.ts';
import type { NewJob } from './job.ts';

export interface TestRunner {
  /** What a service is given, before there is a runner for its handlers. */
  ports: { enqueueMany: (trx: DatabaseOrTx, jobs: readonly NewJob[]) => Promise<void>; wakeJobs: () => void };
  start: (options: Pick<JobsOptions, 'handlers'> & Partial<JobsOptions>) => Promise<Jobs>;
  /** Runs all jobs that are due to their end. */
  settle: () => Promise<void>;
  close: () => Promise<void>;
}

/** A real runner for the tests of a service. */
export function testRunner(
  { db, engine }: Pick<OpenedDatabase, 'db' | 'engine'>,
  its: { clock: Clock; log: Log; metrics: Metrics },
): TestRunner {
  const bus = createBus({ log: its.log });
  let jobs: Jobs | undefined;
  return {
    ports: {
      enqueueMany: async (trx, list) => await jobs?.enqueueMany(trx, list),
      wakeJobs: () => jobs?.wake(),
    },
    start: async (options) => {
      jobs = createJobs({
        db,
        ...its,
        bus,
        pollSeconds: 0.02,
        isOnlyProcess: engine === 'pglite',
        ...options,
      });
      await jobs.start();
      return jobs;
    },
    settle: async () => {
      jobs?.wake();
      await untilNoJobIsDue(db, its.clock);
    },
    close: async () => {
      await jobs?.stop();
      await bus.close();
    },
  };
}

/** Waits for a runner that is at work: a job that fails or waits stays for later. */
export async function untilNoJobIsDue(db: Database, clock: Clock, timeoutSeconds = 15): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await sql<{ due: number }>`
        select count(*) as due from jobs.job
        where state = 'claimed' or (state = 'ready' and run_at <= ${clock.now()})`.execute(db);
      if (rows[0]?.due !== 0) throw new Error('jobs are still at work');
    },
    { timeout: timeoutSeconds * 1000, interval: 5 },
  );
}
