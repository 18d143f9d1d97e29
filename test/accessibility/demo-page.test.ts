import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { untilOutboxHolds } from '../support/outbox.ts';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Look {
  title: string;
  options: Parameters<Browser['newContext']>[0];
}

const looks: Look[] = [
  { title: 'light', options: { colorScheme: 'light' } },
  { title: 'dark', options: { colorScheme: 'dark' } },
  { title: 'forced colours', options: { forcedColors: 'active' } },
  { title: 'mobile', options: { viewport: { width: 375, height: 740 }, hasTouch: true } },
];

describe.each(looks)('axe-core finds nothing at WCAG 2.2 AA, $title', ({ options }) => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let page: Page;

  beforeAll(async () => {
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path });
    browser = await startChromium();
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
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
    expect(await violations(page)).toEqual([]);
  });

  it('with errors', async () => {
    // Going to the first error starts the captcha: with a puzzle that nobody solves it is still at it in the next state.
    await page.route('**/api/v1/puzzle*', async (route) => {
      const response = await route.fetch();
      const { data } = (await response.json()) as { data: { puzzle: string } };
      await route.fulfill({ response, json: { data: { puzzle: withoutEnd(data.puzzle) } } });
    });
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('while solving', async () => {
    await captchaIs(page, 'solving');
    expect(await violations(page)).toEqual([]);
    await captchaIs(page, 'solving');
    await page.unroute('**/api/v1/puzzle*');
    await page.evaluate(() => {
      const captcha = document.querySelector('foyer-captcha') as
        | (Element & { reset(): void; start(): void })
        | null;
      captcha?.reset();
      captcha?.start();
    });
    await page.getByLabel('Your name').fill('Ada Example');
  });

  it('solved', async () => {
    await solved(page);
    expect(await violations(page)).toEqual([]);
  });

  it('when the solution expired and is renewed', async () => {
    await page.clock.fastForward('01:00:00');
    expect(await violations(page)).toEqual([]);
    await solved(page);
  });

  it('when the message was sent', async () => {
    await page.getByLabel('E-mail').fill('ada@example.org');
    await page.getByLabel('What is it about?').selectOption({ index: 1 });
    await page.getByLabel('Your message').fill('Hello.');
    await page.getByRole('button', { name: 'Send message' }).click();
    await page.getByRole('heading', { name: /your message has arrived/i }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('on the API page, the outbox and a problem page', async () => {
    await untilOutboxHolds(folder.path, 2);
    for (const path of ['/docs', '/dev/outbox']) {
      await page.goto(foyer.url + path);
      expect([path, await violations(page)]).toEqual([path, []]);
    }
    await page.locator('.mail-list a').first().click();
    expect(await violations(page)).toEqual([]);
    await page.goto(`${foyer.url}/nowhere`);
    expect(await violations(page)).toEqual([]);
  });
});

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

async function violations(page: Page): Promise<string[]> {
  // evaluate, not a script element: the pages' own policy stays in force.
  await page.evaluate(axeSource);
  return await page.evaluate(async () => {
    const injected = globalThis as unknown as { axe: typeof axe };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const result = await injected.axe.run(document, { runOnly: tags });
    return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  });
}
