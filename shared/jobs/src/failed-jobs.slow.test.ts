import type { OpenedDatabase } from '@foyer/database';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { JobFailedForGood, JobFailedForNow, JobMustWait } from './index.ts';
import { describeRunners, gate, noon, recorder, until, untilEmpty } from './jobs-fixture.ts';

describeRunners('failed jobs', (database, installation) => {
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
});

const failsForGood = async (): Promise<never> => {
  throw new JobFailedForGood('no');
};

async function runAt({ db }: OpenedDatabase): Promise<Date> {
  const { rows } = await sql<{ runAt: Date }>`select run_at as "runAt" from jobs.job`.execute(db);
  return rows[0]?.runAt ?? noon;
}
