import { describeDatabases } from '@foyer/database/testing';
import { createMailCompiler } from '@foyer/mail';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { filledIn, linkIn, openHall, solved, testServices, type Hall } from './callback-fixture.ts';

// With MJML itself, which leaves out what stands between its elements.
const mailCompiler = createMailCompiler({ idleSeconds: 600 });
// Loading MJML takes seconds on a busy machine; no test should wait for it.
beforeAll(async () => {
  await mailCompiler.compile('<mjml><mj-body></mj-body></mjml>');
}, 60_000);
afterAll(() => mailCompiler.close());

describeDatabases(
  'the mails of a call',
  (open) => {
    let hall: Hall;
    beforeEach(async () => {
      hall = await openHall(open(), {
        deps: { mailCompiler },
        config: { privacyUrl: 'https://nordlicht.example/privacy' },
      });
    });
    afterEach(() => hall.close());

    it.each(['en', 'nl', 'de', 'fr'])(
      'are whole in %s: their links, their facts, and no empty place',
      async (language) => {
        const fields = { ...filledIn, language };
        await hall.post(fields, { as: 'form' });
        const path = linkIn(await hall.mail('release'));
        await hall.server.fetch(path, { method: 'POST' });
        const manage = linkIn(await hall.mail('booked'));
        const chosen = new URLSearchParams({ slot: '2026-11-25T13:00:00.000Z' });
        await hall.server.fetch(`${manage}/move`, { method: 'POST', body: chosen });
        await hall.mail('moved');
        hall.clock.set(new Date('2026-11-25T11:00:00Z'));
        await hall.mail('reminder');
        await hall.server.fetch(`${manage}/cancel`, { method: 'POST' });

        const again = await hall.post({ ...fields, slot: 'asap', 'frc-captcha-solution': solved() });
        expect(again.status).toBe(201);
        await hall.mails();
        const queue = (await (await hall.desk('GET', 'queue')).json()) as { items: { id: string }[] };
        await hall.desk('POST', `${queue.items[0]?.id}/claim`);
        await hall.desk('POST', `${queue.items[0]?.id}/outcome`, { outcome: 'do_not_call' });
        await hall.post({ ...fields, slot: 'asap', 'frc-captcha-solution': solved() });

        const told = await hall.staffMails();
        expect(told).toHaveLength(2);
        for (const { text, html } of told) {
          expect(html).not.toMatch(/undefined|\{\{|href=""/);
          expect(text).not.toMatch(/undefined|\{\{/);
          expect(html).toContain(`lang="${language}"`);
        }

        const mails = await hall.mails();
        const withLink = ['release', 'booked', 'moved', 'reminder'];
        expect(mails.map(({ id }) => id.split(/[-.]/)[1])).toEqual([
          'booked',
          'booked',
          'cancelled',
          'declined',
          'moved',
          'release',
          'reminder',
        ]);
        for (const mail of mails) {
          const kind = mail.id.split(/[-.]/)[1] ?? '';
          expect(mail.html).not.toMatch(/undefined|\{\{|href=""/);
          expect(mail.text).not.toMatch(/undefined|\{\{/);
          expect(mail.html).toContain(`lang="${language}"`);
          expect(mail.html).toContain('https://nordlicht.example/privacy');
          const hasLink = /hall\.nordlicht\.example\/callback\/(?:manage|release)/;
          expect([kind, hasLink.test(mail.html ?? '')]).toEqual([kind, withLink.includes(kind)]);
          expect([kind, hasLink.test(mail.text)]).toEqual([kind, withLink.includes(kind)]);
          expect(mail.headers.find(({ name }) => name === 'Auto-Submitted')?.value).toBe('auto-generated');
        }
      },
      // MJML compiles three templates in each language.
      60_000,
    );

    it('tell staff who is to be called and when, once the request waits, and nothing of a held or suppressed one', async () => {
      await hall.post(filledIn, { as: 'form' });
      expect(await hall.staffMails()).toEqual([]);
      const release = linkIn(await hall.mail('release'));
      await hall.server.fetch(release, { method: 'POST' });
      await hall.server.fetch(release, { method: 'POST' });
      const manage = linkIn(await hall.mail('booked'));
      const chosen = new URLSearchParams({ slot: '2026-11-25T13:00:00.000Z' });
      await hall.server.fetch(`${manage}/move`, { method: 'POST', body: chosen });
      const [mail, ...others] = await hall.staffMails();
      expect(others).toEqual([]);
      expect(mail).toMatchObject({
        to: 'calls@nordlicht.example',
        replyTo: '',
        subject: expect.stringMatching(/^CB-\S+ · .*24 november 2026.* · Zoë van der Großmann$/),
      });
      expect(mail?.text).toContain('Telefoon: 020 123 4567');
      expect(mail?.text).toContain('About the backup.');
      expect(mail?.text).toContain('https://hall.nordlicht.example/desk/callbacks');
      expect(mail?.html).not.toContain('tel:');

      const subject = { phone: '020 123 4567' };
      await hall.callback.personalData[0]?.erase(subject, { held: [], language: 'en' });
      expect(await hall.staffMails()).toEqual([]);
    });
  },
  { services: testServices },
);
