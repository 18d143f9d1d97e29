import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { untilOutboxHolds } from '../support/outbox.ts';

describe('a visitor of the demo page', () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let context: BrowserContext;
  let page: Page;
  let requestedHosts: Set<string>;

  beforeAll(async () => {
    browser = await startChromium();
  });

  afterAll(async () => {
    await browser.close();
  });

  const open = async (options: Parameters<Browser['newContext']>[0] = {}): Promise<void> => {
    context = await browser.newContext({ locale: 'en-GB', ...options });
    page = await context.newPage();
    requestedHosts = new Set();
    page.on('request', (request) => requestedHosts.add(new URL(request.url()).host));
    await page.goto(foyer.url);
  };

  const start = async (): Promise<void> => {
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path });
  };
  const end = async (): Promise<void> => {
    await foyer.end('SIGTERM');
    await folder.remove();
  };

  const leave = async (): Promise<void> => await context.close();

  describe('gets mails, counted in an outbox of its own', () => {
    beforeEach(start);
    afterEach(end);
    // Before the end: the last of these runs first.
    afterEach(leave);

    it('writes by mouse; the puzzle is solved meanwhile; staff and visitor get their mails', async () => {
      await open();
      await page.getByLabel('Your name').fill('Ada Example');
      await page.getByLabel('E-mail').fill('ada@example.org');
      await page.getByLabel('What is it about?').selectOption({ index: 1 });
      await page.getByLabel('Your message').fill('Could you call me about the blue door?');
      await page.getByRole('button', { name: 'Send message' }).click();
      await page.getByRole('heading', { name: /your message has arrived/i }).waitFor({ timeout: 30_000 });
      const reference = /FO-[0-9A-Z-]+/.exec(await page.locator('foyer-contact').innerText())?.[0];
      expect(reference).toBeDefined();

      const mails = await untilOutboxHolds(folder.path, 2);
      const toStaff = mails.find(({ to }) => to?.[0]?.address?.endsWith('@localhost'));
      const toVisitor = mails.find(({ to }) => to?.[0]?.address === 'ada@example.org');
      expect(toStaff?.text).toContain('the blue door');
      expect(toStaff?.html).toContain('the blue door');
      expect(toStaff?.replyTo?.[0]?.address).toBe('ada@example.org');
      expect(toVisitor?.subject).toContain(reference);
      expect(`${toVisitor?.text}${toVisitor?.html}`).not.toContain('blue door');
      for (const mail of mails) {
        expect(mail.headers.find(({ key }) => key === 'auto-submitted')?.value).toMatch(/^auto-/);
      }
      expect([...requestedHosts]).toEqual([new URL(foyer.url).host]);
      expect(await context.cookies()).toEqual([]);
    });

    it('sends without JavaScript: the message is held, a link by mail, a page and its button release it', async () => {
      await open({ javaScriptEnabled: false });
      await page.getByLabel('Your name').fill('Ada Example');
      await page.getByLabel('E-mail').fill('ada@example.org');
      await page.getByLabel('What is it about?').selectOption({ index: 1 });
      await page.getByLabel('Your message').fill('No scripts here.');
      await page.getByRole('button', { name: 'Send message' }).click();
      await page.waitForLoadState();
      expect(await page.locator('main').innerText()).toMatch(/FO-[0-9A-Z-]+/);

      const [mail] = await untilOutboxHolds(folder.path, 1);
      expect(mail?.to?.[0]?.address).toBe('ada@example.org');
      const link = /https?:\/\/\S+\/contact\/confirm\/[\w-]+/.exec(mail?.text ?? '')?.[0];
      expect(link).toBeDefined();
      const path = new URL(link ?? '').pathname;

      // A scanner that follows the link, and follows it again, changes nothing.
      for (const method of ['GET', 'HEAD', 'GET'])
        expect((await fetch(foyer.url + path, { method })).status).toBe(200);
      expect(await untilOutboxHolds(folder.path, 1)).toHaveLength(1);

      await page.goto(foyer.url + path);
      await page.locator('main').getByRole('button').click();
      await page.waitForLoadState();
      const mails = await untilOutboxHolds(folder.path, 3);
      expect(mails.some(({ text }) => text?.includes('No scripts here.') === true)).toBe(true);
    });

    it('loses nothing without JavaScript when a field is wrong: the form comes back filled in', async () => {
      await open({ javaScriptEnabled: false });
      const message = `Two lines:\n</textarea><b>"so" & 'so'</b>`;
      await page.getByLabel('Your name').fill('Ada "the first" Example');
      await page.getByLabel('E-mail').fill('ada@example');
      await page.getByLabel('What is it about?').selectOption('sales');
      await page.getByLabel('Your message').fill(message);
      await page.getByRole('button', { name: 'Send message' }).click();
      await page.getByRole('heading', { level: 1, name: 'Nothing was sent yet' }).waitFor();

      expect(await page.getByLabel('Your name').inputValue()).toBe('Ada "the first" Example');
      expect(await page.getByLabel('What is it about?').inputValue()).toBe('sales');
      expect(await page.getByLabel('Your message').inputValue()).toBe(message);
      const email = page.getByLabel('E-mail');
      expect(await email.inputValue()).toBe('ada@example');
      expect(await email.getAttribute('aria-invalid')).toBe('true');
      const sentence = page.locator(`#${await email.getAttribute('aria-describedby')}`);
      expect(await sentence.innerText()).toContain('name@example.com');
      expect(await page.locator('[aria-invalid]').count()).toBe(1);

      await email.fill('ada@example.org');
      await page.getByRole('button', { name: 'Send message' }).click();
      await page.getByRole('heading', { level: 1, name: 'One more step' }).waitFor();
      const [mail] = await untilOutboxHolds(folder.path, 1);
      expect(mail?.to?.[0]?.address).toBe('ada@example.org');
    });
  });

  describe('and the page', () => {
    beforeAll(start);
    afterAll(end);
    afterEach(leave);

    it('does the whole journey by keyboard alone', async () => {
      await open();
      const tabTo = async (label: string): Promise<void> => {
        for (let i = 0; i < 60; i++) {
          await page.keyboard.press('Tab');
          const name = await page.evaluate(() => {
            const element = document.activeElement;
            const labels =
              element instanceof HTMLInputElement ||
              element instanceof HTMLSelectElement ||
              element instanceof HTMLTextAreaElement
                ? element.labels
                : null;
            return labels?.[0]?.textContent ?? element?.textContent ?? '';
          });
          if (name.includes(label)) return;
        }
        throw new Error(`Tab never reached '${label}'`);
      };
      await tabTo('Your name');
      await page.keyboard.type('Ada Example');
      await tabTo('E-mail');
      await page.keyboard.type('ada@example.org');
      await tabTo('What is it about?');
      await page.keyboard.press('ArrowDown');
      await tabTo('Your message');
      await page.keyboard.type('Only keys were pressed.');
      await tabTo('Send message');
      await page.keyboard.press('Enter');
      const heading = page.getByRole('heading', { name: /your message has arrived/i });
      await heading.waitFor({ timeout: 30_000 });
      expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true);
    });

    it.each([
      ['de-DE', 'Nachricht'],
      ['nl-NL', 'bericht'],
      ['fr-FR', 'message'],
    ])('is spoken to in the language of the browser: %s', async (locale, word) => {
      await open({ locale });
      expect(await page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
      expect((await page.locator('form').innerText()).toLowerCase()).toContain(word.toLowerCase());
    });

    it('opens no connection for the captcha before acting', async () => {
      await open();
      await page.waitForLoadState('networkidle');
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      expect(asked).toEqual([]);
      const puzzle = page.waitForRequest((request) => request.url().includes('/api/v1/puzzle'));
      await page.getByLabel('Your name').focus();
      await puzzle;
    });
  });
});
