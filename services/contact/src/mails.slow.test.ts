import { startSmtpPeer } from '@foyer/mail/testing';
import { expect, it } from 'vitest';
import { filledIn, messageRows, receiptOf, only, describeHall, solved } from './contact-fixture.ts';

describeHall('mails about a message', ({ hall, db, reopen }) => {
  it('tells the staff everything, and lets them reply to the visitor', async () => {
    const sent = {
      ...filledIn,
      phone: '+31 20 123 45 67',
      language: 'de',
      'frc-captcha-solution': solved(),
    };
    const { reference } = await receiptOf(await hall().post(sent));
    const mail = only(await hall().mails(), 'notify');
    expect(mail.to).toBe('staff@nordlicht.example');
    expect(mail.replyTo).toBe('Zoë van der Großmann <zoe@example.org>');
    expect(mail.subject).toBe(`${reference} · Produkte und Angebote · Zoë van der Großmann`);
    for (const word of [
      'Zoë van der Großmann',
      'zoe@example.org',
      '+31 20 123 45 67',
      'We need a network.',
      reference,
    ]) {
      expect(mail.text).toContain(word);
      expect(mail.html).toContain(word);
    }
    expect(header(mail, 'auto-submitted')).toBe('auto-generated');
    expect(header(mail, 'content-language')).toBe('de');
  });

  it('shows what the visitor wrote as text, and keeps it on its line', async () => {
    const name = 'Bob <b>"x"</b> {{reference}} \\';
    await hall().post({
      ...filledIn,
      name,
      message: '<script>alert(1)</script>{{name}}\nBcc: x@y.z',
      'frc-captcha-solution': solved(),
    });
    const mail = only(await hall().mails(), 'notify');
    expect(mail.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;{{name}}<br>Bcc: x@y.z');
    expect(mail.html).not.toContain('<script');
    expect(mail.replyTo).toBe(`${name} <zoe@example.org>`);
    expect(header(mail, 'bcc')).toBeUndefined();
  });

  it.each([
    ['en', 'Your message has arrived', '4 June 2027'],
    ['nl', 'Uw bericht is aangekomen', '4 juni 2027'],
    ['de', 'Ihre Nachricht ist angekommen', '4. Juni 2027'],
    ['fr', 'Votre message est bien arrivé', '4 juin 2027'],
  ])(
    'acknowledges in the visitor’s language (%s), with nothing the visitor wrote',
    async (language, title, date) => {
      const { reference } = await receiptOf(
        await hall().post({ ...filledIn, language, 'frc-captcha-solution': solved() }),
      );
      const mail = only(await hall().mails(), 'acknowledge');
      expect(mail.to).toBe('zoe@example.org');
      expect(header(mail, 'auto-submitted')).toBe('auto-generated');
      expect(header(mail, 'content-language')).toBe(language);
      expect(mail.subject).toContain(reference);
      for (const part of [mail.text, mail.html]) {
        expect(part).toContain(title);
        expect(part).toContain(date);
        for (const word of ['Zoë', 'Großmann', 'network', '120']) expect(part).not.toContain(word);
      }
      expect(mail.html).toContain(`lang="${language}"`);
    },
  );

  it('asks nobody else for anything when a mail is opened', async () => {
    await hall().post({ ...filledIn, 'frc-captcha-solution': solved() });
    for (const { html } of await hall().mails()) expect(html).not.toMatch(/src=|url\(|@import|<link/);
  });

  it('takes the language of the browser when the page names none', async () => {
    await hall().post(
      { ...filledIn, 'frc-captcha-solution': solved() },
      { acceptLanguage: 'fr-BE, en;q=0.5' },
    );
    expect(only(await hall().mails(), 'acknowledge').subject).toContain('Nous avons bien reçu');
  });

  it('sends no acknowledgement to a telephone number, and tells the staff to call back', async () => {
    await hall().post({ ...filledIn, email: '', phone: '020 123 45 67', 'frc-captcha-solution': solved() });
    const mails = await hall().mails();
    expect(mails).toHaveLength(1);
    expect(only(mails, 'notify')).toMatchObject({
      replyTo: '',
      text: expect.stringContaining('please call back'),
    });
  });

  it('sends one mailbox three acknowledgements a day, whatever stands after the plus', async () => {
    for (const email of ['zoe@example.org', 'Zoe+1@example.org', 'zoe+2@EXAMPLE.org', 'zoe+3@example.org']) {
      expect((await hall().post({ ...filledIn, email, 'frc-captcha-solution': solved() })).status).toBe(201);
      await hall().mails();
    }
    const kinds = (await hall().mails()).map(({ id }) => id.split('.')[0]);
    expect(kinds.filter((kind) => kind === 'contact-acknowledge')).toHaveLength(3);
    expect(kinds.filter((kind) => kind === 'contact-notify')).toHaveLength(4);
    expect((await messageRows(db())).map((row) => row['acknowledgement'])).toEqual([
      'sent',
      'sent',
      'sent',
      'limited',
    ]);
    hall().clock.advance({ hours: 25 });
    await hall().post({ ...filledIn, 'frc-captcha-solution': solved() });
    await hall().mails();
    expect((await messageRows(db())).at(-1)).toMatchObject({ acknowledgement: 'sent' });
  });

  it('sends one domain only so many acknowledgements an hour, and a freemail domain more', async () => {
    const hours = 1;
    const config = {
      limits: {
        recipient: { count: 3, hours: 24 },
        domain: { count: 2, hours },
        freemailDomain: { count: 4, hours },
        freemailDomains: ['mail.example'],
      },
    };
    await reopen({ config });
    for (const domain of ['company.example', 'mail.example']) {
      for (let index = 0; index < 5; index += 1) {
        await hall().post({ ...filledIn, email: `v${index}@${domain}`, 'frc-captcha-solution': solved() });
        await hall().mails();
      }
    }
    const outcomes = (await messageRows(db())).map((row) => row['acknowledgement']);
    expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(2 + 4);
  });

  it('counts exactly when many come at once', async () => {
    await Promise.all(
      Array.from({ length: 10 }, () => hall().post({ ...filledIn, 'frc-captcha-solution': solved() })),
    );
    const mails = await hall().mails();
    expect(mails.filter(({ id }) => id.startsWith('contact-acknowledge'))).toHaveLength(3);
  });

  it('stays the same mail, and counts once, when a job runs twice', async () => {
    await hall().post({ ...filledIn, 'frc-captcha-solution': solved() });
    const before = (await hall().mails()).map(({ id }) => id);
    const [row] = await messageRows(db());
    const messageId = String(row?.['id']);
    for (const name of [
      'contact.notify_staff',
      'contact.acknowledge',
      'contact.acknowledge',
      'contact.acknowledge',
    ]) {
      await hall().jobs.enqueue(db(), name, { messageId });
    }
    expect((await hall().mails()).map(({ id }) => id)).toEqual(before);
    expect(await messageRows(db())).toMatchObject([{ acknowledgement: 'sent' }]);
  });

  it('takes a refusal of the visitor’s server as an answer, and one of the staff’s as a job for a person', async () => {
    const peer = await startSmtpPeer({ refuseRecipient: 550 });
    await reopen({ smtpUrl: peer.url });
    await hall().post({ ...filledIn, 'frc-captcha-solution': solved() });
    await hall().mails();
    expect(await messageRows(db())).toMatchObject([{ acknowledgement: 'refused' }]);
    expect(await hall().jobs.deadJobs()).toMatchObject([{ name: 'contact.notify_staff' }]);
    peer.behaviour.refuseRecipient = undefined;
    await hall().jobs.retryAll();
    await hall().mails();
    expect(peer.mails.map(({ to }) => to)).toEqual([['staff@nordlicht.example']]);
    await peer.close();
  });

  it('tries again later when the mail server is not there, and loses nothing', async () => {
    const peer = await startSmtpPeer({ refuseMessage: 451 });
    await reopen({ smtpUrl: peer.url });
    await hall().post({ ...filledIn, 'frc-captcha-solution': solved() });
    await hall().mails();
    expect(peer.mails).toEqual([]);
    peer.behaviour.refuseMessage = undefined;
    hall().clock.advance({ hours: 2 });
    await hall().mails();
    expect(new Set(peer.mails.map(({ to }) => to[0]))).toEqual(
      new Set(['staff@nordlicht.example', 'zoe@example.org']),
    );
    await peer.close();
  });
});

const header = (mail: { headers: { name: string; value: string }[] }, name: string) =>
  mail.headers.find((one) => one.name.toLowerCase() === name)?.value;
