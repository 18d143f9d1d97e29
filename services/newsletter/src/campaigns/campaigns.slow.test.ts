import { beforeEach, expect, it } from 'vitest';
import { ada, bob, describeCampaigns, eve, goodMjml, goodValue } from './campaigns-fixture.ts';

let dns: Record<string, string[] | 'silent'>;
let returnDomain: string | null;
beforeEach(() => {
  dns = {};
  returnDomain = null;
});

describeCampaigns(
  'campaigns, written and released',
  ({ desk }) => {
    it('takes a change of who saw the newest version, and refuses that of who did not', async () => {
      const { id } = await desk().draft();
      const change = (basedOnVersion: number, subject: string) =>
        desk().call('put', `/campaigns/${id}`, { value: { ...goodValue, subject }, basedOnVersion }, bob);
      expect(await change(1, 'Second')).toMatchObject({
        status: 200,
        body: { version: 2, changedByName: 'Bob' },
      });
      expect(await change(1, 'Third')).toMatchObject({ status: 409, body: { code: 'newsletter_conflict' } });
      const { body } = await desk().call('get', `/campaigns/${id}`);
      expect(body).toMatchObject({ state: 'draft', value: { subject: 'Second' } });
      expect(body.writtenBy.map(({ name }: { name: string }) => name)).toEqual(['Ada', 'Bob']);
      expect(desk().audited).toEqual(['newsletter.campaign_add by Ada', 'newsletter.campaign_change by Bob']);
      expect(desk().hints).toContain(id);
      const { body: list } = await desk().call('get', '/campaigns?limit=1');
      expect(list).toMatchObject({ items: [{ id, name: 'Spring', subject: 'Second' }], nextCursor: null });
    });

    it('names each thing in a value that it cannot keep', async () => {
      const value = { ...goodValue, subject: 'a\nBcc: b', language: 'xx', slots: { 'No Name': '' }, evil: 1 };
      const { status, body } = await desk().call('post', '/campaigns', { value });
      expect(status).toBe(422);
      const pointers = body.errors.map(({ pointer }: { pointer: string }) => pointer);
      expect(pointers).toEqual(expect.arrayContaining(['/value/subject', '/value/language']));
      expect(await desk().call('get', '/campaigns/01890000-0000-7000-8000-000000000000')).toMatchObject({
        status: 404,
      });
      expect(await desk().call('get', '/campaigns/1')).toMatchObject({ status: 404 });
    });

    it('is released by a second person only, and only as it was looked at', async () => {
      const { id } = await desk().draft();
      expect(await desk().release(id, ada)).toMatchObject({
        status: 409,
        body: { code: 'release_own_work' },
      });
      const { body: preflight } = await desk().call('get', `/campaigns/${id}/preflight`);
      expect(preflight).toMatchObject({
        mayBeReleased: true,
        contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      const wrong = { basedOnVersion: 1, contentHash: '0'.repeat(64) };
      expect(await desk().call('post', `/campaigns/${id}/release`, wrong, bob)).toMatchObject({
        status: 409,
        body: { code: 'content_changed' },
      });
      expect(await desk().release(id, bob)).toMatchObject({
        status: 200,
        body: { state: 'released', release: { contentHash: preflight.contentHash, byName: 'Bob' } },
      });
      expect(desk().audited.at(-1)).toBe('newsletter.campaign_release by Bob');
      // Any later edit voids it, and its writer is a writer from then on.
      await desk().call(
        'put',
        `/campaigns/${id}`,
        { value: { ...goodValue, name: 'Other' }, basedOnVersion: 1 },
        bob,
      );
      const { body: edited } = await desk().call('get', `/campaigns/${id}`);
      expect(edited).toMatchObject({ state: 'draft', release: null });
      expect(await desk().release(id, bob)).toMatchObject({
        status: 409,
        body: { code: 'release_own_work' },
      });
      expect(await desk().release(id, eve)).toMatchObject({ status: 200 });
    });

    it('is not released by who changed a shared part behind its writer, until the writer has seen it', async () => {
      const part = { name: 'footer', mjml: '<mj-text>Seen by both</mj-text>' };
      const { body: kept } = await desk().call('post', '/parts', { value: part });
      const mjml = goodMjml.replace('<mj-button', '{{> footer}}<mj-button');
      const { id } = await desk().draft({ mjml });
      desk().clock.advance({ minutes: 1 });
      const changed = { value: { ...part, mjml: '<mj-text>By one alone</mj-text>' }, basedOnVersion: 1 };
      await desk().call('put', `/parts/${kept.id}`, changed, bob);
      expect(await desk().release(id, bob)).toMatchObject({
        status: 409,
        body: { code: 'release_own_work' },
      });
      desk().clock.advance({ minutes: 1 });
      await desk().call('put', `/campaigns/${id}`, { value: { ...goodValue, mjml }, basedOnVersion: 1 });
      expect(await desk().release(id, bob)).toMatchObject({ status: 200 });
    });

    it('is not released with what keeps it from being sent', async () => {
      const { id } = await desk().draft({
        mjml: goodMjml.replace('{{unsubscribe_url}}', 'https://a.example/'),
        subject: '',
      });
      const { body: preflight } = await desk().call('get', `/campaigns/${id}/preflight`);
      expect(preflight.mayBeReleased).toBe(false);
      const { status, body } = await desk().release(id);
      expect([status, body.code]).toEqual([409, 'preflight_failed']);
      expect(body.errors.map(({ code }: { code: string }) => code).toSorted()).toEqual([
        'subject_empty',
        'unsubscribe_missing',
        'unsubscribe_missing',
      ]);
    });

    it('counts whom an audience reaches', async () => {
      await desk().subscribe({}, {}, { paused: true });
      const { body } = await desk().call('post', '/audience/count', { audience: { topics: ['news'] } });
      expect(body).toEqual({ named: 3, reached: 2, excluded: { unsubscribed: 0, paused: 1, restricted: 0 } });
      // An empty list would name nobody, where its writer means everybody.
      for (const audience of [{ topics: [] }, { topics: ['news'], languages: [] }]) {
        const refused = await desk().call('post', '/audience/count', { audience });
        expect([audience, refused.status]).toEqual([audience, 422]);
      }
    });

    it('asks the DNS what receivers will ask', async () => {
      const findings = async () => {
        desk().clock.advance({ minutes: 2 });
        const { body } = await desk().call('get', `/campaigns/${id}/preflight`);
        return body.findings.map(({ code }: { code: string }) => code);
      };
      const { id } = await desk().draft({ from: { name: 'A', address: 'news@mail.shop.nl' } });
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
    });
  },
  {
    resolveTxt: async (name) => {
      const records = dns[name] ?? [];
      return records === 'silent' ? records : { records };
    },
    returnDomain: () => returnDomain,
  },
);
