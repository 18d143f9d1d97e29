import type { Database } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { liveThroughCanaries, purgeAll } from '@foyer/service/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { captchaMigrations } from './captcha.ts';
import { columnsWithoutPersonalData } from './personal-data.ts';
import { openCaptcha, solve } from './test-captcha.ts';
import type { TestCaptcha } from './test-captcha.ts';

const ADDRESSES = ['203.0.113.77', '198.51.100.201', '2001:db8:77:1::beef', '::ffff:192.0.2.99'];
// Also how they would look as prefixes, groups and bytes.
const TRACES = [
  ...ADDRESSES,
  '203.0.113',
  '198.51.100',
  '192.0.2',
  '2001:db8:77',
  'cb00714d',
  'c63364c9',
  '20010db80077',
];

async function count(db: Database): Promise<{ keys: number; marks: number } | undefined> {
  const { rows } = await sql<{ keys: number; marks: number }>`
    select (select count(*) from captcha.address_key) as keys,
           (select count(*) from captcha.spent_puzzle) as marks`.execute(db);
  return rows[0];
}

describeDatabases(
  'privacy of addresses',
  (open) => {
    let test: TestCaptcha;
    beforeEach(async () => {
      test = await openCaptcha(open());
    });
    afterEach(async () => test.close());

    it('leaves no address in the database, the log or the metrics', async () => {
      for (const address of ADDRESSES) {
        expect(await test.verifySolution(await solve(await test.puzzle(address)))).toMatchObject({
          status: 200,
        });
        await test.server.fetch('/api/v1/puzzle?sitekey=x', { headers: { 'x-forwarded-for': address } });
      }
      const tables = ['captcha.site', 'captcha.spent_puzzle', 'captcha.address_key'];
      const rows = await Promise.all(
        tables.map(async (table) =>
          sql`select row.*::text from ${sql.table(table)} as row`.execute(open().db),
        ),
      );
      expect(rows.every((result) => result.rows.length > 0)).toBe(true);
      const kept = [
        JSON.stringify(rows.map((result) => result.rows)),
        JSON.stringify([...test.log.lines, ...test.server.log.lines]),
        await test.metrics.registry.metrics(),
        await test.server.metrics.registry.metrics(),
      ];
      for (const text of kept) for (const trace of TRACES) expect(text.toLowerCase()).not.toContain(trace);
    });

    it('says of each column whether it is personal data', async () => {
      const { rows } = await sql<{ name: string }>`
        select table_schema || '.' || table_name || '.' || column_name as name
        from information_schema.columns where table_schema = 'captcha'`.execute(open().db);
      const claimed = [
        ...columnsWithoutPersonalData,
        ...test.captcha.personalData.flatMap(({ columns }) => columns),
      ];
      expect(rows.map(({ name }) => name).toSorted()).toEqual(claimed.toSorted());
    });

    it('deletes what is over its time in every holding on its day, and not before', async () => {
      const seen = await liveThroughCanaries(test.captcha.personalData, test.clock.now());
      expect(seen).toEqual({
        'captcha.address_counters': { marks: 3, before: 0, onTheDay: 1, after: 0 },
      });
    });

    it('deletes the keys of addresses after 48 hours and replay marks after their puzzles', async () => {
      await test.verifySolution(await solve(await test.puzzle()));
      const [holding] = test.captcha.personalData;
      expect(await holding?.oldest()).toEqual(new Date('2026-03-01T12:00:00Z'));
      const run = async (name: string) => {
        const job = { id: 'x', name, payload: {}, attempt: 1 };
        await test.captcha.jobs[name]?.(job, { signal: new AbortController().signal, log: test.log });
      };
      await run('captcha.purge');
      await purgeAll(test.captcha.personalData, test.clock.now());
      expect(await count(open().db)).toEqual({ keys: 1, marks: 1 });
      test.clock.advance({ minutes: 26 });
      await run('captcha.purge');
      expect(await count(open().db)).toEqual({ keys: 1, marks: 0 });
      test.clock.advance({ hours: 48 });
      await purgeAll(test.captcha.personalData, test.clock.now());
      expect(await count(open().db)).toEqual({ keys: 0, marks: 0 });
    });
  },
  { services: [{ name: 'captcha', migrations: captchaMigrations }] },
);
