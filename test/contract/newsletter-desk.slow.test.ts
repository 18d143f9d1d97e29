import { describeDatabases } from '@foyer/database/testing';
import { systemMigrations } from '@foyer/server/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openAllServices, type AllServices } from '../support/all-services.ts';

const names = { en: 'News', nl: 'Nieuws', de: 'Neues', fr: 'Nouvelles' };
const topic = { position: 1, isActive: true, names, descriptions: { en: '', nl: '', de: '', fr: '' } };
const terms = {
  isDryRun: false,
  source: 'the former program, double opt-in',
  textVersion: 1,
  topics: ['news'],
  language: 'nl',
};

describeDatabases(
  'the subscribers at the desk',
  (open) => {
    let hall: AllServices;

    beforeEach(async () => {
      hall = await openAllServices(open(), '2026-11-23T10:00:00Z');
      expect((await hall.desk('POST', 'newsletter/topics', { id: 'news', ...topic })).status).toBe(201);
    });
    afterEach(async () => await hall.close());

    it('takes over a list, says of each line what became of it, and makes nothing up', async () => {
      const csv = [
        'E-Mail;Name;Salutation;Consented_at;City;Topics',
        'anna@example.org;Anna Bakker;Mevrouw;2024-05-06;Utrecht;',
        'bea@example.org;;mrs;2024-05-06;;',
        'nobody;Bob;mr;2024-05-06;;',
        'carl@example.org;Carl;Dr;2024-05-06;;',
        'dora@example.org;Dora;mrs;2030-01-01;;',
        'ANNA@example.org;Anna;mrs;2024-05-06;;',
        'emil@example.org;Emil;mr;2024-05-06T10:00:00Z;;cars',
        'short@example.org;Short',
        '"frits@example.org";"=Frits ""van"" Dam";Mr.;2024-05-06;"=cmd|x";news',
      ]
        .join('\r\n')
        .replace('E-Mail', 'email');
      const dry = await taken(csv, { isDryRun: true });
      expect(await list()).toEqual([]);
      const done = await taken(csv);
      for (const report of [dry, done]) {
        expect(report).toMatchObject({
          state: 'finished',
          doneLines: 9,
          added: 2,
          known: 0,
          optedOut: 0,
          refused: 7,
        });
        expect(report.problems).toEqual([
          { line: 2, code: 'name' },
          { line: 3, code: 'email' },
          { line: 4, code: 'salutation' },
          { line: 5, code: 'consented_at' },
          { line: 6, code: 'repeated' },
          { line: 7, code: 'topic' },
          { line: 8, code: 'columns' },
        ]);
      }
      expect(await list()).toMatchObject([
        { email: 'frits@example.org', name: '=Frits "van" Dam', attributes: { city: '=cmd|x' } },
        { email: 'anna@example.org', salutation: 'mrs', language: 'nl', attributes: { city: 'Utrecht' } },
      ]);
      const { consent } = hall.services.privacy;
      expect(await consent.consentsOf({ email: 'anna@example.org' })).toMatchObject([
        { purpose: 'newsletter', givenAt: new Date('2024-05-06T00:00:00Z'), form: 'newsletter/import' },
      ]);
      const { rows } = await sql`select 1 as kept from newsletter.import where file is not null`.execute(
        open().db,
      );
      expect(rows).toEqual([]);
      const exported = await (await hall.desk('GET', 'newsletter/subscribers/export.csv')).text();
      expect(exported).toContain('"anna@example.org"');
      expect(exported).toContain(`"'=Frits ""van"" Dam"`);
    });

    it('brings nobody back who has left, was erased, or wants no mail', async () => {
      await taken(listOf(['left@example.org', 'erased@example.org', 'stays@example.org']));
      const left = (await list()).find(({ email }) => email === 'left@example.org');
      const unsubscribed = await hall.desk('POST', `newsletter/subscribers/${left?.id}/unsubscribe`, {});
      expect(await unsubscribed.json()).toEqual({ wasActive: true });
      const subject = { email: 'erased@example.org' };
      for (const holding of hall.services.all.flatMap(({ personalData }) => personalData)) {
        await holding.erase(subject, { held: [] });
      }
      const objection = { scope: 'mail', reason: 'objection', at: hall.clock.now() } as const;
      await hall.services.privacy.suppression.suppress(open().db, { email: 'no@example.org' }, objection);

      const report = await taken(
        listOf([
          'left@example.org',
          'erased@example.org',
          'no@example.org',
          'stays@example.org',
          'new@example.org',
        ]),
      );
      expect(report).toMatchObject({ added: 1, known: 1, optedOut: 3, refused: 0 });
      expect((await list()).map(({ email, state }) => `${email} ${state}`)).toEqual([
        'new@example.org active',
        'stays@example.org active',
        'left@example.org unsubscribed',
      ]);
    });

    it('refuses a list whose columns it cannot read, and a second one at the same time', async () => {
      const wrong = await start('name,mail\na,b', { topics: ['none'], textVersion: 9 });
      expect([wrong.status, await wrong.json()]).toMatchObject([
        422,
        { errors: [{ pointer: '/csv' }, { pointer: '/topics/0' }, { pointer: '/textVersion' }] },
      ]);
      expect((await start('email,name,salutation,consented_at\n')).status).toBe(202);
      expect((await start('email,name,salutation,consented_at\n')).status).toBe(409);
    });

    it('goes on where it was stopped', async () => {
      const people = Array.from({ length: 210 }, (_, index) => `p${index}@example.org,P,mr,2024-05-06`);
      const response = await start(['email,name,salutation,consented_at', ...people].join('\n'));
      const { id } = (await response.json()) as { id: string };
      const handler = hall.services.newsletter.jobs['newsletter.import'];
      const job = { id, name: 'newsletter.import', payload: { importId: id }, attempt: 1 };
      await handler?.(job, { signal: AbortSignal.abort(), log: hall.log });
      expect(await reportOf(id)).toMatchObject({ state: 'running', doneLines: 200, added: 200 });
      await hall.settleJobs();
      expect(await reportOf(id)).toMatchObject({ state: 'finished', doneLines: 210, added: 210 });
    });

    it('lets two who change a topic at once notice, and keeps one that somebody has', async () => {
      const change = (version: number) =>
        hall.desk('PUT', 'newsletter/topics/news', { ...topic, position: 3, version });
      expect([(await change(1)).status, (await change(1)).status]).toEqual([200, 409]);
      await taken('email,name,salutation,consented_at\na@example.org,A,mr,2024-05-06');
      expect((await hall.desk('DELETE', 'newsletter/topics/news')).status).toBe(409);
      expect((await hall.desk('POST', 'newsletter/topics', { id: 'newsletter', ...topic })).status).toBe(422);
      const { items } = (await (await hall.desk('GET', 'newsletter/topics')).json()) as { items: object[] };
      expect(items).toMatchObject([{ id: 'news', version: 2, subscribers: 1 }]);
      const counts = await (await hall.desk('GET', 'newsletter/subscribers/counts')).json();
      expect(counts).toEqual({ active: 1, paused: 0, unsubscribed: 0, restricted: 0 });
    });

    it('counts whom an audience names, and who of them gets nothing', async () => {
      await taken(
        [
          'email,name,salutation,consented_at,language,city',
          'a@example.org,A,mr,2024-05-06,de,Bonn',
          'b@example.org,B,mr,2024-05-06,de,Ulm',
          'c@example.org,C,mr,2024-05-06,fr,Bonn',
          'd@example.org,D,mr,2024-05-06,de,Bonn',
        ].join('\n'),
      );
      const last = (await list())[0];
      await hall.desk('POST', `newsletter/subscribers/${last?.id}/unsubscribe`, {});
      const count = async (audience: object) =>
        await hall.services.newsletter.countAudience(
          open().db,
          { topics: ['news'], ...audience },
          hall.clock.now(),
        );
      const none = { unsubscribed: 0, paused: 0, restricted: 0 };
      expect(await count({})).toEqual({ named: 4, excluded: { ...none, unsubscribed: 1 } });
      expect(await count({ languages: ['fr'] })).toEqual({ named: 1, excluded: none });
      const inBonn = [{ name: 'city', is: 'Bonn' }];
      expect(await count({ attributes: inBonn, languages: ['de'] })).toMatchObject({ named: 2 });
      expect(await count({ exceptAttributes: inBonn })).toEqual({ named: 1, excluded: none });
      expect(await count({ exceptTopics: ['news'] })).toEqual({ named: 0, excluded: none });
    });

    it('tells at the claim who may be written to, for many at once, and with what words', async () => {
      const { db } = open();
      const emails = ['fine', 'refuses', 'paused'].map((name) => `${name}@example.org`);
      await taken(
        [
          'email,name,salutation,consented_at',
          ...emails.map((email) => `${email},Jo,neutral,2024-05-06`),
        ].join('\n'),
      );
      // As a record would look whose proof is gone.
      await sql`
        insert into newsletter.subscriber (id, email, name, salutation, language, state, source, confirmed_at, changed_at)
        values (gen_random_uuid(), 'unproved@example.org', 'Jo', 'neutral', 'en', 'active', 'form', now(), now())`.execute(
        db,
      );
      await sql`
        insert into newsletter.subscription select id, 'news', now() from newsletter.subscriber
        where email = 'unproved@example.org'`.execute(db);
      await sql`
        update newsletter.subscriber set paused_until = '2027-01-01' where email = 'paused@example.org'`.execute(
        db,
      );
      const { recipients, links } = hall.services.newsletter;
      const { suppression } = hall.services.privacy;
      const refusal = { scope: 'list:news', reason: 'complaint', at: hall.clock.now() } as const;
      await suppression.suppress(db, { email: 'refuses@example.org' }, refusal);

      const people = await list();
      const gone = crypto.randomUUID();
      const ids = [...people.map(({ id }) => id), gone];
      const answers = await recipients.recipientsNow(db, ids, ['news'], hall.clock.now());
      const told = Object.fromEntries(people.map(({ id, email }) => [email, answers.get(id)]));
      expect(told).toEqual({
        'fine@example.org': { email: 'fine@example.org', name: 'Jo', salutation: 'neutral', language: 'nl' },
        'refuses@example.org': { excluded: 'suppressed' },
        'paused@example.org': { excluded: 'paused' },
        'unproved@example.org': { excluded: 'no_consent' },
      });
      expect(answers.get(gone)).toEqual({ excluded: 'gone' });
      const suppressed = await recipients.suppressedAmong(db, people, ['news']);
      expect([...suppressed]).toEqual(
        people.filter(({ email }) => email.startsWith('refuses')).map(({ id }) => id),
      );
      expect(links.linksFor({ number: 1 }).unsubscribe).toContain(
        'https://hall.example/newsletter/unsubscribe/',
      );
    });

    async function start(csv: string, more: object = {}): Promise<Response> {
      return await hall.desk('POST', 'newsletter/imports', { ...terms, ...more, csv });
    }

    async function taken(csv: string, more: object = {}) {
      const response = await start(csv, more);
      expect(response.status).toBe(202);
      const { id } = (await response.json()) as { id: string };
      await hall.settleJobs();
      return await reportOf(id);
    }

    async function reportOf(id: string) {
      return (await (await hall.desk('GET', `newsletter/imports/${id}`)).json()) as {
        problems: { line: number; code: string }[];
      };
    }

    async function list() {
      const { items } = (await (await hall.desk('GET', 'newsletter/subscribers')).json()) as {
        items: { id: string; email: string; state: string }[];
      };
      return items;
    }
  },
  { services: systemMigrations },
);

function listOf(emails: readonly string[]): string {
  const people = emails.map((email) => `${email},Somebody,neutral,2024-05-06`);
  return ['email,name,salutation,consented_at', ...people].join('\n');
}
