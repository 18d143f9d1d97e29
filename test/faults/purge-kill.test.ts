import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { migrate, openDatabase, type Database } from '@foyer/database';
import { silentLog } from '@foyer/runtime/testing';
import { systemMigrations } from '@foyer/server/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDatabase } from '../support/empty-database.ts';
import { spawnServer, startFoyer, temporaryFolder } from '../support/foyer-process.ts';
import { freePort } from '../support/free-port.ts';
import { countRecords, writeCopies, writeRecords } from '../support/life-of-messages.ts';
import { putMadeCluster } from '../support/made-cluster.ts';

// The promise: what is over its time goes, and nothing else does, whatever dies in the middle of it.

const numbers = { due: 2000, held: 40, kept: 200 };
// Copies go before the rows of a batch of 500: once in the middle of them, and once right behind the commit of rows.
const kills = [
  { of: 'copies', left: 1750 },
  { of: 'rows', left: 1000 },
] as const;

const settings = [
  {
    title: 'with the embedded database',
    open: async () => await Promise.resolve({ url: undefined, drop: async () => {} }),
  },
  ...(process.env['TEST_DATABASE_URL'] === undefined
    ? []
    : [{ title: 'with PostgreSQL', open: async () => await emptyDatabase('purge') }]),
];

describe.each(settings)(
  `a purge of ${numbers.due} messages that is killed ${kills.length} times, $title`,
  ({ open }) => {
    let folder: Awaited<ReturnType<typeof temporaryFolder>>;
    let database: Awaited<ReturnType<typeof open>>;

    beforeAll(async () => {
      folder = await temporaryFolder();
      database = await open();
      if (database.url === undefined) await putMadeCluster(folder.path);
      await inDatabase(async (db) => {
        await migrate(db, systemMigrations);
        await writeRecords(db, numbers);
        await writeCopies(db, join(folder.path, 'outbox'));
        await askForPurge(db);
      });
    });
    afterAll(async () => {
      await database.drop();
      await folder.remove();
    });

    it('leaves nothing that is due, and everything that is not or is held', async () => {
      for (const [index, kill] of kills.entries()) {
        // The copies of mails are what can be seen of it from outside.
        await purgeUntil(kill);
        const { counts, broken } = await inDatabase(async (db) => {
          await askForPurge(db);
          return { counts: await countRecords(db), broken: await brokenRuns(db) };
        });
        expect(broken).toBe(index + 1);
        expect(counts['contact.message due']).toBeGreaterThan(0);
        expect(counts).toMatchObject(whatStays);
        for (const [record, item] of [
          ['contact.message', 'inbox.item message'],
          ['callback.request', 'inbox.item callback'],
        ]) {
          expect([item, counts[`${item} due`]]).toEqual([item, counts[`${record} due`]]);
        }
      }

      const foyer = await startFoyer({
        dataDir: folder.path,
        env: database.url === undefined ? {} : environment(),
      });
      const deadline = Date.now() + 60_000;
      while ((await copies()) > numbers.held + numbers.kept && Date.now() < deadline) await setTimeout(100);
      // Lets the job under way come to its end.
      await foyer.end('SIGTERM');
      expect(await inDatabase(countRecords)).toEqual(whatStays);
      expect(await copies()).toBe(numbers.held + numbers.kept);
    }, 240_000);

    const whatStays = Object.fromEntries(
      ['contact.message', 'callback.request', 'inbox.item message', 'inbox.item callback'].flatMap((what) => [
        [`${what} held`, numbers.held],
        [`${what} kept`, numbers.kept],
      ]),
    );

    /** Starts the server, which purges, and kills it as soon as no more than so many are left of what is due. */
    async function purgeUntil({ of, left }: (typeof kills)[number]): Promise<void> {
      const port = await freePort();
      const watch = await watchRows();
      const child = spawnServer({ ...environment(), PORT: String(port) });
      const ended = once(child, 'exit');
      try {
        const deadline = Date.now() + 60_000;
        const count = of === 'rows' && watch !== undefined ? watch.count : copies;
        while ((await count()) > left + numbers.held + numbers.kept) {
          if (Date.now() > deadline || child.exitCode !== null) throw new Error('nothing was purged');
          await setTimeout(2);
        }
        // Nobody can look into the embedded database: somewhere in the rows, or behind them.
        if (of === 'rows' && watch === undefined) await setTimeout(Math.random() * 500);
      } finally {
        child.kill('SIGKILL');
        await Promise.all([ended, watch?.close()]);
      }
    }

    /** Looks on beside the server; undefined where nobody else may open the database. */
    async function watchRows() {
      const { url } = database;
      if (url === undefined) return undefined;
      const opened = await openDatabase({ url, dataDir: folder.path, log: silentLog() });
      return {
        count: async () => {
          const { rows } = await sql<{ n: number }>`select count(*) as n from contact.message`.execute(
            opened.db,
          );
          return rows[0]?.n ?? 0;
        },
        close: async () => await opened.close(),
      };
    }

    function environment(): Record<string, string> {
      return {
        PATH: process.env['PATH'] ?? '',
        HOME: process.env['HOME'] ?? '',
        DATA_DIR: folder.path,
        METRICS_PORT: '0',
        LOG_LEVEL: 'warn',
        ...(database.url !== undefined && { DATABASE_URL: database.url, AUTO_MIGRATE: 'true' }),
      };
    }

    async function copies(): Promise<number> {
      return (await readdir(join(folder.path, 'outbox'))).filter((name) => name.startsWith('contact-notify'))
        .length;
    }

    async function inDatabase<Answer>(ask: (db: Database) => Promise<Answer>): Promise<Answer> {
      const { url } = database;
      const opened = await openDatabase({
        ...(url !== undefined && { url }),
        dataDir: folder.path,
        log: silentLog(),
      });
      try {
        return await ask(opened.db);
      } finally {
        await opened.close();
      }
    }
  },
);

/**
 * What the next quarter of an hour brings, now: nobody waits here for that, or for the lease of the job that was killed.
 * Under its key, so that it does not bring a second one in the middle of this.
 */
async function askForPurge(db: Database): Promise<void> {
  const quarterMilliseconds = 900_000;
  const slot = new Date((Math.floor(Date.now() / quarterMilliseconds) + 1) * quarterMilliseconds);
  await sql`delete from jobs.job`.execute(db);
  await sql`
    insert into jobs.job (id, name, payload, run_at, created_at, key)
    values (gen_random_uuid(), 'privacy.purge', '{}', now(), now(), ${`privacy.purge@${slot.toISOString()}`})`.execute(
    db,
  );
}

async function brokenRuns(db: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from privacy.purge_run where ended_at is null`.execute(db);
  return rows[0]?.n ?? 0;
}
