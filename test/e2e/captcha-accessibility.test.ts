import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';
import { violationsInEveryView } from '../support/every-view.ts';
import { openCaptchaLab, type CaptchaLab } from './captcha-lab.ts';

let browser: Browser;
let lab: CaptchaLab;

beforeAll(async () => {
  [browser, lab] = await Promise.all([startChromium(), openCaptchaLab()]);
});
afterAll(async () => {
  await browser.close();
  lab.close();
});

it('axe-core finds nothing in any state', async () => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const tab = await context.newPage();
  const found: string[] = [];
  const look = async (state: string, title = state): Promise<void> => {
    const isReached = async (): Promise<void> => {
      await tab.waitForFunction(
        (wanted) => Reflect.get(document.querySelector('foyer-captcha') ?? {}, 'state') === wanted,
        state,
      );
    };
    await isReached();
    found.push(...(await violationsInEveryView(tab, title, { narrow: 320 })));
    await isReached();
  };
  const quick = { solutions: 12, difficulty: 80 };
  await openPage(tab, quick);
  await look('idle');
  await tab.getByLabel('Name').focus();
  await look('solved');
  await openPage(tab, { solutions: 255, difficulty: 215 });
  await tab.getByLabel('Name').focus();
  await look('solving');
  await tab.getByRole('button', { name: 'Zonder' }).waitFor();
  await look('solving', 'solving slowly');
  await tab.getByRole('button', { name: 'Zonder' }).click();
  await look('skipped');
  await openPage(tab, quick);
  lab.refusal = 404;
  await tab.getByLabel('Name').focus();
  await look('failed');
  await context.close();
  expect(found).toEqual([]);
});

async function openPage(tab: Page, puzzle: { solutions: number; difficulty: number }): Promise<void> {
  lab.restore();
  Object.assign(lab.puzzle, puzzle);
  const url = lab.show('/page', {
    lang: 'nl',
    body: '<foyer-captcha sitekey="FCMTEST"></foyer-captcha>',
    head: '<meta name="color-scheme" content="light dark">',
  });
  await tab.goto(url);
}
