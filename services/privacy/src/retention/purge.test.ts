import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPrivacy, testServices, type OpenPrivacy } from '../privacy-fixture.ts';
import { lettersHolding, letterServices, type Letters } from './letters-fixture.ts';

describeDatabases(
  'the purge of all holdings',
  (open) => {
    let test: OpenPrivacy;
    let busy: Letters;
    let small: Letters;
    let scrubbed: string[][];
    const turns: string[] = [];
    beforeEach(async () => {
      turns.length = 0;
      scrubbed = [];
      busy = lettersHolding(() => open().db, 'test.busy');
      busy.onPurge = () => void turns.push('busy');
      small = { ...lettersHolding(() => open().db, 'test.small'), columns: [] };
      small.purge = async () => {
        turns.push('small');
        return { purged: 0, more: false };
      };
      test = await openPrivacy(open(), {
        holdings: () => [busy, small],
        scrub: async (tables) => void scrubbed.push([...tables]),
      });
    });
    afterEach(async () => await test.close());

    const purge = async (signal = new AbortController().signal): Promise<void> => {
      const job = { id: 'x', name: 'privacy.purge', payload: {}, attempt: 1 };
      await test.privacy.jobs['privacy.purge']?.(job, { signal, log: test.log });
    };
    const writeMany = async (number: number): Promise<void> => {
      await sql`
        insert into test_letters.letter
        select gen_random_uuid(), 'zoe@example.org', '2026-01-01'::timestamptz + n * interval '1 second'
        from generate_series(1, ${number}::integer) as n`.execute(open().db);
    };
    const runs = async () => (await test.desk('GET', 'retention/runs')).body.items;

    it('gives each holding its turn after every batch, and says what it did in counts', async () => {
      await writeMany(1200);
      await purge();
      expect(turns).toEqual(['busy', 'small', 'busy', 'busy']);
      expect(await runs()).toMatchObject([{ outcome: 'done', purged: { 'test.busy': 1200 } }]);
      expect(scrubbed).toEqual([['test_letters.letter', 'jobs.job']]);
    });

    it('writes no line when there was nothing to do', async () => {
      await purge();
      expect(await runs()).toEqual([]);
    });

    it('stops after the batch under way when the process ends, and the next run goes on', async () => {
      await writeMany(1200);
      const stop = new AbortController();
      busy.onPurge = () => stop.abort();
      await purge(stop.signal);
      expect(await runs()).toMatchObject([{ outcome: 'stopped', purged: { 'test.busy': 500 } }]);
      busy.onPurge = () => undefined;
      await purge();
      expect(await runs()).toMatchObject([{ outcome: 'done', purged: { 'test.busy': 700 } }, {}]);
    });

    it('loses nothing but the batch under way when it is killed, and the line of the run says how far it came', async () => {
      await writeMany(1200);
      let batches = 0;
      // The process dies: nothing that comes after this is ever run.
      const killed = new Promise<void>((resolve) => {
        busy.onPurge = () => {
          batches += 1;
          if (batches < 3) return undefined;
          resolve();
          return new Promise<void>(() => undefined);
        };
      });
      void purge();
      await killed;
      expect(await runs()).toMatchObject([{ outcome: null, endedAt: null, purged: { 'test.busy': 1000 } }]);
      busy.onPurge = () => undefined;
      await purge();
      expect(await runs()).toMatchObject([{ outcome: 'done', purged: { 'test.busy': 200 } }, {}]);
    });

    it('does not let a holding that fails keep the others from their turn', async () => {
      await writeMany(1);
      small.purge = async () => Promise.reject(new Error('no such table'));
      await expect(purge()).rejects.toThrow('the purge of test.small failed');
      expect(await runs()).toMatchObject([{ outcome: 'failed', purged: { 'test.busy': 1 } }]);
    });
  },
  { services: [...testServices, ...letterServices] },
);
