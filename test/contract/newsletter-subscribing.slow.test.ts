import { dirname } from 'node:path';
import { describeDatabases } from '@foyer/database/testing';
import { verifyExport } from '@foyer/privacy';
import { systemMigrations } from '@foyer/server/testing';
import { sql } from 'kysely';
import type { Email } from 'postal-mime';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openAllServices, type AllServices } from '../support/all-services.ts';
import { readOutbox } from '../support/outbox.ts';

const zoe = {
  email: 'zoe@example.org',
  name: 'Zoë Großmann',
  salutation: 'mrs',
  language: 'de',
  'consent-newsletter': '1',
};

describeDatabases(
  'subscribing to the newsletter',
  (open) => {
    let hall: AllServices;

    beforeEach(async () => {
      hall = await openAllServices(open(), '2026-11-23T10:00:00Z');
      await addTopic('news');
    });
    afterEach(async () => await hall.close());

    it('sends a mail in the visitor’s language with nothing the visitor typed, and subscribes nobody yet', async () => {
      expect(await signUp()).toBe(202);
      const [mail, ...others] = await mails();
      expect(others).toEqual([]);
      expect(mail?.subject).toBe('Bitte bestätigen: Newsletter von Nordlicht Systems');
      expect(mail?.to?.[0]?.address).toBe(zoe.email);
      for (const part of [mail?.text, mail?.html, mail?.subject]) expect(part).not.toMatch(/Zoë|Großmann/);
      expect(headerOf(mail, 'auto-submitted')).toBe('auto-generated');
      expect(await subscribers()).toEqual([]);
    });

    it('answers the same for new, known and suppressed addresses, and writes to no suppressed one', async () => {
      const { suppression } = hall.services.privacy;
      await suppression.suppress(
        open().db,
        { email: 'no@example.org' },
        { scope: 'mail', reason: 'objection', at: hall.clock.now() },
      );
      await subscribe();
      const answers: string[] = [];
      for (const email of ['new@example.org', zoe.email, 'no@example.org']) {
        const response = await post('/newsletter/subscriptions', { ...zoe, email });
        answers.push(`${response.status} ${(await response.text()).replaceAll(/\s+/g, ' ')}`);
      }
      expect(new Set(answers).size).toBe(1);
      const to = (await mails()).map((mail) => mail.to?.[0]?.address);
      expect(to).toHaveLength(3);
      expect(new Set(to)).toEqual(new Set(['new@example.org', zoe.email]));
    });

    it('changes nothing when the link is opened, and subscribes by the button, once', async () => {
      await signUp();
      const link = await linkIn('/newsletter/confirm/');
      for (const method of ['GET', 'HEAD', 'GET']) {
        expect((await hall.server.fetch(link, { method })).status).toBe(200);
      }
      expect(await subscribers()).toEqual([]);
      hall.clock.advance({ hours: 3 });
      expect((await post(link)).status).toBe(200);
      expect(await subscribers()).toEqual([
        {
          email: zoe.email,
          name: zoe.name,
          salutation: 'mrs',
          language: 'de',
          state: 'active',
          topics: ['news'],
        },
      ]);
      const again = await post(link);
      expect([again.status, await again.text()]).toEqual([200, expect.stringContaining('schon benutzt')]);
      // The page of a used link is no way back in.
      await post(await unsubscribeLink());
      await post(link);
      expect(await subscribers()).toMatchObject([{ state: 'unsubscribed' }]);
    });

    it('proves the consent with the times of both steps and the mail between them', async () => {
      await signUp();
      const [mail] = await mails();
      hall.clock.advance({ hours: 3 });
      await post(await linkIn('/newsletter/confirm/'));
      const { rows } = await sql<Record<string, unknown>>`
        select purpose, form, method, language, text_version, requested_at, at, network,
          encode(mail_digest, 'hex') as mail_digest from privacy.consent_record`.execute(open().db);
      expect(rows).toEqual([
        {
          purpose: 'newsletter',
          form: 'newsletter',
          method: expect.stringContaining('double opt-in'),
          language: 'de',
          text_version: 1,
          requested_at: new Date('2026-11-23T10:00:00Z'),
          at: new Date('2026-11-23T13:00:00Z'),
          network: null,
          mail_digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ]);
      expect(mail?.text).toContain('/newsletter/confirm/');
      expect(await hall.services.privacy.consent.verify()).toMatchObject({ isIntact: true, entries: 1 });
      const exported = await (await hall.desk('GET', 'privacy/consents/export.ndjson')).text();
      expect(exported).toContain('"requestedAt":"2026-11-23T10:00:00.000Z"');
      expect(await isIntact(exported)).toBe(true);
      expect(
        await isIntact(exported.replace('"requestedAt":"2026-11-23T10', '"requestedAt":"2026-11-23T09')),
      ).toBe(false);
    });

    it('forgets a sign-up that nobody confirms after seven days, and its link with it', async () => {
      await signUp();
      const link = await linkIn('/newsletter/confirm/');
      hall.clock.advance({ days: 7, hours: 1 });
      expect((await post(link)).status).toBe(404);
      await hall.run('privacy.purge');
      await hall.settleJobs();
      const { rows } = await sql`select 1 as left from newsletter.pending`.execute(open().db);
      expect([rows, await mails()]).toEqual([[], []]);
    });

    it('writes three times a day to one mailbox, whatever stands after its plus', async () => {
      for (const tag of ['', '+a', '+b', '+c']) await signUp({ email: `zoe${tag}@example.org` });
      expect(await mails()).toHaveLength(3);
    });

    it('writes to no more than thirty addresses an hour for one neighbourhood of the net', async () => {
      for (let index = 0; index < 33; index += 1) await signUp({ email: `a${index}@host${index}.example` });
      expect(await mails()).toHaveLength(30);
    });

    it('says what is wrong by name and place', async () => {
      const response = await hall.server.fetch('/newsletter/subscriptions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'zoe' }),
      });
      expect(response.status).toBe(422);
      const { errors } = (await response.json()) as { errors: { pointer: string; code: string }[] };
      expect(errors.map(({ pointer, code }) => `${pointer} ${code}`).toSorted()).toEqual([
        '/consent-newsletter consent_required',
        '/email invalid_format',
        '/name required',
        '/salutation required',
      ]);
      for (const topic of ['topic-none', 'topic-%']) {
        const unknown = await post('/newsletter/subscriptions', { ...zoe, [topic]: 'yes' });
        expect(unknown.status).toBe(422);
      }
      const program = await hall.server.fetch('/newsletter/subscriptions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(zoe),
      });
      expect([program.status, await program.json()]).toMatchObject([422, { code: 'captcha_unsolved' }]);
    });

    it('shows the form again, filled in, to whoever sent it without a program', async () => {
      const response = await post('/newsletter/subscriptions', { ...zoe, name: '', language: 'nl' });
      const html = await response.text();
      expect(response.status).toBe(422);
      expect(html).toContain('Vul uw naam in.');
      expect(html).toContain(`value="${zoe.email}"`);
    });

    it('asks for a topic where there are several, and for the wording of today', async () => {
      await addTopic('events');
      expect((await post('/newsletter/subscriptions', zoe)).status).toBe(422);
      expect((await post('/newsletter/subscriptions', { ...zoe, 'consent-newsletter': '2' })).status).toBe(
        422,
      );
      await subscribe({ 'topic-events': 'yes' });
      expect(await subscribers()).toMatchObject([{ topics: ['events'] }]);
    });

    it('unsubscribes by one click: both types of body, no cookie, no redirect, 200 for all', async () => {
      await subscribe();
      const { oneClick } = linksOf(await numberOf());
      const multipart = new FormData();
      multipart.set('List-Unsubscribe', 'One-Click');
      const urlencoded = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
      for (const method of ['GET', 'HEAD']) await hall.server.fetch(oneClick, { method });
      await hall.server.fetch(oneClick, { method: 'POST', body: new URLSearchParams({ a: 'b' }) });
      await hall.server.fetch(oneClick, { method: 'POST' });
      expect(await subscribers()).toMatchObject([{ state: 'active' }]);
      for (const body of [multipart, urlencoded]) {
        for (const path of [
          oneClick,
          '/newsletter/one-click/2.aaaaaaaaaaaaaaaa',
          '/newsletter/one-click/x',
        ]) {
          const response = await hall.server.fetch(path, { method: 'POST', body, redirect: 'manual' });
          expect([response.status, response.headers.get('set-cookie')]).toEqual([200, null]);
        }
        expect(await subscribers()).toMatchObject([{ state: 'unsubscribed' }]);
      }
      expect(await hall.services.privacy.consent.hasConsent(open().db, zoe, 'newsletter')).toBe(false);
      // What was agreed to anew holds against what was refused before.
      await subscribe();
      expect(await recipient()).toMatchObject({ email: zoe.email });
    });

    it('counts how many left by a campaign, and keeps no reason that was not given', async () => {
      await subscribe();
      const number = await numberOf();
      const { unsubscribe } = linksOf(number, 7);
      expect((await hall.server.fetch(unsubscribe)).status).toBe(200);
      await post(unsubscribe);
      await post(unsubscribe, { reason: 'too_many' });
      expect((await post(unsubscribe, { reason: 'because' })).status).toBe(422);
      const { rows } = await sql`
        select campaign_number, count, unsubscribe_reason from newsletter.campaign_unsubscribe, newsletter.subscriber`.execute(
        open().db,
      );
      expect(rows).toEqual([{ campaign_number: 7, count: 1, unsubscribe_reason: 'too_many' }]);
    });

    it('keeps each link to its purpose', async () => {
      await subscribe();
      const { oneClick, preferences } = linksOf(await numberOf());
      expect((await post(`/newsletter/unsubscribe/${tokenOf(preferences)}`)).status).toBe(404);
      expect((await hall.server.fetch(`/newsletter/preferences/${tokenOf(oneClick)}`)).status).toBe(404);
      expect(await subscribers()).toMatchObject([{ state: 'active' }]);
    });

    it('saves topics, language, name and a pause, and never shows the address', async () => {
      await addTopic('events');
      await subscribe({ 'topic-news': 'yes' });
      const { preferences } = linksOf(await numberOf());
      const page = await (await hall.server.fetch(preferences)).text();
      expect(page).not.toContain(zoe.email);
      const settings = { name: ' Zoé ', salutation: 'neutral', language: 'fr', 'topic-events': 'yes' };
      expect((await post(preferences, settings)).status).toBe(303);
      expect(await subscribers()).toMatchObject([
        { name: 'Zoé', salutation: 'neutral', language: 'fr', topics: ['events'] },
      ]);
      expect(await recipient(['news'])).toEqual({ excluded: 'unsubscribed' });
      await post(`${preferences}/pause`, { days: '30' });
      expect(await recipient(['events'])).toEqual({ excluded: 'paused' });
      hall.clock.advance({ days: 31 });
      expect(await recipient(['events'])).toMatchObject({ name: 'Zoé', language: 'fr' });
      await post(`${preferences}/leave`);
      expect(await recipient(['events'])).toEqual({ excluded: 'unsubscribed' });
      await post(`${preferences}/rejoin`, { version: '1' });
      expect(await recipient(['events'])).toMatchObject({ name: 'Zoé' });
      await post(preferences, { name: 'Zoé', salutation: 'neutral', language: 'fr' });
      expect(await subscribers()).toMatchObject([{ state: 'unsubscribed' }]);
      hall.clock.advance({ days: 31 });
      await hall.run('privacy.purge');
      await hall.settleJobs();
      expect(await subscribers()).toEqual([]);
      expect((await hall.server.fetch(preferences)).status).toBe(404);
    });

    it('sends a link to leave to subscribers only, with the same answer for all', async () => {
      await subscribe();
      const texts: string[] = [];
      for (const email of [zoe.email, 'nobody@example.org']) {
        texts.push(await (await post('/newsletter/unsubscribe', { email, language: 'en' })).text());
      }
      expect(new Set(texts).size).toBe(1);
      const sent = (await mails()).filter(({ messageId }) => messageId?.includes('way-out'));
      expect(sent.map(({ to }) => to?.[0]?.address)).toEqual([zoe.email]);
      await post(await linkIn('/newsletter/unsubscribe/'));
      expect(await subscribers()).toMatchObject([{ state: 'unsubscribed' }]);
      const { rows } = await sql`select 1 as kept from newsletter.pending where email is not null`.execute(
        open().db,
      );
      expect(rows).toEqual([]);
    });

    it.each(['withdrawal', 'objection'])('ends with a %s that was said elsewhere', async (kind) => {
      await subscribe();
      const purposes = kind === 'withdrawal' ? ['newsletter'] : ['mail'];
      await privacyRequest({ kind, purposes });
      expect(await subscribers()).toMatchObject([{ state: 'unsubscribed' }]);
    });

    it('keeps whoever was erased from coming back by an import', async () => {
      await subscribe();
      const number = await numberOf();
      await privacyRequest({ kind: 'erasure' });
      expect(await subscribers()).toEqual([]);
      expect((await hall.server.fetch(linksOf(number).preferences)).status).toBe(404);
      const { suppression } = hall.services.privacy;
      expect(await suppression.isSuppressed(open().db, zoe, 'list:news')).toBe(false);
      expect(await suppression.isSuppressed(open().db, zoe, 'list:newsletter')).toBe(true);
    });

    it('writes to nobody whose data are restricted', async () => {
      await subscribe();
      await privacyRequest({ kind: 'restriction' });
      expect(await recipient()).toEqual({ excluded: 'restricted' });
    });

    async function signUp(fields: Record<string, string> = {}): Promise<number> {
      const response = await post('/newsletter/subscriptions', { ...zoe, ...fields });
      await hall.settleJobs();
      return response.status;
    }

    async function subscribe(fields: Record<string, string> = {}): Promise<void> {
      expect(await signUp(fields)).toBe(202);
      expect((await post(await linkIn('/newsletter/confirm/'))).status).toBe(200);
    }

    async function post(path: string, fields: Record<string, string> = {}): Promise<Response> {
      return await hall.server.fetch(path, {
        method: 'POST',
        headers: { accept: 'text/html', 'accept-language': 'en' },
        body: new URLSearchParams(fields),
        redirect: 'manual',
      });
    }

    async function mails(): Promise<Email[]> {
      await hall.settleJobs();
      return await readOutbox(dirname(hall.dataFolder.outbox));
    }

    /** The newest link of its kind. */
    async function linkIn(prefix: string): Promise<string> {
      const paths = (await mails()).flatMap(({ text }) => {
        const start = text?.indexOf(`https://hall.example${prefix}`) ?? -1;
        return start < 0 ? [] : [text?.slice(start + 20).split(/\s/)[0] ?? ''];
      });
      const path = paths.toSorted().at(-1);
      if (path === undefined) throw new Error(`no mail holds a link to ${prefix}`);
      return path;
    }

    async function numberOf(): Promise<number> {
      const { rows } = await sql<{ number: number }>`select number from newsletter.subscriber`.execute(
        open().db,
      );
      return rows[0]?.number ?? 0;
    }

    function linksOf(number: number, campaign?: number) {
      const { links } = hall.services.newsletter;
      const target = { number, ...(campaign !== undefined && { campaign }) };
      return {
        unsubscribe: links.pathOf('unsubscribe', target),
        oneClick: links.pathOf('one-click', target),
        preferences: links.pathOf('preferences', target),
      };
    }

    async function unsubscribeLink(): Promise<string> {
      return linksOf(await numberOf()).unsubscribe;
    }

    async function recipient(topics = ['news']) {
      const { rows } = await sql<{ id: string }>`select id from newsletter.subscriber`.execute(open().db);
      const id = rows[0]?.id ?? '';
      const { recipients } = hall.services.newsletter;
      const found = await recipients.recipientsNow(open().db, [id], topics, hall.clock.now());
      return found.get(id);
    }

    async function subscribers() {
      const { rows } = await sql`
        select email, name, salutation, language, state,
          array(select topic_id from newsletter.subscription where subscriber_id = id order by 1) as topics
        from newsletter.subscriber order by number`.execute(open().db);
      return rows;
    }

    async function addTopic(id: string): Promise<void> {
      const texts = { en: id, nl: id, de: id, fr: id };
      const topic = { id, position: 2, isActive: true, names: texts, descriptions: texts };
      expect((await hall.desk('POST', 'newsletter/topics', topic)).status).toBe(201);
    }

    async function privacyRequest(what: { kind: string; purposes?: string[] }): Promise<void> {
      const request = { ...what, channel: 'letter', email: zoe.email, language: 'en' };
      const created = await hall.desk('POST', 'privacy/requests', request);
      expect(created.status).toBe(201);
      const { id } = (await created.json()) as { id: string };
      expect((await hall.desk('POST', `privacy/requests/${id}/execution`, {})).ok).toBe(true);
      await hall.settleJobs();
    }
  },
  { services: systemMigrations },
);

function headerOf(mail: Email | undefined, name: string): string | undefined {
  return mail?.headers.find(({ key }) => key === name)?.value;
}

function tokenOf(path: string): string {
  return path.split('/').at(-1) ?? '';
}

async function isIntact(text: string): Promise<boolean> {
  const lines = async function* () {
    yield* text.trimEnd().split('\n');
  };
  return (await verifyExport(lines)).isIntact;
}
