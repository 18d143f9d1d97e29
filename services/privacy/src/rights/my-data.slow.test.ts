import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { linkIn, openRights, testServices, type OpenRights } from './rights-fixture.ts';

describeDatabases(
  'the way to one’s own data',
  (open) => {
    let hall: OpenRights;
    beforeEach(async () => void (hall = await openRights(open())));
    afterEach(async () => await hall.close());

    it('begins with a form that works without a program, in the visitor’s language', async () => {
      const page = await hall.get('/my-data?lang=de');
      expect(page.status).toBe(200);
      const text = await page.text();
      expect(text).toContain('lang="de"');
      expect(text).toContain('<form class="foyer-form" method="post" action="/my-data">');
      expect(text).toContain('sitekey="site-key"');
    });

    it('gives everybody the same answer, and a mail with a link to every address', async () => {
      await hall.write({ email: 'zoe@example.org' });
      const known = await hall.ask('zoe@example.org', { language: 'nl' });
      const unknown = await hall.ask('nobody@example.org', { language: 'nl' });
      expect([known.status, unknown.status]).toEqual([202, 202]);
      expect(await known.text()).toBe(await unknown.text());
      const sent = await hall.mails();
      expect(sent.map(({ to }) => to).toSorted()).toEqual(['nobody@example.org', 'zoe@example.org']);
      for (const mail of sent) {
        expect(mail.subject).toBe('De link naar uw gegevens');
        expect(linkIn(mail)).toMatch(/^\/my-data\/open\/[\w-]{43}$/);
      }
    });

    it('asks before it opens, and shows what is kept, why and for how long', async () => {
      await hall.write({ email: 'Zoe@Example.org', name: '<b>Zoë</b>', text: 'About the backup' });
      await hall.write({ email: 'other@example.org', text: 'A secret of somebody else' });
      await hall.ask('zoe@example.org');
      const [mail] = await hall.mails();
      const link = linkIn(mail);
      const question = await hall.get(link);
      expect(await question.text()).toContain(`<form method="post" action="${link}">`);
      const opened = await hall.form(link);
      expect(opened.status).toBe(303);
      const page = await hall.get(opened.headers.get('location') ?? '');
      expect(page.status).toBe(200);
      const text = await page.text();
      for (const shown of [
        'About the backup',
        '&#60;b&#62;Zoë',
        'Answering letters',
        'Art. 6(1)(f) GDPR',
        'Deleted after 30 days.',
        'mail.example',
      ]) {
        expect(text).toContain(shown);
      }
      expect(text).not.toContain('somebody else');
    });

    it('opens a link three times at most, however many ask at once', async () => {
      await hall.ask('zoe@example.org');
      const link = linkIn((await hall.mails())[0]);
      for (let look = 0; look < 5; look += 1) expect((await hall.get(link)).status).toBe(200);
      const answers = await Promise.all(Array.from({ length: 20 }, async () => await hall.form(link)));
      expect(answers.filter(({ status }) => status === 303)).toHaveLength(3);
      expect(answers.filter(({ status }) => status === 404)).toHaveLength(17);
      expect((await hall.get(link)).status).toBe(404);
    });

    it('closes the link after a day and the page after an hour', async () => {
      await hall.ask('zoe@example.org');
      const link = linkIn((await hall.mails())[0]);
      const page = (await hall.form(link)).headers.get('location') ?? '';
      hall.clock.advance({ minutes: 59 });
      expect((await hall.get(page)).status).toBe(200);
      hall.clock.advance({ minutes: 2 });
      expect((await hall.get(page)).status).toBe(404);
      expect((await hall.form(`${page}/erasure`)).status).toBe(404);
      expect((await hall.get(link)).status).toBe(200);
      hall.clock.advance({ hours: 24 });
      expect((await hall.get(link)).status).toBe(404);
    });

    it('takes a token for its one purpose only', async () => {
      await hall.ask('zoe@example.org');
      const link = linkIn((await hall.mails())[0]);
      const token = link.split('/').at(-1) ?? '';
      expect((await hall.get(`/my-data/view/${token}`)).status).toBe(404);
      expect((await hall.form(`/my-data/view/${token}/erasure`)).status).toBe(404);
      const page = (await hall.form(link)).headers.get('location') ?? '';
      expect((await hall.form(`/my-data/open/${page.split('/').at(-1)}`)).status).toBe(404);
      for (const made of ['x', 'a'.repeat(43), `${token}A`, '..%2f']) {
        expect((await hall.get(`/my-data/view/${made}`)).status).toBe(404);
      }
    });

    it('stores neither the address nor a token that could be read', async () => {
      await hall.ask('zoe@example.org');
      const link = linkIn((await hall.mails())[0]);
      const page = (await hall.form(link)).headers.get('location') ?? '';
      const { rows } = await sql<{ row: string }>`
        select to_jsonb(r)::text || coalesce(to_jsonb(t)::text, '') as row
        from privacy.link_request r left join privacy.access_token t on t.link_request_id = r.id
        union all select to_jsonb(q)::text from privacy.request q
        union all select to_jsonb(j)::text from jobs.job j`.execute(hall.db);
      const stored = rows.map(({ row }) => row).join('\n');
      expect(stored).not.toContain('zoe');
      expect(stored).not.toContain(Buffer.from('zoe@example.org').toString('hex'));
      expect(stored).not.toContain(link.split('/').at(-1));
      expect(stored).not.toContain(page.split('/').at(-1));
    });

    it('sends three mails an hour to one mailbox, and answers as before', async () => {
      for (let round = 0; round < 5; round += 1) expect((await hall.ask('zoe@example.org')).status).toBe(202);
      expect(await hall.mails()).toHaveLength(3);
      hall.clock.advance({ minutes: 61 });
      await hall.ask('ZOE@example.org');
      expect(await hall.mails()).toHaveLength(4);
    });

    it('serves those without a program too, within a limit for all of them together', async () => {
      const answers = [];
      for (let person = 0; person < 32; person += 1) {
        answers.push(await hall.form('/my-data', { email: `p${person}@d${person}.example` }));
      }
      expect(answers.every(({ status }) => status === 202)).toBe(true);
      expect(await hall.mails()).toHaveLength(30);
      await hall.ask('solved@example.org');
      expect(await hall.mails()).toHaveLength(31);
    });

    it('refuses a wrong or used solution, a program without one, and what is no address', async () => {
      const json = (body: object) =>
        hall.server.fetch('/my-data', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
      const without = await json({ email: 'zoe@example.org' });
      expect([without.status, await without.json()]).toMatchObject([422, { code: 'captcha_unsolved' }]);
      const wrong = await json({ email: 'zoe@example.org', 'frc-captcha-solution': 'made up' });
      expect(wrong.status).toBe(422);
      const good = { email: 'zoe@example.org', 'frc-captcha-solution': 'solved.once' };
      expect((await json(good)).status).toBe(202);
      expect((await json(good)).status).toBe(422);
      const noAddress = await hall.form('/my-data', { email: 'zoe', language: 'fr' });
      expect(noAddress.status).toBe(422);
      const text = await noAddress.text();
      expect(text).toContain('aria-invalid="true"');
      expect(text).toContain('value="zoe"');
      for (const email of [
        '',
        'a@b',
        'a@example.org\r\nBcc: x@y.example',
        '"<x>"@example.org, b@example.org',
      ]) {
        expect((await json({ ...good, email })).status).toBe(422);
      }
      expect(await hall.mails()).toHaveLength(1);
    });
  },
  { services: testServices },
);
