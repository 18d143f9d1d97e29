import type { Bus } from '@foyer/bus';
import type { Database, DatabaseOrTx } from '@foyer/database';
import type { Clock, Log, Metrics } from '@foyer/runtime';
import { createBullRunner } from './bull-runner.ts';
import { createEmbeddedRunner } from './embedded-runner.ts';
import { failureNote } from './failure-note.ts';
import type { DeadJob, Enqueue, JobHandler, JobStats, NewJob, Schedule } from './job.ts';
import { createJobMetrics } from './job-metrics.ts';
import { expireLeases, insertJobs, listDead, readStats, reviveDead } from './job-store.ts';
import { createLastWords, type LastWords } from './last-words.ts';
import { createLoop } from './loop.ts';
import { createPerformer } from './performer.ts';
import { defaultRetryPolicy, type RetryPolicy } from './retry-policy.ts';
import type { Runner } from './runner.ts';
import { createScheduler } from './scheduler.ts';
import { createWakeHint } from './wake-hint.ts';

export interface Jobs {
  /** @throws RangeError for a name without a handler or a payload above 8 kB. */
  enqueue: Enqueue;
  /** Any number of jobs in one statement. @throws RangeError as `enqueue`. */
  enqueueMany(trx: DatabaseOrTx, jobs: readonly NewJob[]): Promise<void>;
  /** Starts what the role says. Without `start` jobs can be enqueued and inspected. Waits for the database, not for Redis. */
  start(): Promise<void>;
  /** Takes no more jobs, lets running ones end for `stopSeconds`, interrupts them, gives the rest back. May be called twice. */
  stop(): Promise<void>;
  /** Tells the runners that a transaction with jobs was committed. Only spares them some milliseconds. */
  wake(): void;
  /** The dead that died first; 1000 at most. */
  deadJobs(): Promise<DeadJob[]>;
  /** Gives a dead job all its attempts again. @returns whether there was such a job. */
  retry(id: string): Promise<boolean>;
  /** @returns how many dead jobs there were. */
  retryAll(): Promise<number>;
  stats(): Promise<JobStats>;
}

export interface JobsOptions {
  db: Database;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  bus: Bus;
  /** By the names that jobs are enqueued with. */
  handlers: Readonly<Record<string, JobHandler>>;
  schedules?: readonly Schedule[];
  /** What is to be done when a job of a name dies: the job that is enqueued then, with the same payload. */
  lastWords?: LastWords;
  /** With it Bull carries the jobs, and any number of processes may work; without it they run in this process. */
  redisUrl?: string | undefined;
  /** Put before Bull's keys; for two installations on one Redis. */
  redisPrefix?: string;
  /** What this process does: hand jobs out and keep the schedules, and run handlers. Without Redis only one that does both does either. */
  role?: { claim: boolean; work: boolean };
  /** How many handlers run at once in this process. */
  concurrency?: number;
  retry?: Partial<RetryPolicy>;
  /** Uniform in [0, 1); spreads the retries. */
  random?: () => number;
  /** How long a running job is its process's without a word; renewed at a third. The clocks of all processes must agree much better than this. */
  leaseSeconds?: number;
  /** The same for a job that waits in Redis for a worker. */
  queueLeaseSeconds?: number;
  /** How often is looked for jobs, expired leases and due schedules when nothing else tells. */
  pollSeconds?: number;
  /** How long `stop` lets running jobs go on. */
  stopSeconds?: number;
  /** How long `stop` waits after it has interrupted them. */
  abortSeconds?: number;
  /** No other process can work on this database (PGlite): what is claimed at the start belongs to a process that died, and is taken at once. */
  isOnlyProcess?: boolean;
}

const maxPayloadBytes = 8_192;
const maxDeadListed = 1_000;

