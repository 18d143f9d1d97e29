import type { Database } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { JobFailedForGood, jobMigrations, type Job } from './index.ts';
import { noon } from './jobs-fixture.ts';
import { claimJobs, expireLeases, insertJobs, reviveDead, startJob, type Holding } from './job-store.ts';
import { createPerformer } from './performer.ts';
import { defaultRetryPolicy } from './retry-policy.ts';

const services = [{ name: 'jobs', migrations: jobMigrations }];
const retry = { ...defaultRetryPolicy, maxAttempts: 2 };
const leaseSeconds = 30;

// `which` picks one of what there is, modulo how many there are.
const step = fc.oneof(
  fc.record({ kind: fc.constant('enqueue' as const), key: fc.option(fc.constantFrom('a', 'b')) }),
  fc.record({
    kind: fc.constantFrom('claim' as const, 'hand to Redis' as const),
    limit: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({
    kind: fc.constantFrom(
      'Redis delivers' as const,
      'succeed' as const,
      'fail' as const,
      'fail for good' as const,
    ),
    which: fc.nat(50),
  }),
  fc.record({ kind: fc.constant('time passes' as const), seconds: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('retry the dead' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

describeDatabases(
  'whatever happens in which order',
  (database) => {
    it('does every job, writes each end once, and never has two holders of one attempt', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), async (steps) => {
          const { db } = database();
          await sql`delete from jobs.job`.execute(db);
          await play(db, steps);
        }),
        // Fewer in the fast loop, which has no servers.
        { numRuns: process.env['TEST_DATABASE_URL'] === undefined ? 15 : 60 },
      );
    }, 60_000);
  },
  { services },
);

/**
 * Crashed and suspended processes need no step of their own: a run that is never ended while time passes is one that crashed,
 * and one that is ended later is one that was suspended.
 */
async function play(db: Database, steps: readonly Step[]): Promise<void> {
  const clock = fakeClock(noon);
  const runs: { number: number; leave: () => void; fail: (error: Error) => void; ended?: Promise<void> }[] =
    [];
  const inRedis: Holding[] = [];
  const holders = new Set<string>();
  const heldTwice: string[] = [];
  const succeeded = new Set<number>();
  const done = vi.fn();
  let enqueued = 0;

  const performer = createPerformer({
    speakLastWords: async () => undefined,
    db,
    clock,
    log: silentLog(),
    metrics: { done, failed: () => {}, putOff: () => {} },
    handlers: {
      'test.job': ({ id, attempt, payload }: Job) =>
        new Promise((leave, fail) => {
          if (holders.has(`${id} ${attempt}`)) heldTwice.push(`${id} ${attempt}`);
          holders.add(`${id} ${attempt}`);
          runs.push({ number: Number(payload['number']), leave, fail });
        }),
    },
    retry,
    random: Math.random,
    leaseSeconds,
  });
  const leasedUntil = (): Date => new Date(clock.now().getTime() + leaseSeconds * 1_000);

  async function end(which: number, error?: Error): Promise<void> {
    const [run] = runs.splice(which % Math.max(1, runs.length), 1);
    if (run === undefined) return;
    if (error === undefined) {
      succeeded.add(run.number);
      run.leave();
    } else {
      run.fail(error);
    }
    await run.ended;
  }

  function begin(job: Parameters<typeof performer.perform>[0]): void {
    const ended = performer.perform(job);
    const run = runs.at(-1);
    if (run !== undefined) run.ended = ended;
  }

  async function take(taken: Step): Promise<void> {
    const now = clock.now();
    switch (taken.kind) {
      case 'enqueue': {
        const before = await count(db);
        const isKnown = taken.key !== null && (await keyCount(db, taken.key)) === 1;
        const key = taken.key ?? undefined;
        await insertJobs(
          db,
          [{ name: 'test.job', payload: { number: enqueued }, ...(key !== undefined && { key }) }],
          now,
        );
        expect(await count(db)).toBe(isKnown ? before : before + 1);
        if (!isKnown) enqueued += 1;
        return;
      }
      case 'claim': {
        const { limit } = taken;
        for (const job of await claimJobs(db, { now, limit, leasedUntil: leasedUntil(), isStarted: true }))
          begin(job);
        return;
      }
      case 'hand to Redis': {
        const { limit } = taken;
        inRedis.push(...(await claimJobs(db, { now, limit, leasedUntil: leasedUntil(), isStarted: false })));
        return;
      }
      case 'Redis delivers': {
        // Not taken out of the list: Redis may deliver it again.
        const holding = inRedis[taken.which % Math.max(1, inRedis.length)];
        const job = holding && (await startJob(db, holding, now, leasedUntil()));
        if (job !== undefined) begin(job);
        return;
      }
      case 'succeed':
        return end(taken.which);
      case 'fail':
        return end(taken.which, new Error('not now'));
      case 'fail for good':
        return end(taken.which, new JobFailedForGood('never'));
      case 'time passes':
        clock.advance({ seconds: taken.seconds });
        await expireLeases(db, { now: clock.now(), maxAttempts: retry.maxAttempts });
        return;
      case 'retry the dead':
        await reviveDead(db, now);
    }
  }

  for (const taken of steps) await take(taken);
  // In the end all is well again: what is due is done, and what is dead is retried.
  for (let round = 0; (await count(db)) > 0; round++) {
    expect(round).toBeLessThan(10);
    await take({ kind: 'retry the dead' });
    for (const seconds of [40, 60]) await take({ kind: 'time passes', seconds });
    clock.advance({ days: 2 });
    await take({ kind: 'claim', limit: 100 });
    while (runs.length > 0) await end(0);
  }
  while (runs.length > 0) await end(0);
  expect(heldTwice).toEqual([]);
  expect(succeeded.size).toBe(enqueued);
  expect(done).toHaveBeenCalledTimes(enqueued);
}

async function count(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from jobs.job`.execute(db);
  return rows[0]?.count ?? 0;
}

async function keyCount(db: Database, key: string): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count from jobs.job where key = ${key}`.execute(db);
  return rows[0]?.count ?? 0;
}
