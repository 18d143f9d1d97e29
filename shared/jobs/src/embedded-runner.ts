import type { Database } from '@foyer/database';
import type { Clock, Log } from '@foyer/runtime';
import { claimJobs } from './job-store.ts';
import { createLoop } from './loop.ts';
import type { Performer } from './performer.ts';
import type { Runner } from './runner.ts';

/** Claims as many jobs as it has hands for, and runs them in this process. */
export function createEmbeddedRunner(options: {
  db: Database;
  clock: Clock;
  log: Log;
  performer: Performer;
  concurrency: number;
  leaseSeconds: number;
  pollSeconds: number;
}): Runner {
  const { db, clock, log, performer, concurrency, leaseSeconds, pollSeconds } = options;

  const loop = createLoop({
    purpose: 'running jobs',
    everySeconds: pollSeconds,
    log,
    async step() {
      const limit = concurrency - performer.runningCount();
      // Not a job more than can start at once: a lease runs from the claim.
      if (limit <= 0) return false;
      const now = clock.now();
      const leasedUntil = new Date(now.getTime() + leaseSeconds * 1_000);
      const jobs = await claimJobs(db, { now, limit, leasedUntil, isStarted: true });
      for (const job of jobs) void performer.perform(job).then(() => loop.wake());
      return jobs.length === limit;
    },
  });

  return {
    start: () => loop.start(),
    wake: () => loop.wake(),
    halt: () => loop.stop(),
    async close() {},
  };
}