/** Makes the port for jobs: the table, and the runner that the configuration asks for. Connects to Redis when `redisUrl` is given. */
export function createJobs(options: JobsOptions): Jobs {
  const { db, clock, log, handlers, schedules = [], role = { claim: true, work: true } } = options;
  const { leaseSeconds = 30, pollSeconds = 1, stopSeconds = 15, abortSeconds = 2 } = options;
  const retry = { ...defaultRetryPolicy, ...options.retry };
  checkSchedules(schedules, handlers);

  const stats = () => readStats(db, clock.now());
  const metrics = createJobMetrics(options.metrics, stats);
  const random = options.random ?? Math.random;
  const speakLastWords = createLastWords({ clock, lastWords: options.lastWords ?? {}, handlers });
  const performer = createPerformer({
    db,
    clock,
    log,
    metrics,
    handlers,
    speakLastWords,
    retry,
    random,
    leaseSeconds,
  });
  const scheduler = createScheduler({ db, clock, schedules });
  const hint = createWakeHint(options.bus);
  const runner = createRunner();

  const housekeeping = createLoop({
    purpose: 'expired leases and schedules',
    everySeconds: pollSeconds,
    log,
    async step() {
      const expired = await expire();
      if (expired > 0)
        log.warn({ count: expired }, 'jobs were taken from processes that stopped renewing them');
      const scheduled = await scheduler.tick();
      if (expired > 0 || scheduled > 0) runner.wake();
      return false;
    },
  });

  async function expire(leasedBefore?: Date): Promise<number> {
    const now = clock.now();
    return await db.transaction().execute(async (trx) => {
      const expired = await expireLeases(trx, {
        now,
        maxAttempts: retry.maxAttempts,
        ...(leasedBefore && { leasedBefore }),
      });
      await speakLastWords(
        trx,
        expired.filter(({ isDead }) => isDead),
      );
      return expired.length;
    });
  }

  let stopHearing: (() => Promise<void>) | undefined;
  let stopping: Promise<void> | undefined;

  function createRunner(): Runner {
    const { redisUrl, redisPrefix = 'foyer', concurrency = 8, queueLeaseSeconds = 60 } = options;
    const shared = { db, clock, log, performer, concurrency, leaseSeconds, pollSeconds };
    if (redisUrl !== undefined) {
      return createBullRunner({ ...shared, redisUrl, prefix: redisPrefix, role, queueLeaseSeconds });
    }
    return role.claim && role.work ? createEmbeddedRunner(shared) : idleRunner;
  }

  async function enqueueMany(trx: DatabaseOrTx, jobs: readonly NewJob[]): Promise<void> {
    for (const job of jobs) checkJob(job, handlers);
    await insertJobs(trx, jobs, clock.now());
    if (jobs.length > 0) hint.send();
  }

  async function stop(): Promise<void> {
    hint.stop();
    await stopHearing?.();
    await Promise.all([housekeeping.stop(), runner.halt()]);
    try {
      await performer.stop({ waitSeconds: stopSeconds, abortSeconds });
    } catch (error) {
      log.warn({ error: failureNote(error) }, 'jobs were not given back; their leases run out by themselves');
    } finally {
      await runner.close();
    }
  }

  return {
    enqueue: (trx, name, payload, { at, key } = {}) =>
      enqueueMany(trx, [{ name, payload, ...(at && { at }), ...(key !== undefined && { key }) }]),
    enqueueMany,
    async start() {
      if (role.claim) {
        if (options.isOnlyProcess === true) await expire(farFuture(clock.now()));
        await scheduler.start();
        stopHearing = await hint.receive(() => runner.wake());
        housekeeping.start();
      }
      runner.start();
    },
    stop() {
      stopping ??= stop();
      return stopping;
    },
    wake: () => runner.wake(),
    deadJobs: () => listDead(db, maxDeadListed),
    async retry(id) {
      if (!uuid.test(id)) return false;
      const count = await reviveDead(db, clock.now(), id);
      hint.send();
      return count === 1;
    },
    async retryAll() {
      const count = await reviveDead(db, clock.now());
      hint.send();
      return count;
    },
    stats,
  };
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const idleRunner: Runner = { start() {}, wake() {}, async halt() {}, async close() {} };

function farFuture(now: Date): Date {
  return new Date(now.getTime() + 100 * 365 * 86_400_000);
}

// At the enqueue and not at the run: there the caller's transaction still fails, and the fault is seen where it was made.
function checkJob({ name, payload }: NewJob, handlers: JobsOptions['handlers']): void {
  if (!Object.hasOwn(handlers, name))
    throw new RangeError(`a job needs a handler of its name, got '${name}'`);
  const bytes = Buffer.byteLength(JSON.stringify(payload));
  if (bytes > maxPayloadBytes) {
    throw new RangeError(
      `the payload of '${name}' must be at most ${maxPayloadBytes} bytes, got ${bytes}: pass ids`,
    );
  }
}

function checkSchedules(schedules: readonly Schedule[], handlers: JobsOptions['handlers']): void {
  const names = new Set<string>();
  for (const { name, job, everySeconds } of schedules) {
    if (names.has(name)) throw new RangeError(`a schedule's name must be unique, got '${name}' twice`);
    names.add(name);
    if (!Object.hasOwn(handlers, job)) {
      throw new RangeError(`the schedule '${name}' needs a handler for its job, got '${job}'`);
    }
    if (!(everySeconds >= 1 && Number.isFinite(everySeconds))) {
      throw new RangeError(`everySeconds of '${name}' must be a number of 1 or more, got ${everySeconds}`);
    }
  }
}
