import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import {
  ada,
  bob,
  eve,
  goodMjml,
  goodValue,
  openCampaigns,
  testCompiler,
  testServices,
} from './campaigns-fixture.ts';

type Desk = Awaited<ReturnType<typeof openCampaigns>>;

afterAll(() => testCompiler.close());

describeDatabases(
  'campaigns',
  (open) => {
    let desk: Desk;
    let dns: Record<string, string[] | 'silent'>;
    let returnDomain: string | null = null;
    beforeEach(async () => {
      await sql`insert into newsletter.topic (id, position, is_active, names, descriptions)
        values ('news', 1, true, '{}', '{}') on conflict do nothing`.execute(open().db);
      dns = {};
      desk = await openCampaigns(open(), {
        resolveTxt: async (name) => {
          const records = dns[name] ?? [];
          return records === 'silent' ? records : { records };
        },
        returnDomain: () => returnDomain,
        signingKey: async () => ({ domain: 'shop.nl', selector: 'foyer', publicKey: 'MIIB' }),
      });
    });
    afterEach(() => desk.close());

    it('takes a change of who saw the newest version, and refuses that of who did not', async () => {
      const { id } = await desk.draft();
      const change = (basedOnVersion: number, subject: string) =>
        desk.call('put', `/campaigns/${id}`, { value: { ...goodValue, subject }, basedOnVersion }, bob);
      expect(await change(1, 'Second')).toMatchObject({
        status: 200,
        body: { version: 2, changedByName: 'Bob' },
      });
      expect(await change(1, 'Third')).toMatchObject({ status: 409, body: { code: 'newsletter_conflict' } });
      const { body } = await desk.call('get', `/campaigns/${id}`);
      expect(body).toMatchObject({ state: 'draft', value: { subject: 'Second' } });
      expect(body.writtenBy.map(({ name }: { name: string }) => name)).toEqual(['Ada', 'Bob']);
      expect(desk.audited).toEqual(['newsletter.campaign_add by Ada', 'newsletter.campaign_change by Bob']);
      expect(desk.hints).toContain(id);
      const { body: list } = await desk.call('get', '/campaigns?limit=1');
      expect(list).toMatchObject({ items: [{ id, name: 'Spring', subject: 'Second' }], nextCursor: null });
    });

    it('names each thing in a value that it cannot keep', async () => {
      const value = { ...goodValue, subject: 'a\nBcc: b', language: 'xx', slots: { 'No Name': '' }, evil: 1 };
      const { status, body } = await desk.call('post', '/campaigns', { value });
      expect(status).toBe(422);
      const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer);
      expect(pointers).toEqual(expect.arrayContaining(['/value/subject', '/value/language']));
      expect(await desk.call('get', '/campaigns/01890000-0000-7000-8000-000000000000')).toMatchObject({
        status: 404,
      });
      expect(await desk.call('get', '/campaigns/1')).toMatchObject({ status: 404 });
    });

    it('is released by a second person only, and only as it was looked at', async () => {
      const { id } = await desk.draft();
      expect(await desk.release(id, ada)).toMatchObject({ status: 409, body: { code: 'release_own_work' } });
      const { body: preflight } = await desk.call('get', `/campaigns/${id}/preflight`);
      expect(preflight).toMatchObject({
        mayBeReleased: true,
        contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      const wrong = { basedOnVersion: 1, contentHash: '0'.repeat(64) };
      expect(await desk.call('post', `/campaigns/${id}/release`, wrong, bob)).toMatchObject({
        status: 409,
        body: { code: 'content_changed' },
      });
      expect(await desk.release(id, bob)).toMatchObject({
        status: 200,
        body: { state: 'released', release: { contentHash: preflight.contentHash, byName: 'Bob' } },
      });
      expect(desk.audited.at(-1)).toBe('newsletter.campaign_release by Bob');
      // Any later edit voids it, and its writer is a writer from then on.
      await desk.call(
        'put',
        `/campaigns/${id}`,
        { value: { ...goodValue, name: 'Other' }, basedOnVersion: 1 },
        bob,
      );
      const { body: edited } = await desk.call('get', `/campaigns/${id}`);
      expect(edited).toMatchObject({ state: 'draft', release: null });
      expect(await desk.release(id, bob)).toMatchObject({ status: 409, body: { code: 'release_own_work' } });
      expect(await desk.release(id, eve)).toMatchObject({ status: 200 });
    });

    it('is not released by who changed a shared part behind its writer, until the writer has seen it', async () => {
      const part = { name: 'footer', mjml: '<mj-text>Seen by both</mj-text>' };
      const { body: kept } = await desk.call('post', '/parts', { value: part });
      const mjml = goodMjml.replace('<mj-button', '{{> footer}}<mj-button');
      const { id } = await desk.draft({ mjml });
      desk.clock.advance({ minutes: 1 });
      const changed = { value: { ...part, mjml: '<mj-text>By one alone</mj-text>' }, basedOnVersion: 1 };
      await desk.call('put', `/parts/${kept.id}`, changed, bob);
      expect(await desk.release(id, bob)).toMatchObject({ status: 409, body: { code: 'release_own_work' } });
      desk.clock.advance({ minutes: 1 });
      await desk.call('put', `/campaigns/${id}`, { value: { ...goodValue, mjml }, basedOnVersion: 1 });
      expect(await desk.release(id, bob)).toMatchObject({ status: 200 });
    });

    it('is not released with what keeps it from being sent', async () => {
      const { id } = await desk.draft({
        mjml: goodMjml.replace('{{unsubscribe_url}}', 'https://a.example/'),
        subject: '',
      });
      const { body: preflight } = await desk.call('get', `/campaigns/${id}/preflight`);
      expect(preflight.mayBeReleased).toBe(false);
      const { status, body } = await desk.release(id);
      expect([status, body.code]).toEqual([409, 'preflight_failed']);
      expect(body.errors.map(({ code }: { code: string }) => code).toSorted()).toEqual([
        'subject_empty',
        'unsubscribe_missing',
        'unsubscribe_missing',
      ]);
    });

    it('starts once, with the released content, whatever its parts become', async () => {
      const { body: part } = await desk.call('post', '/parts', {
        value: { name: 'hello', mjml: '<mj-text>Released</mj-text>' },
      });
      const { id, number } = await desk.released({
        mjml: goodMjml.replace('<mj-button', '{{> hello}}<mj-button'),
        replyTo: 'answers@company.example',
      });
      await desk.call('put', `/parts/${part.id}`, {
        value: { name: 'hello', mjml: '<mj-text>Changed</mj-text>' },
        basedOnVersion: 1,
      });
      const start = () => desk.call('post', `/campaigns/${id}/start`, { basedOnVersion: 1 }, eve);
      expect(await start()).toMatchObject({ status: 409, body: { code: 'audience_empty' } });
      await desk.subscribe({}, { paused: true });
      const [one, other] = await Promise.all([start(), start()]);
      expect(new Set([one.status, other.status])).toEqual(new Set([200, 409]));
      expect(desk.sendings).toHaveLength(1);
      expect(desk.sendings[0]).toMatchObject({
        campaignId: id,
        campaignNumber: number,
        from: '"A company" <news@company.example>',
        replyTo: 'answers@company.example',
        listId: 'news',
        listName: 'News',
        crashPolicy: 'hold',
        audience: { topics: ['news'] },
      });
      const html = JSON.stringify(desk.sendings[0]?.mail.html);
      expect(html).toContain('Released');
      expect(html).toContain('https://hall.example/l/');
      expect(html).not.toContain('shop.example');
      for (const [method, path, body] of [
        ['put', '', { value: goodValue, basedOnVersion: 1 }],
        ['delete', '', undefined],
        ['post', '/schedule', { basedOnVersion: 1, localTime: '2026-12-01T09:00', timeZone: 'UTC' }],
      ] as const) {
        expect(await desk.call(method, `/campaigns/${id}${path}`, body)).toMatchObject({
          status: 409,
          body: { code: 'campaign_started' },
        });
      }
      expect((await desk.call('post', `/campaigns/${id}/clone`)).body).toMatchObject({
        state: 'draft',
        release: null,
        version: 1,
      });
    });

    it('starts at its time of its zone', async () => {
      await desk.subscribe({});
      const { id } = await desk.released();
      const schedule = (localTime: string, timeZone: string) =>
        desk.call('post', `/campaigns/${id}/schedule`, { basedOnVersion: 1, localTime, timeZone });
      expect(await schedule('2027-03-28T02:30', 'Europe/Berlin')).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/localTime', code: 'time_not_there' }] },
      });
      expect(await schedule('2026-11-28T12:00', 'Europe/Berlin')).toMatchObject({
        status: 422,
        body: { errors: [{ code: 'time_past' }] },
      });
      expect(await schedule('2026-12-01T09:00', 'Mars/Phobos')).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/timeZone' }] },
      });
      await schedule('2026-11-30T09:00', 'Europe/Berlin');
      const { body } = await schedule('2026-12-01T09:00', 'Europe/Berlin');
      expect(body).toMatchObject({
        state: 'scheduled',
        schedule: {
          at: '2026-12-01T08:00:00.000Z',
          localTime: '2026-12-01T09:00',
          timeZone: 'Europe/Berlin',
        },
      });
      desk.clock.set(new Date('2026-11-30T08:00:01Z'));
      await desk.settle();
      expect(desk.sendings).toHaveLength(0);
      desk.clock.set(new Date('2026-12-01T08:00:01Z'));
      await desk.settle();
      expect(desk.sendings).toHaveLength(1);
      expect((await desk.call('get', `/campaigns/${id}`)).body).toMatchObject({
        state: 'started',
        startedAt: '2026-12-01T08:00:01.000Z',
      });
      expect(desk.audited.at(-1)).toBe('newsletter.campaign_start by nobody');
    });

    it('asks instead of starting when its time is long past', async () => {
      await desk.subscribe({});
      const { id } = await desk.released();
      await desk.call('post', `/campaigns/${id}/schedule`, {
        basedOnVersion: 1,
        localTime: '2026-12-01T09:00',
        timeZone: 'UTC',
      });
      desk.clock.set(new Date('2026-12-01T09:31:00Z'));
      await desk.settle();
      expect(desk.sendings).toHaveLength(0);
      expect((await desk.call('get', `/campaigns/${id}`)).body).toMatchObject({ state: 'late' });
      expect(await desk.call('post', `/campaigns/${id}/start`, { basedOnVersion: 1 })).toMatchObject({
        status: 200,
      });
      expect(desk.sendings).toHaveLength(1);
    });

    it('does not start what was changed, taken back or deleted after it was scheduled', async () => {
      await desk.subscribe({});
      const time = { basedOnVersion: 1, localTime: '2026-12-01T09:00', timeZone: 'UTC' };
      const [changed, takenBack, deleted] = [
        await desk.released(),
        await desk.released(),
        await desk.released(),
      ];
      for (const { id } of [changed, takenBack, deleted])
        await desk.call('post', `/campaigns/${id}/schedule`, time);
      await desk.call('put', `/campaigns/${changed.id}`, { value: goodValue, basedOnVersion: 1 });
      await desk.call('post', `/campaigns/${takenBack.id}/unschedule`, { basedOnVersion: 1 });
      expect(await desk.call('delete', `/campaigns/${deleted.id}`)).toMatchObject({ status: 204 });
      desk.clock.set(new Date('2026-12-01T09:00:01Z'));
      await desk.settle();
      expect(desk.sendings).toHaveLength(0);
      expect((await desk.call('get', `/campaigns/${takenBack.id}`)).body).toMatchObject({
        state: 'released',
      });
      const { rows } = await sql`select 1 from jobs.job`.execute(open().db);
      expect(rows).toEqual([]);
    });

    it('sends a test to the one who asks, marked, with links that lead straight on', async () => {
      const { id } = await desk.draft();
      expect(await desk.call('post', `/campaigns/${id}/test`, {}, bob)).toMatchObject({
        status: 200,
        body: { sentTo: 'bob@example.nl' },
      });
      expect(desk.peer.mails.map(({ to }) => to)).toEqual([['bob@example.nl']]);
      // Quoted-printable, without the line breaks that are none.
      const source = (desk.peer.mails[0]?.source ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=');
      expect(source).toContain('Subject: [Test] Spring for Bob\r\n');
      expect(source).toContain('href="https://shop.example/sale"');
      expect(source.split('text/plain')[1]).toContain('https://hall.example/newsletter/unsubscribe/');
      for (let sent = 1; sent < 20; sent += 1) await desk.call('post', `/campaigns/${id}/test`, {}, bob);
      expect(await desk.call('post', `/campaigns/${id}/test`, {}, bob)).toMatchObject({
        status: 429,
        body: { code: 'test_limit' },
      });
      desk.peer.behaviour.refuseMessage = 554;
      expect(await desk.call('post', `/campaigns/${id}/test`, {}, eve)).toMatchObject({
        status: 502,
        body: { code: 'test_not_sent' },
      });
      expect(desk.peer.mails).toHaveLength(20);
    });

    it('fills the slots of a template, and says at which line of what a mistake is', async () => {
      const template = goodMjml.replace('<mj-button', '\n{{slot:main}}\n<mj-button');
      const { body: kept } = await desk.call('post', '/templates', {
        value: { name: 'House', mjml: template },
      });
      expect(kept).toMatchObject({ version: 1, slots: ['main'], changedByName: 'Ada' });
      const value = {
        ...goodValue,
        mjml: '',
        templateId: kept.id,
        slots: { main: '<mj-text>a</mj-text>\n<mj-text colour="red">b</mj-text>' },
      };
      const { body: wrong } = await desk.call('post', '/previews', { value });
      expect(wrong.findings).toEqual([
        expect.objectContaining({
          code: 'mjml_invalid',
          place: expect.objectContaining({ in: 'slot', name: 'main', line: 2 }),
        }),
      ]);
      expect(await desk.codesOf({ ...value, slots: {} })).toEqual(['slot_missing']);
      expect(await desk.codesOf({ ...value, slots: { main: '{{> nothing}}' } })).toEqual(['part_unknown']);
      expect(
        await desk.codesOf({
          ...value,
          slots: { main: '<mj-text>Filled</mj-text>', other: '<mj-text>a</mj-text>' },
        }),
      ).toEqual(['slot_unknown']);
      const { id } = await desk.draft(value);
      expect(await desk.call('delete', `/templates/${kept.id}`)).toMatchObject({
        status: 409,
        body: { code: 'template_in_use' },
      });
      await desk.call('delete', `/campaigns/${id}`);
      expect(await desk.call('delete', `/templates/${kept.id}`)).toMatchObject({ status: 204 });
      expect(await desk.codesOf(value)).toEqual(['template_unknown']);
    });

    it('gives each shared part a name of its own', async () => {
      const value = { name: 'footer', mjml: '<mj-text>a</mj-text>' };
      const both = await Promise.all([
        desk.call('post', '/parts', { value }),
        desk.call('post', '/parts', { value }),
      ]);
      expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
      await desk.call('post', '/parts', { value: { name: 'circle', mjml: '{{> circle}}' } });
      expect(await desk.codesOf({ mjml: goodMjml.replace('<mj-button', '{{> circle}}<mj-button') })).toEqual([
        'part_circular',
      ]);
    });

    it('shows a mail in a sandbox, to the one who writes it, and in the scheme that is asked for', async () => {
      const mjml = goodMjml.replace(
        '<mj-body>',
        '<mj-head><mj-style>@media (prefers-color-scheme: dark) { p { color: red } }</mj-style></mj-head><mj-body>',
      );
      const { body, status } = await desk.call('post', '/previews', {
        value: { ...goodValue, mjml, audience: { topics: [] } },
      });
      expect([status, body.findings.map(({ code }: { code: string }) => code)]).toEqual([
        201,
        ['audience_without_topic'],
      ]);
      const page = await desk.call('get', `/previews/${body.id}/html?scheme=dark`);
      expect(page.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; .*frame-ancestors 'self'; sandbox$/,
      );
      expect(page.text).toContain('Hello Alex Example, read');
      expect(page.text).toContain('@media (min-width: 0px)');
      expect(page.text).toContain('href="https://shop.example/sale"');
      expect(await desk.call('get', `/previews/${body.id}/html`, undefined, bob)).toMatchObject({
        status: 404,
      });
      for (let more = 0; more < 5; more += 1) await desk.call('post', '/previews', { value: goodValue });
      expect(await desk.call('get', `/previews/${body.id}/html`)).toMatchObject({ status: 404 });
      const { id } = await desk.released();
      const released = await desk.call('get', `/campaigns/${id}/preview.html`);
      expect(released.text).toContain('https://hall.example/l/');
      const text = await desk.call('get', `/campaigns/${id}/preview.txt`);
      expect(text.text).toContain('Hello Alex Example');
      expect(text.text).toContain('https://hall.example/newsletter/unsubscribe/');
    });

    it('counts whom an audience reaches', async () => {
      await desk.subscribe({}, {}, { paused: true });
      const { body } = await desk.call('post', '/audience/count', { audience: { topics: ['news'] } });
      expect(body).toEqual({ named: 3, reached: 2, excluded: { unsubscribed: 0, paused: 1, restricted: 0 } });
      expect(await desk.call('post', '/audience/count', { audience: { topics: [] } })).toMatchObject({
        status: 422,
      });
    });
    it('asks the DNS what receivers will ask', async () => {
      const findings = async () => {
        desk.clock.advance({ minutes: 2 });
        const { body } = await desk.call('get', `/campaigns/${id}/preflight`);
        return body.findings.map(({ code }: { code: string }) => code);
      };
      const { id } = await desk.draft({ from: { name: 'A', address: 'news@mail.shop.nl' } });
      expect(await findings()).toEqual(['spf_missing', 'dmarc_missing', 'dkim_missing']);
      dns = {
        'mail.shop.nl': ['v=spf1 ip4:192.0.2.1 -all', 'something else'],
        '_dmarc.shop.nl': ['v=DMARC1; p=none'],
        'foyer._domainkey.shop.nl': ['v=DKIM1; k=rsa; p=MIIB'],
      };
      expect(await findings()).toEqual([]);
      dns = {
        ...dns,
        'mail.shop.nl': ['v=spf1 +all'],
        'foyer._domainkey.shop.nl': ['v=DKIM1; p=other'],
        '_dmarc.shop.nl': 'silent',
      };
      expect(await findings()).toEqual(['spf_open', 'dns_silent', 'dkim_other_key']);
      dns = {
        ...dns,
        'mail.shop.nl': ['v=spf1 -all', 'v=spf1 ~all'],
        '_dmarc.mail.shop.nl': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'],
        'foyer._domainkey.shop.nl': ['v=DKIM1; p='],
      };
      expect(await findings()).toEqual(['spf_multiple', 'dmarc_multiple', 'dkim_missing']);
      // SPF is about the return path.
      returnDomain = 'back.shop.nl';
      expect(await findings()).toEqual(['spf_missing', 'dmarc_multiple', 'dkim_missing']);
      returnDomain = null;
    });
  },
  { services: testServices },
);
