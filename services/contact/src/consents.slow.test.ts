import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { defaultContactConfig } from './config.ts';
import { describeHall, filledIn, linkIn, noCompiler, only, problemOf, solved } from './contact-fixture.ts';
import type { ConsentPort } from './ports.ts';

const company = { companyName: 'A', mailFrom: 'a@example.org', staffMailbox: 'staff@example.org' };
const [form] = Object.values(defaultContactConfig(company).forms);
if (form === undefined) throw new Error('there must be a form');

// Services do not import one another: the real consents and messages meet in test/contract.
type Recorded = Parameters<ConsentPort['recordConsent']>[1];
const recorded: Recorded[] = [];
const suppressed = new Set<string>();
const consents: ConsentPort = {
  consentOffers: async (_db, purposes, language) =>
    purposes.map((purpose) => ({
      purpose,
      version: 3,
      wording: `<${purpose}> ${language}`,
      asksAge: purpose === 'party',
    })),
  isOffered: async (_db, _purpose, version) => version === 3,
  recordConsent: async (trx, consent) => {
    recorded.push(consent);
    // A transaction that is taken back must take the consent with it.
    await sql`select 1 from contact.message where id = ${consent.sourceId}::uuid`.execute(trx);
    return { id: consent.sourceId };
  },
};

describeHall(
  'the consents of a contact form',
  ({ hall, db }) => {
    const post = async (
      fields: Record<string, string>,
      options: Parameters<ReturnType<typeof hall>['post']>[1] = {},
    ) => {
      recorded.length = 0;
      return hall().post({ ...filledIn, 'frc-captcha-solution': solved(), ...fields }, options);
    };

    it('are offered in the words of today, with the age statement where it is asked for', async () => {
      const answer = await hall().server.fetch('/contact/forms/default?language=de');
      expect(await answer.json()).toMatchObject({
        checks: [
          { name: 'consent-news', value: '3', label: '<news> de' },
          { name: 'old-enough', value: 'yes', label: expect.stringContaining('16 Jahre') },
        ],
      });
      const plain = await hall().server.fetch('/contact/forms/plain');
      expect(await plain.json()).toMatchObject({ checks: [{ name: 'consent-news' }] });
      const party = await hall().server.fetch('/contact/forms/party');
      expect(await party.json()).toMatchObject({
        checks: [{ name: 'consent-party' }, { name: 'old-enough' }],
      });
    });

    it.each(['json', 'form'] as const)('are written down with the message, sent as %s', async (as) => {
      expect((await post({ 'consent-news': '3', 'old-enough': 'yes', language: 'nl' }, { as })).status).toBe(
        201,
      );
      expect(recorded).toMatchObject([
        {
          purpose: 'news',
          subject: { email: filledIn.email },
          language: 'nl',
          textVersion: 3,
          form: 'contact/default',
          method: 'checkbox',
          isOldEnough: true,
        },
      ]);
      expect((await post({}, { as })).status).toBe(201);
      expect(recorded).toEqual([]);
    });

    it('say that the age statement was not given where the form asks for it', async () => {
      await post({ 'consent-news': '3' });
      expect(recorded).toMatchObject([{ isOldEnough: false }]);
      await post({ 'consent-news': '3', form: 'plain' });
      expect(recorded).toMatchObject([{ form: 'contact/plain' }]);
      expect(recorded[0]?.isOldEnough).toBeUndefined();
    });

    it.each([
      [{ 'consent-calls': '3' }, '/consent-calls', 'consent_unknown'],
      [{ 'consent-news': 'yes' }, '/consent-news', 'consent_unknown'],
      [{ 'consent-news': '3.0' }, '/consent-news', 'consent_unknown'],
      [{ 'consent-news': '2' }, '/consent-news', 'consent_outdated'],
    ])('are refused when nobody asked for them: %j', async (fields, pointer, code) => {
      const answer = await post(fields);
      expect(answer.status).toBe(422);
      expect((await problemOf(answer)).errors).toMatchObject([{ pointer, code }]);
      const page = await post(fields, { as: 'form', accept: 'text/html' });
      expect([page.status, await page.text()]).toEqual([422, expect.stringContaining('look at the boxes')]);
      expect(recorded).toEqual([]);
    });

    it('of a held message wait for its release, which the link in the mail is', async () => {
      await post({ 'consent-news': '3', 'old-enough': 'yes', 'frc-captcha-solution': '' }, { as: 'form' });
      expect(recorded).toEqual([]);
      const path = linkIn(only(await hall().mails(), 'confirm'));
      await hall().server.fetch(path, { method: 'POST' });
      await hall().server.fetch(path, { method: 'POST' });
      expect(recorded).toMatchObject([
        { purpose: 'news', textVersion: 3, isOldEnough: true, method: 'checkbox, then the link in a mail' },
      ]);
      const { rows } = await sql`select consents from contact.message`.execute(db());
      expect(rows).toEqual([{ consents: null }]);
    });

    it('make another message of one that is sent again under the same key', async () => {
      const idempotencyKey = 'a-key-of-32-letters-1234567890ab';
      expect((await post({ 'consent-news': '3' }, { idempotencyKey })).status).toBe(201);
      expect((await post({ 'consent-news': '3' }, { idempotencyKey })).status).toBe(201);
      expect(recorded).toEqual([]);
      expect((await post({}, { idempotencyKey })).status).toBe(422);
    });

    it('have nothing to do with the mail that one gets who wants none: it is not sent', async () => {
      suppressed.add(filledIn.email);
      await post({});
      const mails = (await hall().mails()).map(({ id }) => id.split('.')[0]);
      suppressed.clear();
      expect(mails).toEqual(['contact-notify']);
      const { rows } = await sql`select acknowledgement from contact.message`.execute(db());
      expect(rows).toEqual([{ acknowledgement: 'suppressed' }]);
    });
  },
  {
    config: {
      forms: {
        default: { ...form, consents: [{ purpose: 'news' }], asksAge: true },
        plain: { ...form, consents: [{ purpose: 'news' }] },
        party: { ...form, consents: [{ purpose: 'party' }] },
      },
    },
    deps: {
      consents,
      mailCompiler: noCompiler,
      isSuppressed: async (_db, { email }) => suppressed.has(email),
    },
  },
);
