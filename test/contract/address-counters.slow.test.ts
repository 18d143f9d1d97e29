import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { keepDumps } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { keptOutOfDumps, systemMigrations, writeBackup } from '@foyer/server/testing';
import { Redis } from 'ioredis';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openAllServices, type AllServices } from '../support/all-services.ts';

// The promise: who sent how much is counted under keyed digests, the counters go within 30 days, the keys within 48 hours.

const redisUrl = process.env['TEST_REDIS_URL'];
const prefix = `foyer-counters-${process.pid}`;
const start = new Date('2026-11-23T10:00:00Z');
const dayMilliseconds = 86_400_000;

/** Tables with digests under which somebody is counted, and the column that says since when. */
const counters = {
  'contact.sent_mail': 'sent_at',
  'callback.recipient': 'sent_at',
  'privacy.link_request': 'requested_at',
  'staff.sign_in_attempt': 'attempted_at',
};
const keys = { 'captcha.address_key': 'created_at', 'staff.attempt_key': 'created_at' };
const tables = [...Object.keys(keys), ...Object.keys(counters)];

describeDatabases(
  'counters of addresses and the keys of their digests',
  (open) => {
    let hall: AllServices;
    let siteKey: string;
    // As installations have it: in the memory beside the embedded database.
    const isInRedis = () => redisUrl !== undefined && open().engine === 'postgres';
    beforeEach(async () => {
      const counting = isInRedis() ? { redisUrl, prefix } : {};
      hall = await openAllServices(open(), start.toISOString(), counting);
      ({ siteKey } = await hall.services.captcha.sites.ensureDemoSite({
        name: 'Demo page',
        origins: ['https://hall.example'],
      }));
    });
    afterEach(async () => await hall.close());

    it('go on their day, the counters in the memory too when nobody comes any more', async () => {
      let most = 0;
      // Day by day while something comes in, and then in weeks.
      for (const day of [0, 1, 2, 3, 4, 5, 12, 19, 26, 33]) {
        hall.clock.set(new Date(start.getTime() + day * dayMilliseconds));
        if (day < 3) await visit();
        if (day === 2)
          for (const table of tables) expect([table, (await count(table)) > 0]).toEqual([table, true]);
        if (day === 2) if (isInRedis()) await expectRedisToForget();
        // As late as the schedule may be.
        hall.clock.advance({ hours: 23, minutes: 45 });
        await hall.run('privacy.purge');
        hall.clock.advance({ minutes: 15 });
        await hall.run('privacy.purge');
        expect([day, await older(keys, 2)]).toEqual([day, []]);
        expect([day, await older(counters, 30)]).toEqual([day, []]);
        most = Math.max(most, await count('captcha.address_key'));
      }
      expect(most).toBe(2);
      for (const table of tables) expect([table, await count(table)]).toEqual([table, 0]);
      expect(hall.counters.forgetExpired(hall.clock.now())).toBe(0);
    }, 120_000);

    it('are in no dump and in no backup', async () => {
      await visit();
      const { rows } = await sql<{ key: string }>`
        select encode(key, 'hex') as key from captcha.address_key
        union all select encode(key, 'hex') from staff.attempt_key`.execute(open().db);
      expect(rows.length).toBeGreaterThan(1);
      const dumps = keepDumps({
        db: open().db,
        folder: hall.dataFolder.dumps,
        everySeconds: 3600,
        keep: 1,
        maxAgeSeconds: 3600,
        exceptTables: keptOutOfDumps,
        clock: hall.clock,
        log: hall.log,
      });
      const dataDir = dirname(hall.dataFolder.dumps);
      const backup = join(dataDir, 'backup.jsonl.gz');
      await writeBackup(open(), dataDir, backup);
      for (const path of [await dumps.dumpNow(), backup]) {
        const text = gunzipSync(await readFile(path)).toString();
        expect(text).toContain('contact.message');
        for (const { key } of rows) {
          expect(text).not.toContain(key);
          expect(text).not.toContain(Buffer.from(key, 'hex').toString('base64'));
        }
        for (const table of tables) expect(text).not.toContain(table);
      }
      await dumps.stop();
    });

    async function visit(): Promise<void> {
      expect((await hall.server.fetch(`/api/v1/puzzle?sitekey=${siteKey}`)).status).toBe(200);
      const zoe = { name: 'Zoë', email: 'zoe@example.org' };
      expect(await hall.send('/contact/messages', { ...zoe, topic: 'sales', message: 'Hi.' })).toBe(201);
      const call = { ...zoe, phone: '+31 20 123 4567', slot: 'asap', zone: 'Europe/Amsterdam' };
      expect(await hall.send('/callback/requests', call)).toBe(201);
      expect(await hall.send('/my-data', { email: zoe.email })).toBe(202);
      const signIn = await hall.server.fetch('/desk/api/session/password', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        body: JSON.stringify({ email: zoe.email, password: 'a wrong password' }),
      });
      expect(signIn.status).toBe(401);
      await hall.runDueJobs();
    }

    async function count(table: string): Promise<number> {
      const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
        open().db,
      );
      return rows[0]?.n ?? 0;
    }

    /** Tables with rows that are older than so many days. */
    async function older(columns: Record<string, string>, days: number): Promise<string[]> {
      const moment = new Date(hall.clock.now().getTime() - days * dayMilliseconds);
      const found: string[] = [];
      for (const [table, column] of Object.entries(columns)) {
        const { rows } = await sql`
          select 1 from ${sql.table(table)} where ${sql.ref(column)} < ${moment} limit 1`.execute(open().db);
        if (rows.length > 0) found.push(table);
      }
      return found;
    }
  },
  { services: [...systemMigrations] },
);

/** Redis goes by its own clock: what counts is how long it was told to keep each of them. */
async function expectRedisToForget(): Promise<void> {
  if (redisUrl === undefined) return;
  const redis = new Redis(redisUrl);
  const names = await redis.keys(`${prefix}:counter:*`);
  expect(names.some((name) => name.includes('captcha:address:'))).toBe(true);
  for (const name of names) {
    const left = await redis.pttl(name);
    expect([name, left > 0 && left <= 30 * dayMilliseconds]).toEqual([name, true]);
  }
  redis.disconnect();
}
