import type { OpenedDatabase } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { JobFailedForGood, JobFailedForNow, JobMustWait, jobMigrations } from './index.ts';
import { gate, noon, recorder, until, untilDone, untilEmpty, useInstallations } from './jobs-fixture.ts';

const redisUrl = process.env['TEST_REDIS_URL'];
const services = [{ name: 'jobs', migrations: jobMigrations }];

describeDatabases('jobs run embedded', (database) => itRunsJobs(database, undefined), { services });
if (redisUrl !== undefined) {
  describeDatabases('jobs run through Bull', (database) => itRunsJobs(database, redisUrl), { services });
}

const failsForGood = async (): Promise<never> => {
  throw new JobFailedForGood('no');
};

/** What is true of every runner. */
function itRunsJobs(database: () => OpenedDatabase, url: string | undefined): void {
  const installation = useInstallations(database, () => url);

  it('runs a job with its payload and then forgets it', async () => {
    const { open } = installation();
    const { jobs: ran, handler } = recorder();
    const jobs = open({ 'test.job': handler });
    await jobs.start();
    await jobs.enqueue(database().db, 'test.job', { messageId: 'm1', nested: { list: [1, null] } });
    await until(() => ran.length === 1);
    await untilEmpty(jobs);
    expect(ran[0]).toMatchObject({
      name: 'test.job',
      payload: { messageId: 'm1', nested: { list: [1, null] } },
      attempt: 1,
    });
  });

  it('runs what a committed transaction enqueued and nothing of one that was rolled back', async () => {
    const { open } = installation();
    const { jobs: ran, handler } = recorder();
    const jobs = open({ 'test.job': handler });
    await jobs.start();
    const { db } = database();
    await expect(
      db.transaction().execute(async (trx) => {
        await jobs.enqueue(trx, 'test.job', { number: 1 });
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await db.transaction().execute(async (trx) => {
      await jobs.enqueueMany(trx, [
        { name: 'test.job', payload: { number: 2 } },
        { name: 'test.job', payload: { number: 3 } },
      ]);
    });
    await until(() => ran.length === 2);
    await untilEmpty(jobs);
    expect(new Set(ran.map(({ payload }) => payload['number']))).toEqual(new Set([2, 3]));
  });

  it('keeps a job until its time', async () => {
    const { open, clock } = installation();
    const { jobs: ran, handler } = recorder();
    const jobs = open({ 'test.job': handler });
    await jobs.start();
    await jobs.enqueue(
      database().db,
      'test.job',
      { when: 'later' },
      { at: new Date('2026-03-01T13:00:00Z') },
    );
    await jobs.enqueue(database().db, 'test.job', { when: 'now' });
    await untilDone(jobs, ran, 1);
    clock.advance({ minutes: 60 });
    await until(() => ran.length === 2);
    expect(ran.map(({ payload }) => payload['when'])).toEqual(['now', 'later']);
  });

  it('takes one of several jobs with the same key, and again one when that is done', async () => {
    const { open } = installation();
    const { jobs: ran, handler } = recorder();
    const jobs = open({ 'test.job': handler });
    const { db } = database();
    await jobs.enqueue(db, 'test.job', { number: 1 }, { key: 'digest' });
    await jobs.enqueueMany(db, [
      { name: 'test.job', payload: { number: 2 }, key: 'digest' },
      { name: 'test.job', payload: { number: 3 }, key: 'other' },
      { name: 'test.job', payload: { number: 4 }, key: 'other' },
    ]);
    await jobs.start();
    await until(() => ran.length === 2);
    await untilEmpty(jobs);
    await jobs.enqueue(db, 'test.job', { number: 5 }, { key: 'digest' });
    await until(() => ran.length === 3);
    expect(new Set(ran.map(({ payload }) => payload['number']))).toEqual(new Set([1, 3, 5]));
  });

  it('tries a failed job again after a wait that grows', async () => {
    const { open, clock } = installation();
    const attempts: { number: number; seconds: number }[] = [];
    const jobs = open({
      'test.job': async ({ attempt }) => {
        attempts.push({ number: attempt, seconds: (clock.now().getTime() - noon.getTime()) / 1_000 });
        if (attempt < 4) throw new Error('not yet');
      },
    });
    await jobs.start();
    await jobs.enqueue(database().db, 'test.job', {});
    for (const number of [1, 2, 3]) {
      await until(async () => attempts.length === number && (await jobs.stats()).ready === 1);
      clock.set(await runAt(database()));
    }
    await until(() => attempts.length === 4);
    await untilEmpty(jobs);
    expect(attempts.map(({ seconds }) => seconds)).toEqual([0, 10, 35, 97.5]);
  });

  it('lets a job die after its last attempt, and gives it all attempts again by command', async () => {
    const { open, clock, log } = installation();
    let failing = true;
    const { jobs: ran, handler } = recorder();
    const jobs = open(
      {
        'test.job': async (job, context) => {
          await handler(job, context);
          if (failing) {
            throw Object.assign(new Error(`refused person@example.org at 192.0.2.7 ${'x'.repeat(600)}`), {
              code: 'EREFUSED',
            });
          }
        },
      },
      { retry: { maxAttempts: 2 } },
    );
    await jobs.start();
    await jobs.enqueue(database().db, 'test.job', { number: 1 });
    await until(async () => ran.length === 1 && (await jobs.stats()).ready === 1);
    clock.advance({ seconds: 11 });
    await until(async () => (await jobs.stats()).dead === 1);
    const [dead] = await jobs.deadJobs();
    expect(dead).toMatchObject({
      name: 'test.job',
      payload: { number: 1 },
      failures: 2,
      diedAt: clock.now(),
    });
    expect(dead?.lastError).toMatch(/^EREFUSED: refused \[address\] at \[address\] x+$/);
    expect(dead?.lastError).toHaveLength(500);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);

    expect(await jobs.retry('no-id')).toBe(false);
    expect(await jobs.retry('01890000-0000-7000-8000-000000000000')).toBe(false);
    expect(await jobs.retry(dead?.id ?? '')).toBe(true);
    await until(async () => ran.length === 3 && (await jobs.stats()).ready === 1);
    failing = false;
    clock.advance({ seconds: 11 });
    await untilEmpty(jobs);
    expect(ran).toHaveLength(4);
    expect(await jobs.stats()).toMatchObject({ dead: 0 });
    expect(await jobs.retryAll()).toBe(0);
  });

  it('waits as long as a failed job asked for, when that is longer than the policy’s wait', async () => {
    const { open, clock } = installation();
    const retryAt = new Date(noon.getTime() + 3_600_000);
    const jobs = open({
      'test.job': async () => {
        throw new JobFailedForNow('too many requests', { retryAt });
      },
    });
    await jobs.start();
    await jobs.enqueue(database().db, 'test.job', {});
    await until(async () => (await jobs.stats()).ready === 1 && (await runAt(database())) > noon);
    expect(await runAt(database())).toEqual(retryAt);
    clock.set(retryAt);
    await until(async () => (await jobs.stats()).ready === 1 && (await runAt(database())) > retryAt);
  });

  it('lets a job wait as often as it must without counting a failure', async () => {
    const { open, clock } = installation();
    let waits = 0;
    const jobs = open(
      {
        'test.job': async () => {
          waits += 1;
          if (waits > 2) return;
          const inAnHour = new Date(clock.now().getTime() + 3_600_000);
          throw new JobMustWait('its subject may not be used for now', { until: inAnHour });
        },
      },
      { retry: { maxAttempts: 1 } },
    );
    await jobs.start();
    await jobs.enqueue(database().db, 'test.job', {});
    for (let hour = 1; hour <= 2; hour += 1) {
      const next = new Date(noon.getTime() + hour * 3_600_000);
      await until(async () => (await jobs.stats()).ready === 1 && (await runAt(database())) >= next);
      expect(await runAt(database())).toEqual(next);
      clock.set(next);
    }
    await untilEmpty(jobs);
    expect([waits, await jobs.deadJobs()]).toEqual([3, []]);
  });

  it('does not try again what failed for good', async () => {
    const { open } = installation();
    const jobs = open({
      'test.job': async () => {
        throw new JobFailedForGood('the mailbox does not exist');
      },
    });
    await jobs.start();
    await jobs.enqueueMany(database().db, [
      { name: 'test.job', payload: {} },
      { name: 'test.job', payload: {} },
    ]);
    await until(async () => (await jobs.stats()).dead === 2);
    expect((await jobs.deadJobs()).map(({ failures }) => failures)).toEqual([1, 1]);
    expect(await jobs.retryAll()).toBe(2);
    await until(async () => (await jobs.stats()).dead === 2);
  });

  it('says last words for a job that dies, by failure or with its process, and once for each', async () => {
    const { open, clock } = installation();
    const { jobs: told, handler } = recorder();
    const stuck = gate();
    const options = { lastWords: { 'test.job': 'test.tell' }, retry: { maxAttempts: 1 }, concurrency: 1 };
    const one = open({ 'test.job': stuck.handler, 'test.tell': handler }, options);
    await one.start();
    await one.enqueue(database().db, 'test.job', { number: 1 });
    await until(() => stuck.entered.length === 1);
    const two = open({ 'test.job': failsForGood, 'test.tell': handler }, options);
    await two.start();
    clock.advance({ seconds: 31 });
    await until(() => told.length === 1);
    await two.enqueue(database().db, 'test.job', { number: 2 });
    await until(() => told.length === 2);
    await until(async () => (await two.stats()).dead === 2);
    expect(told.map(({ name, payload }) => [name, payload['number']])).toEqual([
      ['test.tell', 1],
      ['test.tell', 2],
    ]);
    stuck.entered[0]?.leave();
  });

  it('hands a job to another process when a lease runs out, and lets the first one write nothing more', async () => {
    const { open, clock, log } = installation();
    const [first, second] = [gate(), gate()];
    // Busy, so that it cannot take the job again itself.
    const one = open({ 'test.job': first.handler }, { concurrency: 1 });
    await one.start();
    await one.enqueue(database().db, 'test.job', {});
    await until(() => first.entered.length === 1);
    const two = open({ 'test.job': second.handler });
    await two.start();
    clock.advance({ seconds: 31 });
    await until(() => second.entered.length === 1);
    expect(second.entered[0]?.job.attempt).toBe(2);

    first.entered[0]?.leave();
    await until(() => log.lines.some(({ msg }) => msg?.startsWith('a job ended after its lease did')));
    const { ready, claimed } = await two.stats();
    expect(ready + claimed).toBe(1);
    for (const { leave } of second.entered) leave();
    await untilEmpty(two);
  });

  it('counts a lease that ran out as a failure, so that a job that kills its process dies in the end', async () => {
    const { open, clock } = installation();
    const { entered, handler } = gate();
    const jobs = open({ 'test.job': handler }, { retry: { maxAttempts: 2 } });
    await jobs.start();
    await jobs.enqueue(database().db, 'test.job', {});
    await until(() => entered.length === 1);
    clock.advance({ seconds: 31 });
    await until(() => entered.length === 2);
    clock.advance({ seconds: 31 });
    await until(async () => (await jobs.stats()).dead === 1);
    expect((await jobs.deadJobs())[0]?.lastError).toMatch(/^lease_expired: /);
  });

  it('renews the lease of a long job', async () => {
    const { open } = installation();
    const { entered, handler } = gate();
    const jobs = open({ 'test.job': handler }, { clock: { now: () => new Date() }, leaseSeconds: 0.3 });
    await jobs.start();
    await jobs.enqueue(database().db, 'test.job', {});
    await until(() => entered.length === 1);
    const leases = new Set<number>();
    await until(async () => leases.add(await leasedUntilMs(database())).size === 6);
    expect(entered).toHaveLength(1);
    entered[0]?.leave();
    await untilEmpty(jobs);
  });

  it('interrupts a handler that has lost its lease', async () => {
    const { open } = installation();
    const { entered, handler } = gate();
    const jobs = open({ 'test.job': handler }, { leaseSeconds: 0.3 });
    await jobs.start();
    await jobs.enqueue(database().db, 'test.job', {});
    await until(() => entered.length === 1);
    await sql`update jobs.job set attempt = attempt + 1`.execute(database().db);
    await until(() => entered[0]?.signal.aborted === true);
    entered[0]?.leave();
    expect(await jobs.stats()).toMatchObject({ claimed: 1 });
  });

  it('lets running jobs end when it stops, and takes no more', async () => {
    const { open } = installation();
    const { entered, handler } = gate();
    const jobs = open({ 'test.job': handler }, { concurrency: 1, stopSeconds: 10 });
    await jobs.start();
    await jobs.enqueue(database().db, 'test.job', { number: 1 });
    await until(() => entered.length === 1);
    await jobs.enqueue(database().db, 'test.job', { number: 2 });
    const stopped = jobs.stop();
    entered[0]?.leave();
    await stopped;
    expect(entered).toHaveLength(1);
    const { ready, claimed } = await jobs.stats();
    expect(ready + claimed).toBe(1);
  });

  it('interrupts jobs that outlast its patience and gives them back, also those that take no notice', async () => {
    const { open, clock } = installation();
    const stubborn = gate();
    const interrupted: unknown[] = [];
    const handlers = {
      'test.stubborn': stubborn.handler,
      'test.willing': (_job: unknown, { signal }: { signal: AbortSignal }) =>
        new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            interrupted.push(signal.reason);
            resolve();
          });
        }),
    };
    const one = open(handlers);
    await one.start();
    await one.enqueueMany(database().db, [
      { name: 'test.stubborn', payload: {} },
      { name: 'test.willing', payload: {} },
    ]);
    await until(async () => (await startedCount(database())) === 2);
    await one.stop();
    expect(interrupted).toEqual([new Error('the process stops')]);
    expect(await one.stats()).toMatchObject({ ready: 2, claimed: 0, dead: 0 });

    // Neither waits for anything: an interruption is no failure.
    const { jobs: ran, handler } = recorder();
    const two = open({ 'test.stubborn': handler, 'test.willing': handler });
    await two.start();
    await until(() => ran.length === 2);
    await untilEmpty(two);
    expect(clock.now()).toEqual(noon);
    stubborn.entered[0]?.leave();
  });

  it('runs no more jobs at once than it was told', async () => {
    const { open } = installation();
    const { entered, handler } = gate();
    const jobs = open({ 'test.job': handler }, { concurrency: 3 });
    await jobs.start();
    const many = Array.from({ length: 7 }, () => ({ name: 'test.job', payload: {} }));
    await jobs.enqueueMany(database().db, many);
    for (let left = 0; left < 7; left++) {
      await until(() => entered.length === Math.min(7, left + 3));
      entered[left]?.leave();
    }
    await untilEmpty(jobs);
  });

  it('runs each of many jobs once with two processes at work', async () => {
    const { open } = installation();
    const { jobs: ran, handler } = recorder();
    const [one, two] = [open({ 'test.job': handler }), open({ 'test.job': handler })];
    await Promise.all([one.start(), two.start()]);
    await one.enqueueMany(
      database().db,
      Array.from({ length: 250 }, (_, number) => ({ name: 'test.job', payload: { number } })),
    );
    await until(() => ran.length >= 250);
    await untilEmpty(one);
    expect(ran).toHaveLength(250);
    expect(new Set(ran.map(({ payload }) => payload['number'])).size).toBe(250);
  });

  it('waits with a job nobody knows how to do until a newer process does', async () => {
    const { open, clock } = installation();
    const older = open({});
    await older.start();
    const { jobs: ran, handler } = recorder();
    const newer = open({ 'test.new': handler });
    await newer.enqueue(database().db, 'test.new', {});
    await until(async () => (await failureCount(database())) === 1);
    await older.stop();
    await newer.start();
    clock.advance({ seconds: 11 });
    await until(() => ran.length === 1);
  });
}

async function runAt({ db }: OpenedDatabase): Promise<Date> {
  const { rows } = await sql<{ runAt: Date }>`select run_at as "runAt" from jobs.job`.execute(db);
  return rows[0]?.runAt ?? noon;
}

async function leasedUntilMs({ db }: OpenedDatabase): Promise<number> {
  const { rows } = await sql<{ until: Date }>`select leased_until as until from jobs.job`.execute(db);
  return rows[0]?.until.getTime() ?? 0;
}

async function startedCount({ db }: OpenedDatabase): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(started_at) as count from jobs.job`.execute(db);
  return rows[0]?.count ?? 0;
}

async function failureCount({ db }: OpenedDatabase): Promise<number> {
  const { rows } = await sql<{ count: number }>`select sum(failures)::int as count from jobs.job`.execute(db);
  return rows[0]?.count ?? 0;
}
