import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseOrTx } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { systemMigrations } from '@foyer/server/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openAllServices, type AllServices } from '../support/all-services.ts';

describeDatabases(
  'the promises of all services',
  (open) => {
    let hall: AllServices;
    let callbacks = 0;
    beforeEach(async () => {
      hall = await openAllServices(open(), '2026-11-23T10:00:00Z');
    });
    afterEach(async () => await hall.close());

    const holdings = () => hall.services.all.flatMap(({ personalData }) => personalData);
    const due = async (at: Date): Promise<[string, number][]> => {
      const counts: [string, number][] = [];
      for (const holding of holdings()) {
        const count = await holding.due({ now: at, held: [] });
        if (count > 0) counts.push([holding.name, count]);
      }
      return counts;
    };
    const write = async (): Promise<void> => {
      const contact = {
        name: 'Zoë Großmann',
        email: 'zoe@example.org',
        topic: 'sales',
        message: 'A question.',
      };
      expect(await hall.send('/contact/messages', contact)).toBeLessThan(400);
      const [held] = await hall.services.contact.held();
      expect(await hall.services.contact.release(held?.reference ?? '')).toBe('released');
      const callback = { name: 'Zoë', phone: '+31 20 123 4567', slot: 'asap', zone: 'Europe/Amsterdam' };
      if ((await hall.send('/callback/requests', callback)) < 400) callbacks += 1;
    };
    const aDayLater = async (hours = 24): Promise<void> => {
      hall.clock.advance({ hours });
      await hall.run('contact.close_due');
      await hall.run('privacy.purge');
      await hall.runDueJobs();
    };

    it('walks 400 days on which nothing stays past its day, and at their end nothing is left', async () => {
      for (let day = 1; day <= 400; day += 1) {
        // On Mondays, when somebody is there to call.
        if (day < 150 && day % 14 === 1) await write();
        if (day % 40 === 1) await hall.run('privacy.prove');
        await aDayLater(day % 40 === 3 ? 22 : 24);
        if (day % 4 === 2) expect([day, await due(hall.clock.now())]).toEqual([day, []]);
        if (day % 40 === 2) {
          hall.clock.advance({ hours: 2 });
          await hall.run('privacy.purge');
          await hall.run('privacy.prove');
          const { promises } = await hall.services.privacy.retention.overview('en');
          const broken = promises.filter(
            ({ overdue, canaryFoundIn }) => overdue > 0 || canaryFoundIn.length > 0,
          );
          expect([day, broken]).toEqual([day, []]);
        }
      }
      expect(callbacks).toBeGreaterThan(3);
      // The last canaries are of the holdings whose day has not come; they go like everything else.
      await aDayLater(72);
      const tables = [
        'contact.message',
        'contact.sent_mail',
        'callback.request',
        'inbox.item',
        'captcha.address_key',
      ];
      for (const table of tables) expect([table, await rowsIn(open().db, table)]).toEqual([table, 0]);
      expect(await readdir(hall.dataFolder.outbox)).toEqual([]);
      expect(await rowsIn(open().db, 'jobs.job')).toBe(0);
    }, 300_000);

    it('takes ids of every shape among the held ones, in every holding', async () => {
      await hall.run('privacy.prove');
      hall.clock.advance({ hours: 26, minutes: 30 });
      const now = hall.clock.now();
      // Days, digests and words are ids too, in tables of others.
      const held = ['2026-11-23', '01890000-0000-7000-8000-000000000000', 'é'];
      for (const holding of holdings()) {
        const count = await holding.due({ now, held: [] });
        expect([holding.name, await holding.due({ now, held })]).toEqual([holding.name, count]);
        await holding.purge({ now, held, limit: 10 });
        expect([holding.name, await holding.due({ now, held })]).toEqual([holding.name, 0]);
      }
    });

    it('plants a canary in every holding, which is gone from everywhere the day after', async () => {
      await hall.run('privacy.prove');
      // A second process, or the next hour.
      await hall.run('privacy.prove');
      const { rows } = await sql<{ holding: string; marks: string[] }>`
        select holding, marks from privacy.canary order by holding`.execute(open().db);
      expect(rows.map(({ holding }) => holding)).toEqual(
        holdings()
          .map(({ name }) => name)
          .toSorted(),
      );
      const marks = rows.flatMap((row) => row.marks);
      expect(marks.length).toBeGreaterThan(rows.length);
      expect((await placesOf(marks)).length).toBeGreaterThan(rows.length);

      await aDayLater(25);
      await hall.run('privacy.prove');
      expect(await placesOf(marks)).toEqual([]);
      const { promises, searched } = await hall.services.privacy.retention.overview('en');
      expect(promises.filter(({ canaryGoneAt }) => canaryGoneAt === null)).toEqual([]);
      expect(searched).toEqual(
        expect.arrayContaining(['contact.message', 'inbox.item', 'jobs.job', 'outbox']),
      );
      expect(await hall.metrics.registry.metrics()).toContain('foyer_privacy_canaries_found 0');
    });

    it('finds a record that a purge forgot, in a table and in a file, and says so until it is gone', async () => {
      await hall.run('privacy.prove');
      const { rows } = await sql<{ holding: string; marks: string[] }>`
        select holding, marks from privacy.canary where holding = 'contact.messages'`.execute(open().db);
      const [id = '', word = ''] = rows[0]?.marks ?? [];
      await aDayLater(25);
      // Nobody knows this table, and nobody this file.
      await sql`create table privacy.forgotten (note jsonb)`.execute(open().db);
      await sql`insert into privacy.forgotten values (${JSON.stringify({ copied: word })}::jsonb)`.execute(
        open().db,
      );
      const file = join(hall.dataFolder.outbox, 'forgotten.eml');
      await writeFile(file, `${'x'.repeat(65_530)}${id}`);
      try {
        await hall.run('privacy.prove');
        const { promises } = await hall.services.privacy.retention.overview('en');
        expect(promises.find(({ holding }) => holding === 'contact.messages')).toMatchObject({
          canaryGoneAt: null,
          canaryFoundIn: ['outbox', 'privacy.forgotten'],
        });
        expect(await hall.metrics.registry.metrics()).toContain('foyer_privacy_canaries_found 1');
      } finally {
        await sql`drop table privacy.forgotten`.execute(open().db);
      }
      await writeFile(file, '');
      hall.clock.advance({ hours: 1 });
      await hall.run('privacy.prove');
      expect(await hall.metrics.registry.metrics()).toContain('foyer_privacy_canaries_found 0');
    });

    it('says how many records are overdue when no purge runs', async () => {
      await hall.run('privacy.prove');
      hall.clock.advance({ hours: 26, minutes: 30 });
      await hall.run('privacy.prove');
      const { promises } = await hall.services.privacy.retention.overview('en');
      expect(promises.filter(({ overdue }) => overdue === 0).map(({ holding }) => holding)).toEqual([]);
      expect(await hall.metrics.registry.metrics()).toContain(
        'foyer_privacy_overdue_records{holding="contact.messages"} 1',
      );
    });

    it('lets files and tables forget together', async () => {
      await hall.run('privacy.prove');
      await aDayLater(25);
      expect(hall.scrubbed.at(-1)).toEqual(expect.arrayContaining(['contact.message', 'callback.request']));
    });

    async function placesOf(marks: readonly string[]): Promise<string[]> {
      const places: string[] = [];
      const { rows: tables } = await sql<{ name: string }>`
        select table_schema || '.' || table_name as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
          and table_schema || '.' || table_name <> 'privacy.canary'`.execute(open().db);
      for (const { name } of tables) {
        const { rows } = await sql<{ text: string }>`
          select one::text as text from ${sql.table(name)} as one`.execute(open().db);
        if (rows.some(({ text }) => marks.some((mark) => text.includes(mark)))) places.push(name);
      }
      for (const name of await readdir(hall.dataFolder.outbox)) {
        const text = name + (await readFile(join(hall.dataFolder.outbox, name), 'utf8'));
        if (marks.some((mark) => text.includes(mark))) places.push(name);
      }
      return places;
    }
  },
  { services: [...systemMigrations] },
);

async function rowsIn(db: DatabaseOrTx, table: string): Promise<number | undefined> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db);
  return rows[0]?.n;
}
