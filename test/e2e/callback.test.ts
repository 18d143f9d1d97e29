import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import { callbackStrings } from '@foyer/callback-widget';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Email } from 'postal-mime';
import { startChromium } from '../support/browser.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { readOutbox } from '../support/outbox.ts';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('a visitor who wants to be called', () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let context: BrowserContext;
  let page: Page;
  let requestedHosts: Set<string>;

  beforeAll(async () => {
    browser = await startChromium();
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path });
  });
  afterAll(async () => {
    await browser.close();
    await foyer.end('SIGTERM');
    await folder.remove();
  });
  beforeEach(() => {
    requestedHosts = new Set();
  });
  afterEach(async () => {
    expect([...requestedHosts]).toEqual([new URL(foyer.url).host]);
    expect(await context.cookies()).toEqual([]);
    await context.close();
  });

  const open = async (options: Parameters<Browser['newContext']>[0] = {}): Promise<void> => {
    context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('request', (request) => requestedHosts.add(new URL(request.url()).host));
    await page.goto(`${foyer.url}/demo/callback`);
    if (options.javaScriptEnabled !== false) await page.waitForSelector('form[novalidate]');
  };
  const fillIn = async (email = ''): Promise<void> => {
    await page.getByLabel('Your name').fill('Ada Example');
    await page.getByLabel('Telephone').fill('020 7946 0000');
    await page.getByLabel('E-mail').fill(email);
  };
  const send = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Ask for a call' }).click();
    await page.getByRole('heading', { name: 'we will call you' }).waitFor({ timeout: 30_000 });
  };
  const mailTo = async (address: string, subject: RegExp) => {
    return await vi.waitFor(
      async () => {
        const mails = await readOutbox(folder.path);
        const subjects = mails.filter((mail) => mail.to?.[0]?.address === address);
        const found = subjects.find((mail) => subject.test(mail.subject ?? ''));
        if (found !== undefined) return found;
        throw new Error(`no mail like ${subject} among ${subjects.map((mail) => mail.subject).join(', ')}`);
      },
      { timeout: 20_000, interval: 100 },
    );
  };

  it('books from another time zone, on clocks of its own', async () => {
    await open({ timezoneId: 'America/New_York' });
    await expect.poll(() => page.locator('.foyer-slots').innerText()).toContain('Times in America/New York');
    await fillIn('ada@example.org');
    const last = page.locator('.foyer-time').last();
    await last.click();
    const value = await page.locator('[name=slot]:checked').inputValue();
    const timeIn = (timeZone: string): string =>
      new Date(value).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
    expect(await last.innerText()).toContain(timeIn('America/New_York'));
    expect(await page.locator('.foyer-office').innerText()).toContain(timeIn('Europe/Amsterdam'));
    await send();
    const facts = await page.locator('.foyer-facts').innerText();
    expect(facts).toContain(`${timeIn('America/New_York')}–`);
    expect(facts).toContain('America/New York');
    const mail = await mailTo('ada@example.org', /We will call you/);
    expect(mail.text).toContain(timeIn('America/New_York'));
    expect(mail.text).toContain(timeIn('Europe/Amsterdam'));
    const entry = mail.attachments.find(({ mimeType }) => mimeType === 'text/calendar');
    const written =
      typeof entry?.content === 'string' ? entry.content : new TextDecoder().decode(entry?.content);
    expect(written).toContain(`DTSTART:${value.replaceAll(/[-:]|\.\d+/g, '')}`);
  });

  it('does it by keyboard alone', async () => {
    await open({ timezoneId: 'Europe/Amsterdam' });
    const tabTo = async (selector: string): Promise<void> => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press('Tab');
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector))
          return;
      }
      throw new Error(`${selector} cannot be reached by the Tab key`);
    };
    await tabTo('[name=name]');
    await page.keyboard.type('Ada Example');
    await tabTo('[name=phone]');
    await page.keyboard.type('+44 20 7946 0000');
    await tabTo('.foyer-slots select');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await tabTo('[name=slot][type=radio]');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    expect(await page.locator('[name=slot]:checked').count()).toBe(1);
    await tabTo('form button.foyer-button');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'we will call you' }).waitFor({ timeout: 30_000 });
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H3');
  });

  it('says what is missing in the language of the page, and offers other times when one was taken', async () => {
    await open({ locale: 'de-DE' });
    await page.getByRole('button', { name: 'Um Rückruf bitten' }).click();
    const { nameMissing, phoneWrong, slotMissing, slotGone } = callbackStrings.de;
    const missing = await page.locator('.foyer-error:not([hidden])').allInnerTexts();
    expect(missing).toEqual([nameMissing, phoneWrong, slotMissing]);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('name');
    await page.getByLabel('Ihr Name').fill('Ada');
    await page.getByLabel('Telefon').fill('030 901820');
    await page.locator('.foyer-time').first().click();
    const taken = await page.locator('[name=slot]:checked').inputValue();
    await page.route('**/callback/requests', (route) =>
      route.fulfill({
        status: 422,
        json: { code: 'slot_unavailable', errors: [{ pointer: '/slot', code: 'slot_taken', detail: '' }] },
      }),
    );
    const asked = page.waitForRequest('**/callback/slots*');
    await page.getByRole('button', { name: 'Um Rückruf bitten' }).click();
    await asked;
    await expect.poll(() => page.locator('.foyer-slots').innerText()).toContain(slotGone);
    expect(await page.getByLabel('Telefon').inputValue()).toBe('030 901820');
    // It was not really taken, and stays chosen where it is still offered.
    expect(await page.locator('[name=slot]:checked').inputValue()).toBe(taken);
  });

  it('goes the whole way without JavaScript: held, released, moved and cancelled', async () => {
    await open({ javaScriptEnabled: false });
    const offered = await page.locator('select[name=slot] option').allInnerTexts();
    expect(offered.length).toBeGreaterThan(10);
    expect(await page.locator('.foyer-slots').innerText()).toContain('Times in Europe/Amsterdam');
    await fillIn('bea@example.org');
    await page.locator('select[name=slot]').selectOption({ index: 5 });
    await page.getByRole('button', { name: 'Ask for a call' }).click();
    await page.getByRole('heading', { name: 'One more step' }).waitFor();

    await page.goto(foyer.url + pathIn(await mailTo('bea@example.org', /release/)));
    await page.getByRole('button', { name: 'Release the request' }).click();
    await page.getByRole('heading', { name: 'has been released' }).waitFor();

    await page.goto(foyer.url + pathIn(await mailTo('bea@example.org', /We will call you/)));
    await page.getByLabel('Another time').selectOption({ index: 8 });
    await page.getByRole('button', { name: 'Take this time' }).click();
    await page.getByRole('heading', { name: 'at the new time' }).waitFor();
    const moved = foyer.url + pathIn(await mailTo('bea@example.org', /New time/));
    await page.goto(moved);
    await page.getByRole('button', { name: 'Cancel the call' }).click();
    await page.getByRole('heading', { name: 'has been cancelled' }).waitFor();
    expect((await mailTo('bea@example.org', /cancelled/)).text).toContain('We will not call you');
    // Nobody can have our mails carry their words to somebody else.
    const toVisitors = (await readOutbox(folder.path)).filter(
      (mail) => mail.to?.[0]?.address === 'bea@example.org',
    );
    expect(toVisitors.length).toBeGreaterThanOrEqual(4);
    const written = JSON.stringify(toVisitors.map(({ text, html }) => [text, html]));
    for (const word of ['Ada Example', '7946']) expect(written).not.toContain(word);
  });

  it('renders itself when it is empty, in the language around it', async () => {
    await open();
    await page.evaluate(() => {
      const old = document.querySelector('foyer-callback');
      const key = old?.querySelector('foyer-captcha')?.getAttribute('sitekey') ?? '';
      const empty = document.createElement('foyer-callback');
      empty.lang = 'fr';
      empty.setAttribute('sitekey', key);
      old?.replaceWith(empty);
    });
    const { send: sendFrench, sentTitle, when } = callbackStrings.fr;
    await page.getByText(when).waitFor();
    await page.getByLabel('Votre nom').fill('Ada');
    await page.getByLabel('Téléphone').fill('01 23 45 67 89');
    await page.locator('.foyer-time').first().click();
    await page.getByRole('button', { name: sendFrench }).click();
    await page.getByRole('heading', { name: sentTitle }).waitFor({ timeout: 30_000 });
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark, 375 px', { colorScheme: 'dark', viewport: { width: 375, height: 740 }, hasTouch: true }],
    ['forced colours', { forcedColors: 'active' }],
  ] as const)('axe-core finds nothing at WCAG 2.2 AA, %s', async (look, options) => {
    await open({ ...options, timezoneId: 'America/New_York' });
    expect(await violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.getByRole('button', { name: 'Ask for a call' }).click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    expect(await violations()).toEqual([]);
    const address = `${look.replaceAll(/\W/g, '')}@example.org`;
    await fillIn(address);
    await page.locator('.foyer-time').nth(2).click();
    expect(await violations()).toEqual([]);
    await send();
    expect(await violations()).toEqual([]);
    await page.goto(foyer.url + pathIn(await mailTo(address, /We will call you/)));
    await page.getByLabel('Another time').waitFor();
    expect(await violations()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  async function violations(): Promise<string[]> {
    // evaluate, not a script element: the page's own policy stays in force.
    await page.evaluate(axeSource);
    return await page.evaluate(async () => {
      const injected = globalThis as unknown as { axe: typeof axe };
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const result = await injected.axe.run(document, { runOnly: tags });
      return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
    });
  }
});

/** The path of the one link in a mail. */
function pathIn(mail: Email): string {
  const path = /\/callback\/(?:release|manage)\/[\w-]+/.exec(mail.text ?? '')?.[0];
  if (path === undefined) throw new Error('the mail holds no link');
  return path;
}
