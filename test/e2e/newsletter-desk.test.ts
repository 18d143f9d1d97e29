import { readFile } from 'node:fs/promises';
import { createBulkTransport } from '@foyer/mail';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';
import { deskUrl } from '../support/desk-visit.ts';
import { violationsInEveryView } from '../support/every-view.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { freePort } from '../support/free-port.ts';
import { newsletterReaders, setPacing, takeReadersOver } from '../support/newsletter-readers.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';
import { becomeAdministrator, invite, type StaffMember } from '../support/staff-desk.ts';

describe('a newsletter at the desk, from the first word to the mailboxes', () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let sink: SmtpSink;
  let foyer: FoyerProcess;
  let writer: Page;
  let colleague: Page;
  let bouncePort: number;

  beforeAll(async () => {
    folder = await temporaryFolder();
    sink = await startSmtpSink();
    bouncePort = await freePort();
    foyer = await startFoyer({
      dataDir: folder.path,
      env: { LOG_LEVEL: 'warn', SMTP_URL: sink.url, BOUNCE_SMTP_PORT: String(bouncePort) },
    });
    const administrator = await becomeAdministrator(foyer);
    const marketing = { name: 'Willem Writer', email: 'willem@example.org', roles: ['marketing'] };
    const willem = await invite(foyer, administrator, marketing);
    await takeReadersOver(foyer, administrator);
    await setPacing(administrator, { returnDomain: 'returns.nordlicht.example' });
    browser = await startChromium();
    writer = await open(willem);
    colleague = await open(administrator);
  });

  afterAll(async () => {
    await browser.close();
    await foyer.end('SIGTERM');
    await sink.close();
    await folder.remove();
  });

  it('is begun with a name, and says at which line its MJML is wrong', async () => {
    await writer.goto(deskUrl(foyer, '/newsletter'));
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
    expect(sink.sources.filter((source) => /^subject: \[test\]/im.test(source))).toHaveLength(1);
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
    const got = sink.sources.filter((source) => /^subject: Spring for /im.test(source));
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
    const inTable = async (name: RegExp) =>
      await writer.getByRole('row', { name }).getByRole('cell').first().textContent();
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

  /** Another server found that the mailbox is not there, and says so to the address that the mail came from. */
  async function comeBack(email: string): Promise<void> {
    const index = sink.sources.findIndex(
      (source) => source.includes(email) && /^subject: Spring for /im.test(source),
    );
    const from = sink.returnPaths[index] ?? '';
    const messageId = /^message-id:\s*<([^>]+)>/im.exec(sink.sources[index] ?? '')?.[1] ?? '';
    const text = (await readFile(bounce, 'utf8'))
      .replaceAll('bounce+7-15-0123456789abcdef@news.example.com', from)
      .replaceAll('news.7.15.fedcba9876543210@example.com', messageId)
      .replaceAll('\n', '\r\n');
    const sender = createBulkTransport({
      smtpUrl: `smtp://127.0.0.1:${bouncePort}`,
      outboxDir: folder.path,
    });
    await sender.send({ messageId: 'x', returnPath: '', to: from, source: Buffer.from(text) });
    await sender.close();
  }

  async function open({ cookie }: StaffMember): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    const [name = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name, value, url: 'https://localhost' }]);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return page;
  }
});

const mail = `<mjml><mj-body><mj-section><mj-column>
<mj-text>{{salutation}}, read <a href="https://shop.example/spring">what is new</a>.</mj-text>
<mj-text><a href="{{unsubscribe_url}}">Unsubscribe</a></mj-text>
</mj-column></mj-section></mj-body></mjml>`;
const nextWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const bounce = new URL('../../shared/mail/src/returns/fixtures/postfix-unknown.eml', import.meta.url);
