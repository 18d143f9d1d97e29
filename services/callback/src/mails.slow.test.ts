import { describeDatabases } from '@foyer/database/testing';
import { createMailCompiler } from '@foyer/mail';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { filledIn, linkIn, openHall, solved, testServices, type Hall } from './callback-fixture.ts';

// With MJML itself, which leaves out what stands between its elements.
const mailCompiler = createMailCompiler({ idleSeconds: 600 });
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
    );
  },
  { services: testServices },
);
