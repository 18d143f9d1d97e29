import { readFile } from 'node:fs/promises';
import { createBulkTransport } from '@foyer/mail';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyNewest, releaseAndStart } from '../support/desk-campaigns.ts';
import { deskUrl } from '../support/desk-visit.ts';
import { violationsInEveryView } from '../support/every-view.ts';
import { freePort } from '../support/free-port.ts';
import { openNewsletterDesk, type NewsletterDesk } from '../support/newsletter-desk.ts';
import { newsletterReaders, takeReadersOver } from '../support/newsletter-readers.ts';

describe('a newsletter at the desk, from the first word to the mailboxes', () => {
  let desk: NewsletterDesk;
  let writer: Page;
  let colleague: Page;
  let bouncePort: number;

  beforeAll(async () => {
    bouncePort = await freePort();
    desk = await openNewsletterDesk({
      env: { BOUNCE_SMTP_PORT: String(bouncePort) },
      pacing: { returnDomain: 'returns.nordlicht.example' },
    });
    ({ writer, colleague } = desk);
  });

  afterAll(async () => await desk.close());

  it('is begun with a name, and says at which line its MJML is wrong', async () => {
    await writer.goto(deskUrl(desk.foyer, '/newsletter'));
    await writer.getByRole('button', { name: 'New campaign' }).click();
    await writer.getByLabel('Name', { exact: true }).fill('Spring');
    await writer.getByRole('button', { name: 'Begin' }).click();
    await writer.getByRole('heading', { name: 'Spring', level: 1 }).waitFor();
    await writer.getByText('The subject is empty.').waitFor();

    const editor = writer.getByRole('textbox', { name: 'MJML of the whole mail' });
    await editor.click();
    await writer.keyboard.press('Control+a');
    await writer.keyboard.insertText(mail.replace('<mj-text>', '<mj-wrong />\n<mj-text>'));
    const goTo = writer.getByRole('button', { name: /^Go to line/ }).first();
    await goTo.waitFor();
    expect(await writer.locator('.cm-lint-marker-error').count()).toBeGreaterThan(0);
    expect(await violationsInEveryView(writer, 'a campaign with findings')).toEqual([]);
    await goTo.click();
    expect(await editor.evaluate((element) => element.matches(':focus'))).toBe(true);
    await writer.keyboard.press('Control+a');
    await writer.keyboard.insertText(mail);
    await goTo.waitFor({ state: 'detached' });
  });

  it('keeps each letter of what is typed faster than it is drawn', async () => {
    const editor = writer.getByRole('textbox', { name: 'MJML of the whole mail' });
    const typed = 'Tulips stand in long rows and nobody has ever counted them all. ';
    await editor.press('Control+Home');
    await writer.keyboard.type(typed);
    await writer.getByText('Not saved yet').waitFor();
    expect(await writer.locator('.cm-line').first().textContent()).toBe(`${typed}${mail.split('\n')[0]}`);
    await writer.keyboard.press('Control+a');
    await writer.keyboard.insertText(mail);
  });

  it('shows how it looks, and counts whom it reaches, while it is written', async () => {
    await writer.getByLabel('Subject').fill('Spring for {{name}}');
    await writer.getByLabel('Preview text').fill('Tulips & more');
    await writer.getByLabel('Sender’s name').fill('Nordlicht');
    await writer.getByLabel('Sender’s address').fill('news@nordlicht.example');
    await writer.getByRole('group', { name: 'Topics' }).getByLabel('News').check();
    await writer.getByText('3 people would get it now').waitFor();
    await writer.getByLabel('But nobody with these marks').fill('city = Utrecht');
    await writer.getByText('2 people would get it now').waitFor();
    await writer.getByLabel('But nobody with these marks').fill('');
    const frame = writer.frameLocator('iframe');
    await frame.getByRole('link', { name: 'what is new' }).waitFor();
    await frame.getByText('Tulips & more').waitFor({ state: 'attached' });
    expect(await writer.locator('iframe').getAttribute('sandbox')).toBe('');
    await writer.getByText('Text', { exact: true }).click();
    await writer.getByRole('region', { name: 'Text' }).getByText('read what is new').waitFor();
    await writer.getByRole('button', { name: 'Save' }).click();
    await writer
      .getByText(/^Saved /)
      .first()
      .waitFor();
  });

  it('goes to its writer as a test, and is released by somebody else only', async () => {
    await writer.getByText('Check and send').click();
    await writer.getByText('Nothing keeps it from being sent.').waitFor();
    await writer.getByRole('button', { name: 'Send it to me' }).click();
    await writer.getByRole('main').getByText('Sent to willem@example.org.').waitFor();
    expect(desk.sink.sources.filter((source) => /^subject: \[test\]/im.test(source))).toHaveLength(1);
    await writer.getByText('You wrote on it, so somebody else has to release it.').waitFor();
    expect(await writer.getByRole('button', { name: 'Release this mail' }).count()).toBe(0);

    await colleague.goto(`${writer.url().split('?')[0]}?tab=check`);
    await colleague.getByRole('button', { name: 'Release this mail' }).waitFor();
    expect(await violationsInEveryView(colleague, 'before the release')).toEqual([]);
    await colleague.getByRole('button', { name: 'Release this mail' }).click();
    await colleague.getByText('Released by Ada Administrator').waitFor();
    // The writer's page hears of it.
    await writer.getByText('Released by Ada Administrator').waitFor();
  });

  it('is scheduled on the clocks of a zone, taken back, and started', async () => {
    await writer.getByRole('button', { name: 'Schedule…' }).click();
    await writer.getByLabel('Date and time').fill('2020-01-01T09:00');
    await writer.getByLabel('Time zone').fill('Europe/Nowhere');
    await writer.getByRole('button', { name: 'Schedule', exact: true }).click();
    await writer.locator('dialog .field-error, dialog .problem').first().waitFor();
    await writer.getByLabel('Date and time').fill(`${nextWeek}T09:00`);
    await writer.getByLabel('Time zone').fill('Europe/Berlin');
    await writer.getByRole('button', { name: 'Schedule', exact: true }).click();
    await writer.getByText(`It starts ${nextWeek} 09:00 on the clocks of Europe/Berlin.`).waitFor();
    await writer.getByRole('button', { name: 'Take the time back' }).click();
    await writer.getByRole('button', { name: 'Schedule…' }).waitFor();
    await writer.getByRole('button', { name: 'Start now…' }).click();
    await writer.getByRole('heading', { name: 'Send it to 3 people now?' }).waitFor();
    await writer.getByRole('button', { name: 'Start sending' }).click();
  });

  it('tells how it goes until everybody has it, and who that is', async () => {
    await writer.getByRole('status').getByText('Finished').waitFor({ timeout: 60_000 });
    // The page's head says so too, without being loaded anew.
    await writer.locator('.page-head').getByText('Finished').waitFor();
    await writer.getByText('3 of 3 done').waitFor();
    const got = desk.sink.sources.filter((source) => /^subject: Spring for /im.test(source));
    expect(got).toHaveLength(3);
    expect(await writer.getByRole('button', { name: 'Pause' }).count()).toBe(0);
    const [download] = await Promise.all([
      writer.waitForEvent('download'),
      writer.getByRole('link', { name: 'CSV of everybody' }).click(),
    ]);
    const table = await readFile(await download.path(), 'utf8');
    for (const reader of newsletterReaders) expect(table).toContain(reader);
    await writer.locator('canvas').first().waitFor();
    expect(await violationsInEveryView(writer, 'the results')).toEqual([]);
  });

  it('says of whom it came back, and still has each of them in one line', async () => {
    await comeBack('anna@example.org');
    await writer.getByRole('row', { name: /^Came back/ }).waitFor();
    expect([await inTable(/^Accepted/), await inTable(/^Came back/), await inTable(/^Together/)]).toEqual([
      '2',
      '1',
      '3',
    ]);
    await writer.getByText('Came back: the mailbox is not there').waitFor();
  });

  it('lists its links, raw and cleaned', async () => {
    const row = writer.getByRole('row', { name: /shop\.example/ });
    expect(await row.getByRole('cell').allTextContents()).toEqual(['0', '0']);
  });

  it('says at the desk who refuses us and what to do, above what else came back', async () => {
    await comeBack('bea@example.org', 'outlook-dmarc');
    await writer.getByRole('link', { name: 'What to do where we are refused' }).click();
    await writer.locator('nav [aria-current="page"]', { hasText: 'Returned mail' }).waitFor();
    const notice = writer.locator('.notice');
    await notice.getByText('1 newsletter was refused because of us in the last 180 days').waitFor();
    await notice.getByText(/^Microsoft takes mails of large senders only with SPF, DKIM and DMARC/).waitFor();
    await notice.getByText(/^It said: “.*5\.7\.515 Access denied/).waitFor();
    expect(await figure('Mailbox not there')).toBe('1');
    await writer
      .getByText('Mail servers deliver to it what is sent to returns.nordlicht.example (BOUNCE_SMTP_PORT).')
      .waitFor();
    expect(await violationsInEveryView(writer, 'returned mail')).toEqual([]);
    await writer.getByText('7 days', { exact: true }).click();
    await notice.getByText('1 newsletter was refused because of us in the last 7 days').waitFor();
  });

  it('goes from what the check finds to the line where it is', async () => {
    const { id } = await copyNewest(desk.willem, { mjml: mail.replace('https://', '') });
    await writer.goto(deskUrl(desk.foyer, `/newsletter/${id}?tab=check`));
    await writer.getByRole('button', { name: 'Go to line 2' }).press('Enter');
    await writer.locator('.cm-content:focus').waitFor();
    await writer.keyboard.type('here: ');
    expect(await writer.locator('.cm-line').nth(1).textContent()).toMatch(/^here: <mj-text>/);
    await writer.goBack();
    await writer.getByRole('button', { name: 'Go to line 2' }).waitFor();
  });

  it('stops by itself when much is refused, and goes to everybody again once that is put right', async () => {
    await takeReadersOver(desk.foyer, desk.administrator, goneReaders);
    desk.sink.unknownDomain = 'gone.example';
    const before = desk.sink.sources.length;
    await startCopyOfSpring();
    await writer.getByText('Stopped: 22 of the last 24 mails were refused for good').waitFor();
    await writer.getByText(/^The mail server said: “.*no such user here”\.$/).waitFor();
    expect(await writer.getByRole('button', { name: 'Resume' }).count()).toBe(0);
    expect(await violationsInEveryView(writer, 'a campaign that stopped by itself')).toEqual([]);
    await colleague.goto(deskUrl(desk.foyer, '/newsletter?state=braked'));
    await colleague.getByRole('listitem').getByText('Stopped: too much refused').waitFor();
    desk.sink.unknownDomain = undefined;
    await writer.getByRole('button', { name: 'Send them again' }).press('Enter');
    await writer.locator('[role="status"]:focus').waitFor();
    await writer.getByRole('status').getByText('Finished').waitFor({ timeout: 60_000 });
    await writer.getByText('25 of 25 done').waitFor();
    // Nobody twice, and nobody off the list.
    expect(desk.sink.sources.length - before).toBe(24);
    await colleague.getByText('There is none in this state.').waitFor();
    expect(await subscriberCounts()).toMatchObject({ active: 24, unsubscribed: 1 });
  });

  it('goes on without those who were refused, when somebody says that they are gone', async () => {
    desk.sink.unknownDomain = 'gone.example';
    await startCopyOfSpring();
    await writer.getByRole('button', { name: 'They are gone…' }).click();
    await writer.getByRole('heading', { name: 'Are these addresses really gone?' }).waitFor();
    await writer.getByRole('button', { name: 'They are gone: go on' }).press('Enter');
    await writer.locator('[role="status"]:focus').waitFor();
    await writer.getByRole('status').getByText('Finished').waitFor({ timeout: 60_000 });
    expect(await inTable(/^Refused/)).toBe('22');
    await expect.poll(subscriberCounts).toMatchObject({ active: 2, unsubscribed: 23 });
  });

  async function inTable(name: RegExp): Promise<string | null> {
    return await writer.getByRole('row', { name }).getByRole('cell').first().textContent();
  }

  async function figure(name: string): Promise<string | null> {
    const card = writer.locator('.figure-card', { hasText: name });
    return await card.locator('.numbers').textContent();
  }

  async function subscriberCounts(): Promise<unknown> {
    return await (await desk.administrator.call('GET', `${api}/subscribers/counts`)).json();
  }

  /** Written, released by somebody else and started, as before; its page is open. */
  async function startCopyOfSpring(): Promise<void> {
    const copy = await copyNewest(desk.willem);
    await releaseAndStart(copy, { releasing: desk.administrator, starting: desk.willem });
    await writer.goto(deskUrl(desk.foyer, `/newsletter/${copy.id}`));
  }

  /** Another server found something, and says so to the address that the mail came from. */
  async function comeBack(email: string, report = 'postfix-unknown'): Promise<void> {
    const index = desk.sink.sources.findIndex(
      (source) => source.includes(email) && /^subject: Spring for /im.test(source),
    );
    const from = desk.sink.returnPaths[index] ?? '';
    const messageId = /^message-id:\s*<([^>]+)>/im.exec(desk.sink.sources[index] ?? '')?.[1] ?? '';
    const text = (await readFile(new URL(`${report}.eml`, reports), 'utf8'))
      .replaceAll('bounce+7-15-0123456789abcdef@news.example.com', from)
      .replaceAll('news.7.15.fedcba9876543210@example.com', messageId)
      .replaceAll('\n', '\r\n');
    const sender = createBulkTransport({
      smtpUrl: `smtp://127.0.0.1:${bouncePort}`,
      outboxDir: '/nowhere',
    });
    await sender.send({ messageId: 'x', returnPath: '', to: from, source: Buffer.from(text) });
    await sender.close();
  }
});

const mail = `<mjml><mj-body><mj-section><mj-column>
<mj-text>{{salutation}}, read <a href="https://shop.example/spring">what is new</a>.</mj-text>
<mj-text><a href="{{unsubscribe_url}}">Unsubscribe</a></mj-text>
</mj-column></mj-section></mj-body></mjml>`;
const nextWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const reports = new URL('../../shared/mail/src/returns/fixtures/', import.meta.url);
const api = '/desk/api/newsletter';
// One in five of two hundred is too much, and twenty at least.
const goneReaders = Array.from({ length: 22 }, (_, index) => `reader${index}@gone.example`);
