import { sql } from 'kysely';
import { expect, it } from 'vitest';
import {
  filledIn,
  messageRows,
  problemOf,
  receiptOf,
  only,
  noCompiler,
  describeHall,
  solved,
} from './contact-fixture.ts';
import type { RefusedForm } from './refused-form.ts';

describeHall(
  'submitting a message',
  ({ hall, db, reopen }) => {
    it('answers with a reference, and the day on which the message is gone at the latest', async () => {
      const response = await hall().post({ ...filledIn, 'frc-captcha-solution': solved() });
      expect(response.status).toBe(201);
      // 22 November, 14 days until it closes itself, 180 days.
      expect(await response.json()).toEqual({
        reference: expect.stringMatching(/^FO-\w{4}-\w{4}$/),
        state: 'received',
        deletedOn: '2027-06-04',
      });
      expect(await messageRows(db())).toMatchObject([
        {
          ...filledIn,
          phone: null,
          state: 'received',
          held_reasons: '',
          language: 'en',
          delete_on: '2027-06-04',
        },
      ]);
    });

    it('takes a form, and answers a browser with a page in its language', async () => {
      const response = await hall().post(
        {
          ...filledIn,
          language: 'de-AT',
          message: 'Zeile 1\r\nZeile 2',
          phone: '',
          'frc-captcha-solution': solved(),
        },
        { as: 'form', accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
      );
      expect(response.status).toBe(201);
      const page = await response.text();
      expect(page).toContain('lang="de"');
      expect(page).toContain('Danke, Ihre Nachricht ist angekommen.');
      expect(page).toMatch(/FO-\w{4}-\w{4}/);
      expect(page).toContain('spätestens am 4. Juni 2027');
      expect(await messageRows(db())).toMatchObject([
        { language: 'de', message: 'Zeile 1\nZeile 2', phone: null },
      ]);
    });

    it('takes a message of 10,000 letters that a form makes nine times as long', async () => {
      const message = '语'.repeat(10_000);
      const fields = { ...filledIn, message, 'frc-captcha-solution': solved() };
      expect((await hall().post(fields, { as: 'form' })).status).toBe(201);
      expect(await messageRows(db())).toMatchObject([{ message }]);
    });

    it('names every bad field at once, and stores nothing', async () => {
      const response = await hall().post({ name: '', topic: 'weather', message: ' ', email: 'a@b' });
      expect(response.status).toBe(422);
      const problem = await problemOf(response);
      expect(problem.code).toBe('validation_failed');
      expect(problem.errors?.map(({ pointer }) => pointer).toSorted()).toEqual([
        '/email',
        '/message',
        '/name',
        '/topic',
      ]);
      expect(await messageRows(db())).toEqual([]);
    });

    it('names a field that came twice beside the others, in JSON and in a form', async () => {
      const pairs = Object.entries({ ...filledIn, topic: 'weather', phone: '1' });
      const bodies = {
        'application/json': `{${[...pairs, ['name', 'Bob']].map((pair) => pair.map((part) => JSON.stringify(part)).join(':')).join()}}`,
        'application/x-www-form-urlencoded': new URLSearchParams([...pairs, ['name', 'Bob']]).toString(),
      };
      for (const [type, body] of Object.entries(bodies)) {
        const response = await hall().server.fetch('/contact/messages', {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        });
        expect(response.status).toBe(422);
        expect((await problemOf(response)).errors?.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual([
          '/name repeated',
          '/phone invalid_format',
          '/topic topic_unknown',
        ]);
      }
      expect(await messageRows(db())).toEqual([]);
    });

    it.each([
      ['a local part that is too long', `${'a'.repeat(65)}@example.org`],
      ['a label that ends with a hyphen', 'a@example-.org'],
      ['a label that is too long', `a@${'b'.repeat(64)}.org`],
    ])('refuses an address that no mail server takes: %s', async (_what, email) => {
      const response = await hall().post({ ...filledIn, email, 'frc-captcha-solution': solved() });
      expect(response.status).toBe(422);
      expect((await problemOf(response)).errors).toMatchObject([
        { pointer: '/email', code: 'invalid_format' },
      ]);
    });

    it('says what is wrong in the words of the visitor’s language', async () => {
      const response = await hall().post(
        { name: '', email: '', topic: 'sales', message: 'x', language: 'nl' },
        { as: 'form', accept: 'text/html' },
      );
      expect(response.status).toBe(422);
      const page = await response.text();
      expect(page).toContain('lang="nl"');
      expect(page).toContain('Vul uw naam in');
      expect(page).toContain('een van de twee is genoeg');
      expect(page).toContain('uw tekst staat nog in het formulier');
    });

    it('shows the form again with what was typed, whatever was wrong with it', async () => {
      const shown: RefusedForm[] = [];
      const renderForm = (form: RefusedForm) => {
        shown.push(form);
        return '<form id="again"></form>';
      };
      await reopen({ deps: { mailCompiler: noCompiler, renderForm } });
      const typed = { name: ' ', email: 'a@b', phone: '', topic: 'sales', message: '"<b>' };
      const browser = { as: 'form', accept: 'text/html' } as const;
      const refused = await hall().post({ ...typed, language: 'de', website: 'x' }, browser);
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain('<form id="again"></form>');
      expect(shown).toMatchObject([
        { form: 'default', language: 'de', topics: expect.any(Array), values: typed },
      ]);
      expect(shown[0]?.values).toEqual(typed);
      expect(shown[0]?.errors).toEqual({
        name: expect.stringContaining('Namen'),
        email: expect.stringContaining('E-Mail-Adresse'),
      });

      const late = { ...filledIn, 'frc-captcha-solution': 'late.1' };
      const expired = await (await hall().post(late, browser)).text();
      expect(expired).toContain('The safety check has expired. Your text is still here');
      expect(shown[1]).toMatchObject({ values: filledIn, errors: {} });

      await hall().post({ ...filledIn, form: 'nothing' }, browser);
      const asJson = { name: 7, email: { a: 1 }, language: 3, form: [] };
      const answers = ['null', '[]', '7', JSON.stringify(asJson)].map((body) =>
        hall().server.fetch('/contact/messages', {
          method: 'POST',
          headers: { accept: 'text/html', 'content-type': 'application/json' },
          body,
        }),
      );
      for (const answer of await Promise.all(answers)) expect(answer.status).toBe(422);
    });

    it.each([
      ['solution_invalid', 'nonsense'],
      ['solution_timeout_or_duplicate', 'late.1'],
      ['solution_missing', ''],
      ['solution_missing', '.UNSTARTED'],
    ])(
      'says %s with a pointer to the captcha for %j, so that the widget renews it',
      async (code, solution) => {
        const response = await hall().post({ ...filledIn, 'frc-captcha-solution': solution });
        expect(response.status).toBe(422);
        expect(await response.json()).toMatchObject({
          code: 'captcha_unsolved',
          errors: [{ pointer: '/frc-captcha-solution', code }],
        });
        expect(await messageRows(db())).toEqual([]);
      },
    );

    it('takes a solution once, also when it comes many times at once', async () => {
      const fields = { ...filledIn, 'frc-captcha-solution': solved() };
      const responses = await Promise.all(Array.from({ length: 20 }, () => hall().post(fields)));
      expect(responses.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(responses.filter(({ status }) => status === 422)).toHaveLength(19);
      expect(await messageRows(db())).toHaveLength(1);
      expect(await hall().mails()).toHaveLength(2);
    });

    it('does not burn the puzzle when the message cannot be stored', async () => {
      let isBroken = true;
      await reopen({
        deps: {
          enqueueMany: async (trx, jobs) => {
            if (isBroken) throw new Error('the disk is full');
            await hall().jobs.enqueueMany(trx, jobs);
          },
        },
      });
      const fields = { ...filledIn, 'frc-captcha-solution': solved() };
      expect((await hall().post(fields)).status).toBe(500);
      expect(await messageRows(db())).toEqual([]);
      isBroken = false;
      expect((await hall().post(fields)).status).toBe(201);
    });

    it('stores the others when one of many that come at once cannot be stored', async () => {
      await reopen({
        deps: {
          mailCompiler: noCompiler,
          enqueueMany: async (trx, jobs) => {
            const { rows } = await sql`select 1 from contact.message where name = 'Nobody'`.execute(trx);
            if (rows.length > 0) throw new Error('this one breaks its transaction');
            await hall().jobs.enqueueMany(trx, jobs);
          },
        },
      });
      const names = ['Anna', 'Ben', 'Nobody', 'Chris', 'Dora'];
      const responses = await Promise.all(
        names.map((name) => hall().post({ ...filledIn, name, 'frc-captcha-solution': solved() })),
      );
      expect(responses.map(({ status }) => status)).toEqual([201, 201, 500, 201, 201]);
      const stored = (await messageRows(db())).map((row) => row['name']);
      expect(new Set(stored)).toEqual(new Set(['Anna', 'Ben', 'Chris', 'Dora']));
      expect((await hall().mails()).filter(({ id }) => id.startsWith('contact-notify'))).toHaveLength(4);
    });

    it('stores many that come at once, each with its own reference', async () => {
      const responses = await Promise.all(
        Array.from({ length: 120 }, (_, index) =>
          hall().post({ ...filledIn, email: `v${index}@example.org`, 'frc-captcha-solution': solved() }),
        ),
      );
      const receipts = await Promise.all(responses.map(receiptOf));
      const stored = (await messageRows(db())).map((row) => row['reference']);
      expect(new Set(stored)).toEqual(new Set(receipts.map(({ reference }) => reference)));
      expect(stored).toHaveLength(120);
    });

    it('keeps what visitors wrote out of log and jobs', async () => {
      await hall().post({ ...filledIn, phone: '+31 20 123 45 67', 'frc-captcha-solution': solved() });
      const { rows } = await sql`select * from jobs.job`.execute(db());
      await hall().mails();
      const words = JSON.stringify([rows, hall().log.lines, hall().server.log.lines]);
      for (const word of ['Zoë', 'zoe@', '20 123', 'network']) expect(words).not.toContain(word);
    });

    it('tells what the form must know, in the language asked for', async () => {
      const response = await hall().server.fetch('/contact/forms/default?language=fr', {
        headers: { origin: 'https://a.example' },
      });
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(await response.json()).toEqual({
        form: 'default',
        language: 'fr',
        topics: expect.arrayContaining([{ id: 'privacy', label: 'Mes données' }]),
        retention: { days: 180, deletedOn: '2027-06-04' },
        notice: {
          what: expect.stringContaining('adresse e-mail'),
          why: expect.stringContaining('RGPD'),
          until: expect.stringMatching(/^Supprimé 180\sjours .* 194\sjours .*au plus tard le 4 juin 2027\.$/),
        },
        checks: [],
      });
      for (const name of ['other', 'toString', '__proto__']) {
        expect((await hall().server.fetch(`/contact/forms/${name}`)).status).toBe(404);
      }
    });

    it('keeps forms apart, with topics, mailboxes and periods of their own', async () => {
      const labels = { en: 'Jobs', nl: 'Werk', de: 'Stellen', fr: 'Emplois' };
      const careers = {
        topics: [{ id: 'jobs', labels, mailbox: 'People <people@nordlicht.example>' }],
        retentionDays: 30,
        autoCloseDays: 0,
      };
      const { forms } = { forms: { default: { ...careers, retentionDays: 180 }, careers } };
      await reopen({ config: { forms } });
      const fields = { ...filledIn, topic: 'jobs', form: 'careers', 'frc-captcha-solution': solved() };
      expect(await (await hall().post(fields)).json()).toMatchObject({ deletedOn: '2026-12-22' });
      expect((await hall().post({ ...fields, topic: 'sales' })).status).toBe(422);
      expect((await hall().post({ ...fields, form: 'nothing' })).status).toBe(422);
      expect(only(await hall().mails(), 'notify').to).toBe('People <people@nordlicht.example>');
    });
  },
  { deps: { mailCompiler: noCompiler } },
);
