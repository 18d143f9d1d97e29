import type { Database } from '@foyer/database';
import type { Clock, Log } from '@foyer/runtime';
import { z } from 'zod';
import { openBullQueue } from './bull-queue.ts';
import { failureNote } from './failure-note.ts';
import { claimJobs, extendQueued, queuedJobs, releaseJobs, startJob } from './job-store.ts';
import { createLoop } from './loop.ts';
import type { Performer } from './performer.ts';
import type { Runner } from './runner.ts';

const claimLimit = 100;
// What waits in Redis beyond this is better off in the table, where it costs no lease.
const maxWaiting = 300;
// Younger ones may be on their way to Redis at this moment.
const sweepAgeSeconds = 2;
const sweepLimit = 500;
// A job that Redis has, but no worker takes: maybe Redis has it only in part. Then its lease may end.
const maxQueuedSeconds = 600;

const haltMilliseconds = 2_000;

const QueuedJob = z.object({ id: z.uuid(), attempt: z.int().positive() });

export interface BullRunnerOptions {
  db: Database;
  clock: Clock;
  log: Log;
  performer: Performer;
  redisUrl: string;
  prefix: string;
  role: { claim: boolean; work: boolean };
  concurrency: number;
  leaseSeconds: number;
  queueLeaseSeconds: number;
  pollSeconds: number;
}

/**
 * Claims jobs and hands their ids to the workers of all processes through Bull. Redis may be flushed, restarted or away at any
 * time: jobs wait in the table, and what was in Redis only is found and handed out again under a new attempt.
 */
export function createBullRunner(options: BullRunnerOptions): Runner {
  const { db, clock, log, performer, role } = options;
  const queue = openBullQueue({ redisUrl: options.redisUrl, prefix: options.prefix, log });
  let isHalted = false;

  const claiming = createLoop({
    purpose: 'handing jobs to Redis',
    everySeconds: options.pollSeconds,
    log,
    async step() {
      if (!queue.isReady()) return false;
      const limit = Math.min(claimLimit, maxWaiting - (await queue.countWaiting()));
      if (limit <= 0) return false;
      const now = clock.now();
      const leasedUntil = later(now, options.queueLeaseSeconds);
      const jobs = await claimJobs(db, { now, limit, leasedUntil, isStarted: false });
      const refused = await queue.add(jobs);
      await releaseJobs(db, refused);
      return jobs.length === limit && refused.length === 0;
    },
  });

  const sweeping = createLoop({
    purpose: 'looking for jobs that Redis lost',
    everySeconds: 2 * options.pollSeconds,
    log,
    async step() {
      if (!queue.isReady()) return false;
      const now = clock.now();
      const fullLease = later(now, options.queueLeaseSeconds);
      const queued = await queuedJobs(db, {
        leasedBefore: later(fullLease, -sweepAgeSeconds),
        limit: sweepLimit,
      });
      const missing = await queue.missing(queued);
      await releaseJobs(db, missing);
      const lost = new Set(missing);
      const kept = queued.filter((job) => !lost.has(job) && job.claimedAt > later(now, -maxQueuedSeconds));
      await extendQueued(db, kept, fullLease);
      if (missing.length > 0) {
        log.warn({ count: missing.length }, 'Redis lost jobs; they are handed out again');
        claiming.wake();
      }
      return false;
    },
  });

  async function work(data: unknown): Promise<void> {
    const queued = QueuedJob.safeParse(data);
    // An orphan of Bull's; its row is found by the sweep.
    if (!queued.success) return;
    try {
      if (isHalted) return await releaseJobs(db, [queued.data]);
      const now = clock.now();
      const job = await startJob(db, queued.data, now, later(now, options.leaseSeconds));
      if (job !== undefined) await performer.perform(job);
    } catch (error) {
      log.warn({ error: failureNote(error) }, 'a job from Redis was not started; it is handed out again');
    }
  }

  return {
    start() {
      if (role.claim) {
        claiming.start();
        sweeping.start();
      }
      if (role.work) queue.process(options.concurrency, work);
    },
    wake: () => claiming.wake(),
    async halt() {
      isHalted = true;
      // A Redis that hangs would hold what asks it for as long as a command may take.
      const impatience = setTimeout(() => queue.giveUp(), haltMilliseconds);
      await Promise.all([claiming.stop(), sweeping.stop(), role.work ? queue.pause() : undefined]);
      clearTimeout(impatience);
    },
    close: () => queue.close(),
  };
}

function later(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1_000);
}
