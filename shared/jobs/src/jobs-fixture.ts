import { randomUUID } from 'node:crypto';
import { createBus } from '@foyer/bus';
import type { OpenedDatabase } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { createMetrics } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { afterEach, expect, vi } from 'vitest';
import {
  createJobs,
  jobMigrations,
  type Job,
  type JobHandler,
  type Jobs,
  type JobsOptions,
} from './index.ts';

export const noon = new Date('2026-03-01T12:00:00Z');

const redisIsAway = /max retries|Connection is closed|Command timed out|isn't writeable/;

/** Processes of one installation on one database, as a test sees them. */
export interface Installation {
  clock: ReturnType<typeof fakeClock>;
  log: ReturnType<typeof silentLog>;
  /** Another process. It is stopped after the test. */
  open: (handlers: Record<string, JobHandler>, options?: Partial<JobsOptions>) => Jobs;
}

/** Declares what is true of every runner: on each database, embedded and, where there is a Redis, through Bull. */
export function describeRunners(
  subject: string,
  body: (database: () => OpenedDatabase, installation: () => Installation) => void,
): void {
  const services = [{ name: 'jobs', migrations: jobMigrations }];
  const redisUrl = process.env['TEST_REDIS_URL'];
  const runners = [
    { title: 'embedded', url: undefined },
    ...(redisUrl === undefined ? [] : [{ title: 'through Bull', url: redisUrl }]),
  ];
  for (const { title, url } of runners) {
    describeDatabases(
      `${subject}, ${title}`,
      (database) =>
        body(
          database,
          useInstallations(database, () => url),
        ),
      {
        services,
      },
    );
  }
}

/** Must be called inside a `describe`. */
export function useInstallations(
  database: () => OpenedDatabase,
  redisUrl?: () => string | undefined,
): () => Installation {
  const opened: Jobs[] = [];
  const logs: ReturnType<typeof silentLog>[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((jobs) => jobs.stop()));
    // A loop survives its errors, so that a test might not notice one. Only those of a Redis that is away are expected.
    const failures = logs
      .splice(0)
      .flatMap(({ lines }) => lines)
      .filter(({ msg, error }) => msg?.includes('loop failed') && !redisIsAway.test(String(error)));
    expect(failures).toEqual([]);
  });
  return () => {
    const clock = fakeClock(noon);
    const log = silentLog();
    logs.push(log);
    const redisPrefix = `test-${randomUUID()}`;
    return {
      clock,
      log,
      open(handlers, options = {}) {
        const jobs = createJobs({
          db: database().db,
          clock,
          log,
          metrics: createMetrics(),
          bus: createBus({ log }),
          handlers,
          redisUrl: redisUrl?.(),
          redisPrefix,
          pollSeconds: 0.02,
          stopSeconds: 0.05,
          abortSeconds: 0.05,
          // The longest wait each time, so that a test knows when it is over.
          random: () => 1,
          ...options,
        });
        opened.push(jobs);
        return jobs;
      },
    };
  };
}

/** A handler that keeps what it was given. */
export function recorder(): { jobs: Job[]; handler: JobHandler } {
  const jobs: Job[] = [];
  return {
    jobs,
    handler: async (job) => {
      jobs.push(job);
    },
  };
}

/** A handler whose runs the test ends, one by one in the order they began. */
export function gate(): {
  entered: { job: Job; signal: AbortSignal; leave: () => void; fail: (error: Error) => void }[];
  handler: JobHandler;
} {
  const entered: ReturnType<typeof gate>['entered'] = [];
  return {
    entered,
    handler: (job, { signal }) =>
      new Promise((leave, fail) => {
        entered.push({ job, signal, leave, fail });
      }),
  };
}

export function until(isSo: () => boolean | Promise<boolean>): Promise<unknown> {
  return vi.waitUntil(isSo, { timeout: 15_000, interval: 5 });
}

/** Until so many have run and nobody holds one, so that the clock can leap and no lease runs out. */
export function untilDone(jobs: Jobs, ran: readonly Job[], count: number): Promise<unknown> {
  return until(async () => ran.length === count && (await jobs.stats()).claimed === 0);
}

export async function untilEmpty(jobs: Jobs): Promise<void> {
  await until(async () => {
    const { ready, claimed } = await jobs.stats();
    return ready + claimed === 0;
  });
}
