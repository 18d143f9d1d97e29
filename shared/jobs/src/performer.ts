import { setTimeout as after } from 'node:timers/promises';
import type { Database } from '@foyer/database';
import type { Clock, Log } from '@foyer/runtime';
import { failureNote } from './failure-note.ts';
import { JobFailedForGood, JobFailedForNow, JobMustWait, type JobHandler } from './job.ts';
import type { JobMetrics } from './job-metrics.ts';
import { failJob, finishJob, putJobOff, releaseJobs, renewLease, type HeldJob } from './job-store.ts';
import type { SpeakLastWords } from './last-words.ts';
import { retryDelaySeconds, type RetryPolicy } from './retry-policy.ts';

export interface PerformerDeps {
  db: Database;
  clock: Clock;
  log: Log;
  metrics: JobMetrics;
  handlers: Readonly<Record<string, JobHandler>>;
  speakLastWords: SpeakLastWords;
  retry: RetryPolicy;
  random: () => number;
  leaseSeconds: number;
}

/** Runs jobs that the caller holds, whoever handed them out, and writes what became of them. */
export interface Performer {
  runningCount(): number;
  /** Resolves when the job's outcome is written. Never rejects. */
  perform(job: HeldJob): Promise<void>;
  /** Waits for running jobs, then interrupts them, then gives back what still does not end. */
  stop(patience: { waitSeconds: number; abortSeconds: number }): Promise<void>;
}

interface Run {
  job: HeldJob;
  abort: AbortController;
  ended: Promise<void>;
}

export function createPerformer(deps: PerformerDeps): Performer {
  const { db, clock, leaseSeconds } = deps;
  const runs = new Set<Run>();

  async function perform(job: HeldJob): Promise<void> {
    const abort = new AbortController();
    const log = deps.log.child({ job: job.name, jobId: job.id, attempt: job.attempt });
    const run: Run = { job, abort, ended: attempt(job, abort, log) };
    runs.add(run);
    await run.ended;
    runs.delete(run);
  }

  async function attempt(job: HeldJob, abort: AbortController, log: Log): Promise<void> {
    const lease = keepLease(job, abort, log);
    const startedMs = performance.now();
    let outcome: { isDone: true } | { isDone: false; error: unknown };
    try {
      await runHandler(job, abort.signal, log);
      outcome = { isDone: true };
    } catch (error) {
      outcome = { isDone: false, error };
    }
    const seconds = (performance.now() - startedMs) / 1_000;
    await lease.end();
    try {
      // After an interruption nobody can tell whether the handler came to its end: it runs again.
      if (abort.signal.aborted) await releaseJobs(db, [job]);
      else if (outcome.isDone) await finish(job, seconds, log);
      else if (outcome.error instanceof JobMustWait) await putOff(job, seconds, outcome.error, log);
      else await fail(job, seconds, outcome.error, log);
    } catch (error) {
      log.error({ error: failureNote(error) }, 'the outcome of a job was not written; it will run again');
    }
  }

  async function runHandler(job: HeldJob, signal: AbortSignal, log: Log): Promise<void> {
    const { id, name, payload, attempt: number } = job;
    const handler = Object.hasOwn(deps.handlers, name) ? deps.handlers[name] : undefined;
    // Not dead at once: during a roll-out a newer process may have enqueued it.
    if (handler === undefined) throw new UnknownJobError(name);
    await handler({ id, name, payload, attempt: number }, { signal, log });
  }

  async function finish(job: HeldJob, seconds: number, log: Log): Promise<void> {
    if (await finishJob(db, job)) deps.metrics.done(job.name, seconds);
    else log.warn('a job ended after its lease did; another process has it now');
  }

  async function putOff(job: HeldJob, seconds: number, reason: JobMustWait, log: Log): Promise<void> {
    deps.metrics.putOff(job.name, seconds);
    await putJobOff(db, job, reason.until);
    log.debug({ reason: failureNote(reason), until: reason.until.toISOString() }, 'a job waits');
  }

  async function fail(job: HeldJob, seconds: number, error: unknown, log: Log): Promise<void> {
    deps.metrics.failed(job.name, seconds);
    const failures = job.failures + 1;
    const now = clock.now();
    const lastError = failureNote(error);
    if (error instanceof JobFailedForGood || failures >= deps.retry.maxAttempts) {
      await db.transaction().execute(async (trx) => {
        if (await failJob(trx, job, { lastError, diedAt: now })) await deps.speakLastWords(trx, [job]);
      });
      log.error({ error: lastError, failures }, 'a job is dead; it can be retried by command');
      return;
    }
    const wishedMs = error instanceof JobFailedForNow ? error.retryAt.getTime() - now.getTime() : 0;
    const delaySeconds = Math.max(retryDelaySeconds(deps.retry, failures, deps.random), wishedMs / 1_000);
    await failJob(db, job, { lastError, retryAt: new Date(now.getTime() + delaySeconds * 1_000) });
    log.warn({ error: lastError, failures, delaySeconds: Math.round(delaySeconds) }, 'a job failed');
  }

  /** Renews the lease at a third of its length, so that two renewals may fail, and aborts the handler when it is lost. */
  function keepLease(job: HeldJob, abort: AbortController, log: Log): { end: () => Promise<void> } {
    let leasedUntilMs = clock.now().getTime() + leaseSeconds * 1_000;
    let renewal: Promise<void> = Promise.resolve();
    const timer = setInterval(
      () => {
        renewal = renew();
      },
      (leaseSeconds * 1_000) / 3,
    );

    async function renew(): Promise<void> {
      const until = new Date(clock.now().getTime() + leaseSeconds * 1_000);
      try {
        if (await renewLease(db, job, until)) leasedUntilMs = until.getTime();
        else lose();
      } catch (error) {
        log.warn({ error: failureNote(error) }, 'a lease was not renewed');
        if (clock.now().getTime() >= leasedUntilMs) lose();
      }
    }

    function lose(): void {
      clearInterval(timer);
      abort.abort(new Error('the lease of the job was lost: another process may have it'));
    }

    return {
      async end() {
        clearInterval(timer);
        await renewal;
      },
    };
  }

  return {
    runningCount: () => runs.size,
    perform,
    async stop({ waitSeconds, abortSeconds }) {
      await allEnded(waitSeconds);
      for (const { abort } of runs) abort.abort(new Error('the process stops'));
      await allEnded(abortSeconds);
      if (runs.size === 0) return;
      deps.log.warn({ count: runs.size }, 'jobs did not end in time; they will run again elsewhere');
      await releaseJobs(
        db,
        [...runs].map(({ job }) => job),
      );
    },
  };

  async function allEnded(seconds: number): Promise<void> {
    if (runs.size === 0) return;
    const timer = new AbortController();
    const ended = Promise.all([...runs].map((run) => run.ended));
    const late = after(seconds * 1_000, undefined, { signal: timer.signal }).catch(() => {});
    await Promise.race([ended, late]);
    timer.abort();
  }
}

class UnknownJobError extends Error {
  readonly code = 'unknown_job';
  constructor(name: string) {
    super(`no handler is registered for the job '${name}'`);
  }
}
