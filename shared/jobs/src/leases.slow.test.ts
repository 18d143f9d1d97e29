import type { OpenedDatabase } from '@foyer/database';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { describeRunners, gate, noon, recorder, until, untilEmpty } from './jobs-fixture.ts';

describeRunners('leases of jobs', (database, installation) => {
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
});

async function leasedUntilMs({ db }: OpenedDatabase): Promise<number> {
  const { rows } = await sql<{ until: Date }>`select leased_until as until from jobs.job`.execute(db);
  return rows[0]?.until.getTime() ?? 0;
}

async function startedCount({ db }: OpenedDatabase): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(started_at) as count from jobs.job`.execute(db);
  return rows[0]?.count ?? 0;
}
