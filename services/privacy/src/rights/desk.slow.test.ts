import { describeDatabases } from '@foyer/database/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linkIn, openRights, testServices, type OpenRights } from './rights-fixture.ts';

const zoe = 'zoe@example.org';
const byPhone = { kind: 'erasure', channel: 'phone', email: zoe, language: 'de' };

describeDatabases(
  'the privacy officer’s work',
  (open) => {
    let hall: OpenRights;
    beforeEach(async () => {
      hall = await openRights(open());
      await hall.write({ email: zoe, phone: '+31201234567', name: 'Zoe' });
    });
    afterEach(async () => await hall.close());

    const receive = async (request: object = byPhone): Promise<string> => {
      const { status, body } = await hall.desk('POST', '', request);
      expect([status, body.code]).toEqual([201, undefined]);
      return body.id;
    };

    it('begins with writing down who asked for what, due in a month', async () => {
      await receive({ ...byPhone, receivedOn: '2026-10-31' });
      const later = await receive();
      const { body } = await hall.desk('GET', '');
      expect(body.requests).toMatchObject([
        { kind: 'erasure', channel: 'phone', receivedOn: '2026-10-31', dueOn: '2026-11-30' },
        { id: later, receivedOn: '2026-11-28', dueOn: '2026-12-28' },
      ]);
      expect(body.overdue).toBe(0);
      expect(JSON.stringify(body)).not.toContain('zoe');
      hall.clock.advance({ days: 3 });
      expect((await hall.desk('GET', '')).body.overdue).toBe(1);
    });

    it('shows what is found, each time with a line in the audit log', async () => {
      const id = await receive();
      expect((await hall.desk('GET', `/${id}`)).body.subject).toEqual({ email: zoe, phone: null });
      const { body } = await hall.desk('GET', `/${id}/data`);
      expect(body.holdings[0]).toMatchObject({
        name: 'test.letters',
        records: [{ fields: { name: 'Zoe' } }],
      });
      const zip = await hall.desk('GET', `/${id}/data.zip`);
      expect(zip.response.headers.get('content-type')).toBe('application/zip');
      expect(hall.told).toEqual([
        'audit privacy.request.receive erasure',
        'audit privacy.request.read erasure',
        'audit privacy.request.read_data erasure',
        'audit privacy.request.download erasure',
      ]);
    });

    it('erases, and forgets who asked', async () => {
      const id = await receive();
      const { body } = await hall.desk('POST', `/${id}/execution`, {});
      expect(body).toMatchObject({ state: 'done', subject: null, hasReceipt: true });
      expect(body.outcome.holdings['test.letters']).toEqual({ found: 1, done: 1, retained: [] });
      expect(await hall.letters()).toEqual([]);
      const receipt = await hall.desk('GET', `/${id}/receipt`);
      expect(receipt.body.receipt.request).toBe(body.reference);
      expect((await hall.desk('GET', `/${id}/data`)).body.code).toBe('request_closed');
      expect((await hall.desk('POST', `/${id}/execution`, {})).body.closedAt).toBe(body.closedAt);
    });

    it('answers by mail in the person’s language, and leaves no copy of it after an erasure', async () => {
      const access = await receive({ ...byPhone, kind: 'access' });
      await hall.desk('POST', `/${access}/execution`, { isAnsweredByMail: true });
      const [mail] = await hall.mails();
      expect(mail?.subject).toMatch(/^Ihre Anfrage DR-\w{4}-\w{4} ist erledigt$/);
      expect((await hall.form(linkIn(mail))).status).toBe(303);
      const erasure = await receive();
      await hall.desk('POST', `/${erasure}/execution`, { isAnsweredByMail: true });
      expect(await hall.mails()).toEqual([]);
      expect((await hall.desk('GET', `/${erasure}`)).body.state).toBe('done');
    });

    it('finds by the number of who has no address, and cannot mail them', async () => {
      const id = await receive({ kind: 'restriction', channel: 'letter', phone: '+31201234567' });
      const refused = await hall.desk('POST', `/${id}/execution`, { isAnsweredByMail: true });
      expect([refused.status, refused.body.code]).toEqual([409, 'link_impossible']);
      await hall.desk('POST', `/${id}/execution`, {});
      expect((await hall.letters())[0]?.restricted_at).not.toBeNull();
    });

    it('puts right, objects and withdraws for those who called', async () => {
      const changes = { name: 'Zoë', phone: '+31 20 765 4321' };
      const rectification = await receive({ ...byPhone, kind: 'rectification', changes });
      await hall.desk('POST', `/${rectification}/execution`, {});
      expect(await hall.letters()).toMatchObject([{ name: 'Zoë', phone: '+31 20 765 4321' }]);
      const wrong = await receive({
        ...byPhone,
        kind: 'rectification',
        changes: { email: 'new@example.org' },
      });
      const refused = await hall.desk('POST', `/${wrong}/execution`, {});
      expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/email']);
      expect((await hall.desk('GET', `/${wrong}`)).body.state).toBe('open');
      const objection = await receive({ ...byPhone, kind: 'objection', purposes: ['mail'] });
      expect((await hall.desk('POST', `/${objection}/execution`, {})).body.state).toBe('done');
    });

    it('takes more time once, two months at most, and says why', async () => {
      const id = await receive();
      const extend = async (until: string) =>
        await hall.desk('POST', `/${id}/extension`, { until, reason: 'Three systems to search.' });
      for (const until of ['2026-12-28', '2027-03-01']) {
        expect((await extend(until)).body.code).toBe('extension_too_long');
      }
      const { body } = await extend('2027-02-28');
      expect(body).toMatchObject({ dueOn: '2027-02-28', isExtended: true, latestExtension: '2027-02-28' });
      const [mail] = await hall.mails();
      expect(mail?.text).toContain('28. Februar 2027');
      expect(mail?.text).toContain('Three systems to search.');
    });

    it('refuses only with four eyes, and tells the person why', async () => {
      const id = await receive();
      expect((await hall.desk('POST', `/${id}/refusal/approval`)).body.code).toBe('request_not_refused');
      await hall.desk('POST', `/${id}/refusal`, { reason: 'We cannot tell who asks.' });
      expect((await hall.desk('POST', `/${id}/execution`, {})).body.code).toBe('request_being_refused');
      const alone = await hall.desk('POST', `/${id}/refusal/approval`);
      expect([alone.status, alone.body.code]).toEqual([403, 'request_refused_alone']);
      expect((await hall.desk('DELETE', `/${id}/refusal`)).body.refusal).toBeNull();
      await hall.desk('POST', `/${id}/refusal`, { reason: 'We cannot tell who asks.' });
      expect((await hall.desk('POST', `/${id}/refusal/approval`, undefined, 'bob')).status).toBe(200);
      const [mail] = await hall.mails();
      expect(mail?.text).toContain('We cannot tell who asks.');
      expect(mail?.text).toContain('Aufsichtsbehörde');
      const { body } = await hall.desk('GET', `/${id}`);
      expect(body).toMatchObject({ state: 'refused', subject: null });
      expect(body.refusal.approvedBy).not.toBe(body.refusal.proposedBy);
      expect(await hall.letters()).toHaveLength(1);
    });

    it('is reminded of what is due, once a day and without a name', async () => {
      const id = await receive();
      await hall.jobs.enqueue(hall.db, 'privacy.remind_requests', {});
      expect(await hall.mails()).toEqual([]);
      hall.clock.advance({ days: 25 });
      await hall.jobs.enqueue(hall.db, 'privacy.remind_requests', {});
      await hall.jobs.enqueue(hall.db, 'privacy.remind_requests', {});
      const sent = await hall.mails();
      expect(sent.map(({ to }) => to)).toEqual(['office@nordlicht.example']);
      const { body } = await hall.desk('GET', `/${id}`);
      expect(sent[0]?.text).toContain(`${body.reference}: erasure, to be answered by 28 December 2026`);
      expect(sent[0]?.source).not.toContain('zoe');
    });

    it('is done by those who may, and refuses what makes no sense', async () => {
      expect((await hall.desk('POST', '', byPhone, 'reader')).status).toBe(403);
      expect((await hall.desk('GET', '', undefined, 'nobody')).status).toBe(401);
      const refused: [object, string][] = [
        [{ kind: 'erasure', channel: 'phone' }, '/email'],
        [{ ...byPhone, channel: 'my_data' }, '/channel'],
        [{ ...byPhone, kind: 'rectification' }, '/changes'],
        [{ ...byPhone, changes: { name: 'x' } }, '/changes'],
        [{ ...byPhone, kind: 'withdrawal' }, '/purposes'],
        [{ ...byPhone, kind: 'objection', purposes: ['sms'] }, '/purposes'],
        [{ ...byPhone, kind: 'objection', purposes: ['calls'] }, '/phone'],
        [{ ...byPhone, receivedOn: '2026-11-29' }, '/receivedOn'],
        [{ ...byPhone, receivedOn: '2026-02-30' }, '/receivedOn'],
      ];
      for (const [body, pointer] of refused) {
        const answer = await hall.desk('POST', '', body);
        expect([answer.status, answer.body.errors?.[0].pointer]).toEqual([422, pointer]);
      }
      const unknown = '01890000-0000-7000-8000-000000000000';
      expect((await hall.desk('GET', `/${unknown}`)).body.code).toBe('request_unknown');
      expect((await hall.desk('POST', `/${unknown}/execution`, {})).status).toBe(404);
      expect((await hall.desk('GET', '/not-an-id')).status).toBe(404);
    });
  },
  { services: testServices },
);
