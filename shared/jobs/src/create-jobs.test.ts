import { createBus } from '@foyer/bus';
import { describeDatabases } from '@foyer/database/testing';
import { createMetrics } from '@foyer/runtime';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { deleteJobs, JobFailedForGood, jobMigrations } from './index.ts';
import { gate, noon, recorder, until, untilDone, untilEmpty, useInstallations } from './jobs-fixture.ts';

const services = [{ name: 'jobs', migrations: jobMigrations }];

describeDatabases(
  'jobs',
  (database) => {
    const installation = useInstallations(database);

    it('enqueues a schedule once for each slot however many processes keep it', async () => {
      const { open, clock } = installation();
      const { jobs: ran, handler } = recorder();
      const schedules = [
        { name: 'hourly purge', job: 'test.purge', everySeconds: 3_600, payload: { limit: 5 } },
      ];
      const one = open({ 'test.purge': handler }, { schedules });
      const others = [2, 3].map(() => open({ 'test.purge': handler }, { schedules }));
      await Promise.all([one, ...others].map((jobs) => jobs.start()));
      for (let hour = 1; hour <= 3; hour++) {
        clock.advance({ minutes: 60 });
        await untilDone(one, ran, hour);
      }
      clock.advance({ minutes: 59 });
      await untilEmpty(one);
      expect(ran.map(({ payload }) => payload)).toEqual([{ limit: 5 }, { limit: 5 }, { limit: 5 }]);
    });

    it('makes up once for all the slots that nobody was there for', async () => {
      const { open, clock } = installation();
      const { jobs: ran, handler } = recorder();
      const schedules = [{ name: 'minutely', job: 'test.purge', everySeconds: 60 }];
      const before = open({ 'test.purge': handler }, { schedules });
      await before.start();
      await before.stop();
      clock.advance({ hours: 5 });
      const after = open({ 'test.purge': handler }, { schedules });
      await after.start();
      await untilDone(after, ran, 1);
      clock.advance({ seconds: 60 });
      await until(() => ran.length === 2);
    });

    it('moves a schedule forward that has become more frequent', async () => {
      const { open, clock } = installation();
      const { jobs: ran, handler } = recorder();
      const schedule = { name: 'purge', job: 'test.purge' };
      const before = open({ 'test.purge': handler }, { schedules: [{ ...schedule, everySeconds: 86_400 }] });
      await before.start();
      await before.stop();
      const after = open({ 'test.purge': handler }, { schedules: [{ ...schedule, everySeconds: 60 }] });
      await after.start();
      clock.advance({ seconds: 60 });
      await until(() => ran.length === 1);
    });

    it('wakes another process through the bus', async () => {
      const { open, log } = installation();
      const bus = createBus({ log });
      const { jobs: ran, handler } = recorder();
      // Too rarely to be what finds the job.
      const worker = open({ 'test.job': handler }, { bus, pollSeconds: 600 });
      const web = open({ 'test.job': handler }, { bus, role: { claim: false, work: false } });
      await worker.start();
      await web.start();
      await web.enqueue(database().db, 'test.job', {});
      await until(() => ran.length === 1);
    });

    it('takes over at its start what a dead process left, when nobody else can be at it', async () => {
      const { open } = installation();
      const { entered, handler } = gate();
      const dead = open({ 'test.job': handler });
      await dead.start();
      await dead.enqueue(database().db, 'test.job', {});
      await until(() => entered.length === 1);
      const { jobs: ran, handler: recording } = recorder();
      const next = open({ 'test.job': recording }, { isOnlyProcess: true });
      // Full, so that only the next process can take it.
      await Promise.all(Array.from({ length: 7 }, () => dead.enqueue(database().db, 'test.job', {})));
      await until(() => entered.length === 8);
      await next.start();
      await until(() => ran.length === 8);
    });

    it('deletes jobs by their keys in the transaction of an erasure, waiting, running and dead ones', async () => {
      const { open } = installation();
      const { db } = database();
      const { entered, handler } = gate();
      const jobs = open({
        'test.job': handler,
        'test.dies': async () => {
          throw new JobFailedForGood('no way');
        },
      });
      await jobs.enqueueMany(db, [
        { name: 'test.job', payload: {}, key: 'running, "quoted"' },
        { name: 'test.dies', payload: {}, key: 'dead' },
      ]);
      await jobs.start();
      await until(() => entered.length === 1);
      await until(async () => (await jobs.deadJobs()).length === 1);
      const later = new Date(noon.getTime() + 3_600_000);
      await jobs.enqueueMany(db, [
        { name: 'test.job', payload: {}, key: 'waiting', at: later },
        { name: 'test.job', payload: {}, key: 'another', at: later },
        { name: 'test.job', payload: {}, at: later },
      ]);

      const keys = ['running, "quoted"', 'dead', 'waiting', 'of nobody'];
      const undone = db.transaction().execute(async (trx) => {
        expect(await deleteJobs(trx, keys)).toBe(3);
        throw new Error('the erasure failed');
      });
      await expect(undone).rejects.toThrow('the erasure failed');
      expect(await deleteJobs(db, [])).toBe(0);
      expect(await deleteJobs(db, keys)).toBe(3);
      expect(await jobs.deadJobs()).toEqual([]);
      entered[0]?.leave();
      const { rows } = await sql<{ key: string | null }>`select key from jobs.job order by key`.execute(db);
      expect(rows).toEqual([{ key: 'another' }, { key: null }]);
    });

    it('does nothing in a process without the role', async () => {
      const { open } = installation();
      const { jobs: ran, handler } = recorder();
      const idle = open({ 'test.job': handler }, { role: { claim: false, work: true } });
      await idle.start();
      await idle.enqueue(database().db, 'test.job', {});
      const worker = open({ 'test.job': async () => {} });
      await worker.start();
      await untilEmpty(worker);
      expect(ran).toEqual([]);
    });

    it('refuses a job without a handler, one with too large a payload, and schedules that cannot run', async () => {
      const { open } = installation();
      const { db } = database();
      const jobs = open({ 'test.job': async () => {} });
      await expect(jobs.enqueue(db, 'test.jbo', {})).rejects.toThrow(
        "a job needs a handler of its name, got 'test.jbo'",
      );
      await expect(jobs.enqueue(db, 'toString', {})).rejects.toThrow('a job needs a handler');
      await expect(jobs.enqueue(db, 'test.job', { text: 'x'.repeat(9_000) })).rejects.toThrow(
        'at most 8192 bytes',
      );
      await jobs.enqueueMany(db, []);
      expect(await jobs.stats()).toEqual({ ready: 0, claimed: 0, dead: 0, oldestReadySeconds: 0 });
      const refusing = (schedule: { name: string; job: string; everySeconds: number }) => () =>
        open({ 'test.job': async () => {} }, { schedules: [schedule, schedule] });
      expect(refusing({ name: 'a', job: 'test.job', everySeconds: 60 })).toThrow("got 'a' twice");
      expect(refusing({ name: 'a', job: 'none', everySeconds: 60 })).toThrow("got 'none'");
      expect(refusing({ name: 'a', job: 'test.job', everySeconds: 0 })).toThrow(
        'must be a number of 1 or more, got 0',
      );
    });

    it('tells its state in stats and metrics', async () => {
      const { open, clock } = installation();
      const metrics = createMetrics();
      const jobs = open(
        {
          'test.job': async ({ payload }) => {
            if (payload['fails'] === true) throw new Error('no');
          },
        },
        { metrics, retry: { maxAttempts: 1 } },
      );
      const { db } = database();
      await jobs.enqueue(db, 'test.job', { fails: true });
      await jobs.enqueue(db, 'test.job', {}, { at: new Date('2026-03-01T12:00:10Z') });
      clock.advance({ seconds: 4 });
      expect(await jobs.stats()).toEqual({ ready: 2, claimed: 0, dead: 0, oldestReadySeconds: 4 });
      expect(await metrics.registry.metrics()).toContain('foyer_job_lag_seconds 4');
      await jobs.start();
      clock.set(new Date(noon.getTime() + 20_000));
      // Counted when it is known to be done, which is after its row is gone.
      const done = 'foyer_job_seconds_count{job="test.job",outcome="done"} 1';
      await until(async () => (await metrics.registry.metrics()).includes(done));
      await untilEmpty(jobs);
      const text = await metrics.registry.metrics();
      expect(text).toContain('foyer_jobs{state="dead"} 1');
      expect(text).toContain('foyer_jobs{state="ready"} 0');
      expect(text).toContain('foyer_job_failures_total{job="test.job"} 1');
    });
  },
  { services },
);
