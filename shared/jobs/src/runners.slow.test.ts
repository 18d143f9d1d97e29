import type { OpenedDatabase } from '@foyer/database';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { describeRunners, gate, recorder, until, untilDone, untilEmpty } from './jobs-fixture.ts';

describeRunners('jobs', (database, installation) => {
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
});

async function failureCount({ db }: OpenedDatabase): Promise<number> {
  const { rows } = await sql<{ count: number }>`select sum(failures)::int as count from jobs.job`.execute(db);
  return rows[0]?.count ?? 0;
}
