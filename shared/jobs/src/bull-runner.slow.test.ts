import type { Database, OpenedDatabase } from '@foyer/database';
import { startPrivateRedis, type PrivateRedis } from '@foyer/bus/testing';
import { describeDatabases } from '@foyer/database/testing';
import Bull from 'bull';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jobMigrations, type Job, type JobHandler } from './index.ts';
import { gate, recorder, until, untilEmpty, useInstallations } from './jobs-fixture.ts';

const services = [{ name: 'jobs', migrations: jobMigrations }];

// The variable stands for leave to start servers; this one must be the test's own, to be killed and flushed.
describe.skipIf(process.env['TEST_REDIS_URL'] === undefined)('with a redis-server', () => {
  describeDatabases('Bull on a Redis that fails', body, { services });
});

function many(count: number): { name: string; payload: { number: number } }[] {
  return Array.from({ length: count }, (_, number) => ({ name: 'test.job', payload: { number } }));
}

function body(database: () => OpenedDatabase): void {
  let redis: PrivateRedis;
  // Declared before the installations, so that it outlives them: hooks after a test run in reverse.
  afterEach(() => redis.stop());
  const installation = useInstallations(database, () => redis.url);
  beforeEach(async () => {
    redis = await startPrivateRedis();
  });

  it('splits the roles: one process hands out, the other works', async () => {
    const { open } = installation();
    const { jobs: ran, handler } = recorder();
    const neverHere = gate();
    const web = open({ 'test.job': neverHere.handler }, { role: { claim: true, work: false } });
    const worker = open({ 'test.job': handler }, { role: { claim: false, work: true } });
    await Promise.all([web.start(), worker.start()]);
    await web.enqueueMany(database().db, many(20));
    await until(() => ran.length === 20);
    await untilEmpty(web);
    expect(neverHere.entered).toHaveLength(0);
  });

  it('hands out again at once what a flush took, without counting it as a failure', async () => {
    const { open, clock } = installation();
    const { entered, handler } = gate();
    const jobs = open({ 'test.job': handler }, { concurrency: 1 });
    await jobs.start();
    await jobs.enqueueMany(database().db, many(10));
    await until(async () => entered.length === 1 && (await jobs.stats()).claimed === 10);
    await redis.flush();
    // Long before any lease ends.
    clock.advance({ seconds: 5 });
    for (let index = 0; index < 10; index++) {
      await until(() => entered.length === index + 1);
      entered[index]?.leave();
    }
    await untilEmpty(jobs);
    const numbers = entered.map(({ job }) => job.payload['number']);
    expect(new Set(numbers).size).toBe(10);
    expect(numbers).toHaveLength(10);
  });

  it('keeps the leases of jobs that wait long in Redis, and hands them out once', async () => {
    const { open, clock } = installation();
    const { entered, handler } = gate();
    const jobs = open({ 'test.job': handler }, { concurrency: 1, clock, leaseSeconds: 10_000 });
    await jobs.start();
    await jobs.enqueueMany(database().db, many(3));
    await until(async () => entered.length === 1 && (await jobs.stats()).claimed === 3);
    for (let step = 0; step < 5; step++) {
      clock.advance({ seconds: 40 });
      const { db } = database();
      await until(async () => (await queuedLeaseMs(db)) > clock.now().getTime() + 50_000);
    }
    for (let index = 0; index < 3; index++) {
      await until(() => entered.length === index + 1);
      entered[index]?.leave();
    }
    await untilEmpty(jobs);
    expect(entered.map(({ job }) => job.attempt)).toEqual([1, 1, 1]);
  });

  it('does not count it as a failure when no worker ever took a job', async () => {
    const { open, clock } = installation();
    const { jobs: ran, handler } = recorder();
    const handlers = {
      'test.job': async (job: Job, context: Parameters<JobHandler>[1]) => {
        await handler(job, context);
        throw new Error('the first real failure of two');
      },
    };
    const options = { retry: { maxAttempts: 2 } };
    const web = open(handlers, { ...options, role: { claim: true, work: false } });
    await web.start();
    await web.enqueueMany(database().db, many(1));
    for (let attempt = 1; attempt <= 3; attempt++) {
      await until(async () => (await handOuts(database().db)) === attempt);
      clock.advance({ minutes: 11 });
    }
    const worker = open(handlers, { ...options, role: { claim: false, work: true } });
    await worker.start();
    await until(async () => ran.length === 1 && (await web.stats()).claimed === 0);
    expect(await web.stats()).toMatchObject({ ready: 1, dead: 0 });
  });

  it('waits for a Redis that is not there at the start', async () => {
    const { open, log } = installation();
    await redis.stop();
    const { jobs: ran, handler } = recorder();
    const jobs = open({ 'test.job': handler });
    await jobs.start();
    await jobs.enqueueMany(database().db, many(5));
    await until(() => log.lines.some(({ msg }) => msg?.startsWith('Redis is not reachable')));
    expect(await jobs.stats()).toMatchObject({ ready: 5 });
    await redis.start();
    await until(() => ran.length === 5);
    await untilEmpty(jobs);
  });

  it('loses nothing when Redis is killed and comes back empty in the middle of the work', async () => {
    const { open, clock } = installation();
    const { jobs: ran, handler } = recorder();
    const jobs = open({ 'test.job': handler }, { concurrency: 4 });
    await jobs.start();
    await jobs.enqueueMany(database().db, many(200));
    for (let round = 1; round <= 2; round++) {
      await until(() => ran.length >= round * 20);
      await redis.stop();
      await redis.start();
      clock.advance({ seconds: 5 });
    }
    // Time goes on a little, for the sweep looks only at jobs that were handed out a while ago.
    await until(async () => {
      clock.advance({ milliseconds: 20 });
      const { ready, claimed } = await jobs.stats();
      return ready + claimed === 0;
    });
    expect(new Set(ran.map(({ payload }) => payload['number'])).size).toBe(200);
  });

  it('stops quickly while Redis is away or hangs, with a job running', async () => {
    for (const trouble of ['away', 'hanging'] as const) {
      const { open } = installation();
      const { entered, handler } = gate();
      const jobs = open({ 'test.job': handler });
      await jobs.start();
      await jobs.enqueueMany(database().db, many(1));
      await until(() => entered.length === 1);
      if (trouble === 'away') await redis.stop();
      else redis.freeze();
      // And with one on its way to Redis, whose answer will not come.
      await jobs.enqueueMany(database().db, many(1));
      jobs.wake();
      const beganMs = performance.now();
      await jobs.stop();
      expect(performance.now() - beganMs).toBeLessThan(6_000);
      expect(await jobs.stats()).toMatchObject({ ready: 2, claimed: 0 });
      entered[0]?.leave();
      if (trouble === 'away') await redis.start();
      else redis.thaw();
      const finisher = recorder();
      const next = open({ 'test.job': finisher.handler });
      await next.start();
      await until(() => finisher.jobs.length === 2);
      await untilEmpty(next);
      await next.stop();
    }
  });

  it('stops although Redis never came', async () => {
    const { open } = installation();
    await redis.stop();
    const jobs = open({ 'test.job': recorder().handler });
    await jobs.start();
    await jobs.stop();
  });

  it('ignores what Bull brings without data or with a stranger’s, and leaves nothing of it in Redis', async () => {
    const { open } = installation();
    const { jobs: ran, handler } = recorder();
    const prefix = 'test-strangers';
    const stranger = new Bull('jobs', redis.url, { prefix });
    const id = '01890000-0000-7000-8000-000000000000';
    await stranger.add({});
    await stranger.add({ id: 'nonsense', attempt: -1 });
    await stranger.add({ id, attempt: 1 }, { jobId: `${id}.1` });
    await stranger.add({ id, attempt: 2 }, { jobId: `${id}.2` });
    const client = new Redis(redis.url);
    // An orphan: the id is in the list, and the hash is lost.
    await client.del(stranger.toKey(`${id}.2`));
    const jobs = open({ 'test.job': handler }, { redisPrefix: prefix });
    await jobs.start();
    await jobs.enqueueMany(database().db, many(1));
    await until(() => ran.length === 1);
    await untilEmpty(jobs);
    await until(async () => {
      const keys = await client.keys(`${prefix}:jobs:*`);
      return keys.every((key) => /:(?:id|stalled-check|delay)$/.test(key));
    });
    client.disconnect();
    await stranger.close();
  });
}

async function queuedLeaseMs(db: Database): Promise<number> {
  const { rows } = await sql<{ until: Date }>`
    select min(leased_until) as until from jobs.job where started_at is null`.execute(db);
  return rows[0]?.until.getTime() ?? 0;
}

async function handOuts(db: Database): Promise<number> {
  const { rows } = await sql<{ attempt: number }>`select attempt from jobs.job`.execute(db);
  return rows[0]?.attempt ?? 0;
}
