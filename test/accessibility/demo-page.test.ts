import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';
import { violationsInEveryView } from '../support/every-view.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { untilOutboxHolds } from '../support/outbox.ts';

describe('axe-core finds nothing at WCAG 2.2 AA', () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let page: Page;

  beforeAll(async () => {
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path });
    browser = await startChromium();
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    page = await context.newPage();
    await page.clock.install();
    await page.goto(foyer.url);
  });

  afterAll(async () => {
    await browser.close();
    await foyer.end('SIGTERM');
    await folder.remove();
  });

  // One visit, state after state, as a visitor meets them.
  it('on the empty form', async () => {
    expect(await violationsInEveryView(page, 'the empty form')).toEqual([]);
  });

  it('with errors', async () => {
    // Going to the first error starts the captcha, which is still at it in the next state.
    await page.route('**/api/v1/puzzle*', neverSolved);
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    expect(await violationsInEveryView(page, 'with errors')).toEqual([]);
  });

  it('while solving', async () => {
    await captchaIs(page, 'solving');
    expect(await violationsInEveryView(page, 'while solving')).toEqual([]);
    await captchaIs(page, 'solving');
    await solveAgain(page);
    await page.getByLabel('Your name').fill('Ada Example');
  });

  it('solved', async () => {
    await solved(page);
    expect(await violationsInEveryView(page, 'solved')).toEqual([]);
  });

  it('when the solution expired and is renewed', async () => {
    await page.route('**/api/v1/puzzle*', neverSolved);
    await page.clock.fastForward('01:00:00');
    await captchaIs(page, 'solving');
    expect(await violationsInEveryView(page, 'renewing')).toEqual([]);
    await captchaIs(page, 'solving');
    await solveAgain(page);
    await solved(page);
  });

  it('when the message was sent', async () => {
    await page.getByLabel('E-mail').fill('ada@example.org');
    await page.getByLabel('What is it about?').selectOption({ index: 1 });
    await page.getByLabel('Your message').fill('Hello.');
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByRole('heading', { name: /your message has arrived/i }).waitFor();
    expect(await violationsInEveryView(page, 'sent')).toEqual([]);
  });

  it('on a narrow screen, where one still gets from page to page', async () => {
    await page.setViewportSize({ width: 375, height: 740 });
    await page.goto(`${foyer.url}/?lang=fr`);
    for (const name of ['Rappel', 'Lettre d’information', 'Contact']) {
      await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
      await page.locator('.site-nav').getByText(name, { exact: true }).waitFor();
    }
    expect(new URL(page.url()).hash).toBe('#contact');
    await page.setViewportSize({ width: 1280, height: 740 });
  });

  it('on the API page, the outbox and a problem page', async () => {
    await untilOutboxHolds(folder.path, 2);
    for (const path of ['/docs', '/dev/outbox']) {
      await page.goto(foyer.url + path);
      expect(await violationsInEveryView(page, path)).toEqual([]);
    }
    await page.locator('.mail-list a').first().click();
    expect(await violationsInEveryView(page, 'a mail of the outbox')).toEqual([]);
    await page.goto(`${foyer.url}/nowhere`);
    expect(await violationsInEveryView(page, 'a problem page')).toEqual([]);
  });
});

async function neverSolved(route: Route): Promise<void> {
  const response = await route.fetch();
  const { data } = (await response.json()) as { data: { puzzle: string } };
  await route.fulfill({ response, json: { data: { puzzle: withoutEnd(data.puzzle) } } });
}

/** With a puzzle that can be solved. */
async function solveAgain(page: Page): Promise<void> {
  await page.unroute('**/api/v1/puzzle*');
  await page.evaluate(() => {
    const captcha = document.querySelector('foyer-captcha') as
      | (Element & { reset(): void; start(): void })
      | null;
    captcha?.reset();
    captcha?.start();
  });
}

/** The same puzzle at a difficulty that takes for ever; its signature is the server's business. */
function withoutEnd(puzzle: string): string {
  const [signature, base64 = ''] = puzzle.split('.');
  const bytes = Buffer.from(base64, 'base64');
  bytes[15] = 215;
  return `${signature}.${bytes.toString('base64')}`;
}

async function captchaIs(page: Page, state: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const captcha = document.querySelector('foyer-captcha');
    return captcha !== null && 'state' in captcha && captcha.state === wanted;
  }, state);
}

async function solved(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const form = document.querySelector('foyer-contact form');
      if (!(form instanceof HTMLFormElement)) return false;
      const value = new FormData(form).get('frc-captcha-solution');
      return typeof value === 'string' && value.split('.').length === 4;
    },
    undefined,
    { timeout: 30_000 },
  );
}
