import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { filledIn, linkIn, messageRows, receiptOf, only, describeHall, solved } from './contact-fixture.ts';

const browser = { as: 'form', accept: 'text/html' } as const;

describeHall('messages that are held', ({ hall, db }) => {
  const kinds = async () => (await hall().mails()).map(({ id }) => id.split('.')[0]);
  const many = 'http://a.example http://b.example https://c.example https://d.example';

  it.each([
    [
      'the hidden field is filled in',
      { website: 'http://spam.example', 'frc-captcha-solution': solved() },
      'honeypot',
    ],
    ['it was fast and is full of links', { message: many, 'frc-captcha-solution': solved(1) }, 'fast,links'],
  ])('holds a message with its reasons when %s, and drops nothing', async (_what, change, reasons) => {
    const response = await hall().post({ ...filledIn, ...change });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ state: 'held', reference: expect.any(String) });
    expect(await messageRows(db())).toMatchObject([
      { state: 'held', held_reasons: reasons, email: 'zoe@example.org' },
    ]);
    expect(await kinds()).toEqual(['contact-confirm']);
    expect(await hall().contact.held()).toMatchObject([
      { reasons: reasons.split(','), confirmation: 'sent' },
    ]);
  });

  it.each([
    ['fast', { 'frc-captcha-solution': solved(1) }],
    ['full of links', { message: many, 'frc-captcha-solution': solved() }],
  ])('does not hold a message that is only %s', async (_what, change) => {
    expect(await (await hall().post({ ...filledIn, ...change })).json()).toMatchObject({ state: 'received' });
  });

  it('holds a form without a solution, and releases it by link, page and button', async () => {
    const page = await (await hall().post({ ...filledIn, language: 'nl' }, browser)).text();
    expect(page).toContain('wacht tot u het vrijgeeft');
    const [confirm] = await hall().mails();
    expect(confirm).toMatchObject({ to: 'zoe@example.org', subject: 'Geef uw bericht vrij' });
    for (const word of ['Zoë', 'Großmann', 'network'])
      expect(`${confirm?.text}${confirm?.html}`).not.toContain(word);
    const path = linkIn(only(await hall().mails(), 'confirm'));

    for (const method of ['GET', 'HEAD', 'GET']) {
      const question = await hall().server.fetch(path, { method });
      expect(question.status).toBe(200);
      expect(question.headers.get('cache-control')).toBe('no-store');
      if (method === 'GET') {
        const asked = await question.text();
        expect(asked).toContain(`<form method="post" action="${path}">`);
        expect(asked).toContain('lang="nl"');
        expect(asked).not.toContain('Zoë');
      }
    }
    expect(await messageRows(db())).toMatchObject([{ state: 'held' }]);

    const released = await hall().server.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
    });
    expect(released.status).toBe(200);
    expect(await released.text()).toContain('uw bericht is onderweg');
    expect(await kinds()).toEqual(['contact-acknowledge', 'contact-confirm', 'contact-notify']);
    expect(only(await hall().mails(), 'notify').text).toContain('zonder opgeloste captcha verstuurd');
    expect(await messageRows(db())).toMatchObject([{ state: 'received', released_by: 'visitor' }]);
  });

  it('may be released twice and many times at once, and goes its way once', async () => {
    await hall().post(filledIn, browser);
    const path = linkIn(only(await hall().mails(), 'confirm'));
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => hall().server.fetch(path, { method: 'POST' })),
    );
    expect(responses.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(await kinds()).toEqual(['contact-acknowledge', 'contact-confirm', 'contact-notify']);
    const again = await (await hall().server.fetch(path)).text();
    expect(again).toContain('your message is on its way');
    expect(again).not.toContain('<form');
  });

  it('answers alike for a link that is wrong, too old, or whose message is gone', async () => {
    await hall().post(filledIn, browser);
    const path = linkIn(only(await hall().mails(), 'confirm'));
    const answers: string[] = [];
    const ask = async (link: string) => {
      for (const method of ['GET', 'POST']) {
        const response = await hall().server.fetch(link, { method });
        expect(response.status).toBe(404);
        answers.push(await response.text());
      }
    };
    await ask('/contact/confirm/nonsense');
    await ask(`/contact/confirm/${'A'.repeat(43)}`);
    hall().clock.advance({ days: 7, seconds: 1 });
    await ask(path);
    hall().clock.set(new Date('2026-11-23T00:00:00Z'));
    expect((await hall().server.fetch(path)).status).toBe(200);
    await hall().contact.personalData[0]?.erase({ email: 'zoe@example.org' }, { held: [], language: 'en' });
    await ask(path);
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('This link does not work any more');
  });

  it('keeps links so that who reads the database can release nothing', async () => {
    await hall().post(filledIn, browser);
    const token =
      linkIn(only(await hall().mails(), 'confirm'))
        .split('/')
        .at(-1) ?? '';
    const { rows } = await sql<{
      token_hash: Uint8Array;
    }>`select token_hash from contact.confirmation`.execute(db());
    expect(rows).toHaveLength(1);
    const hash = Buffer.from(rows[0]?.token_hash ?? []);
    expect(hash.toString('base64url')).not.toBe(token);
    expect((await hall().server.fetch(`/contact/confirm/${hash.toString('base64url')}`)).status).toBe(404);
  });

  it('keeps both links working when the job that sends them runs twice', async () => {
    await hall().post(filledIn, browser);
    const first = linkIn(only(await hall().mails(), 'confirm'));
    const [row] = await messageRows(db());
    await hall().jobs.enqueue(db(), 'contact.request_confirmation', { messageId: String(row?.['id']) });
    const second = linkIn(only(await hall().mails(), 'confirm'));
    expect(second).not.toBe(first);
    for (const path of [first, second]) expect((await hall().server.fetch(path)).status).toBe(200);
  });

  it('asks one mailbox three times a day at most, and says the same to the one who typed it', async () => {
    const pages = new Set<string>();
    for (let index = 0; index < 5; index += 1) {
      const page = await (await hall().post(filledIn, browser)).text();
      pages.add(page.replaceAll(/FO-\w{4}-\w{4}/g, 'FO'));
      await hall().mails();
    }
    expect(pages.size).toBe(1);
    expect(await kinds()).toHaveLength(3);
    expect((await hall().contact.held()).map(({ confirmation }) => confirmation)).toEqual([
      'sent',
      'sent',
      'sent',
      'limited',
      'limited',
    ]);
  });

  it('holds a message without an e-mail address for the staff, and says so', async () => {
    const page = await (
      await hall().post({ ...filledIn, email: '', phone: '020 123 45 67' }, browser)
    ).text();
    expect(page).toContain('one of us looks at the message first');
    expect(await kinds()).toEqual([]);
    expect(await hall().contact.held()).toMatchObject([{ reasons: ['no_captcha'], confirmation: null }]);
  });

  it('is released by the staff however they type the reference, and goes the same way', async () => {
    const { reference } = await receiptOf(
      await hall().post({ ...filledIn, website: 'x', 'frc-captcha-solution': solved() }),
    );
    expect(await hall().contact.release('FO-0000-0000')).toBe('unknown');
    expect(await hall().contact.release('anything')).toBe('unknown');
    expect(await hall().contact.release(reference.toLowerCase().replaceAll('-', ' '))).toBe('released');
    expect(await hall().contact.release(reference)).toBe('not_held');
    expect(await kinds()).toEqual(expect.arrayContaining(['contact-acknowledge', 'contact-notify']));
    expect(only(await hall().mails(), 'notify').text).toContain('hidden field filled in');
    expect(await hall().contact.held()).toEqual([]);
  });

  it('tells the staff once a day what waits, by reference only', async () => {
    await hall().runJob('contact.report_held');
    expect(await kinds()).toEqual([]);
    const { reference } = await receiptOf(
      await hall().post({ ...filledIn, email: '', phone: '020 123 45 67' }, { as: 'form' }),
    );
    await hall().runJob('contact.report_held');
    await hall().runJob('contact.report_held');
    const report = only(await hall().mails(), 'held');
    expect(report).toMatchObject({ to: 'staff@nordlicht.example', subject: 'One message is held' });
    expect(report.text).toContain(reference);
    for (const word of ['Zoë', '123 45', 'network']) expect(report.text).not.toContain(word);
  });
});
