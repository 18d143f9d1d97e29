import { describeDatabases } from '@foyer/database/testing';
import { listOutbox } from '@foyer/mail';
import { systemMigrations } from '@foyer/server/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openAllServices, type AllServices } from '../support/all-services.ts';
import { finishNews, openNews, startNews } from '../support/newsletter-hall.ts';

const people = ['anna@example.org', 'bea@example.org'];

// What was sent is found through the subscriber, and both are erased by one request.
describeDatabases(
  'an erasure after a newsletter',
  (open) => {
    let hall: AllServices;

    beforeEach(async () => {
      hall = await openAllServices(open(), '2026-11-23T10:00:00Z');
      await openNews(hall);
      const imported = await hall.desk('POST', 'newsletter/imports', {
        csv: [
          'email,name,salutation,consented_at',
          ...people.map((one) => `${one},Jo,neutral,2024-05-06`),
        ].join('\n'),
        isDryRun: false,
        source: 'the former program',
        textVersion: 1,
        topics: ['news'],
        language: 'en',
      });
      expect(imported.status).toBe(202);
      await hall.settleJobs();
      await finishNews(hall, await startNews(hall, open().db, 1));
    });
    afterEach(async () => await hall.close());

    it('takes the subscriber and what was sent to them, and nothing of others', async () => {
      expect([await count('subscriber'), await count('delivery')]).toEqual([2, 2]);
      expect(await sentTo()).toEqual(people);
      // As privacy does it, in the order in which the server lists them.
      for (const holding of hall.services.all.flatMap(({ personalData }) => personalData)) {
        await holding.erase({ email: people[0] ?? '' }, { held: [], language: 'en' });
      }
      expect([await count('subscriber'), await count('delivery')]).toEqual([1, 1]);
      expect(await sentTo()).toEqual(people.slice(1));
    });

    async function count(table: 'subscriber' | 'delivery'): Promise<number> {
      const { rows } = await sql`select 1 as one from ${sql.table(`newsletter.${table}`)}`.execute(open().db);
      return rows.length;
    }

    async function sentTo(): Promise<string[]> {
      const mails = await listOutbox(hall.dataFolder.outbox);
      return mails.map(({ to }) => people.find((one) => to.includes(one)) ?? to).toSorted();
    }
  },
  { services: systemMigrations },
);
