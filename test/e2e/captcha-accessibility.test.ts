import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';
import { openCaptchaLab, type CaptchaLab } from './captcha-lab.ts';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const views = {
  'in light': {},
  'in dark': { colorScheme: 'dark' },
  'in forced colours': { forcedColors: 'active' },
  'on a small screen': { viewport: { width: 320, height: 600 } },
} as const;

let browser: Browser;
let lab: CaptchaLab;
let axe: string;

beforeAll(async () => {
  axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
  [browser, lab] = await Promise.all([startChromium(), openCaptchaLab()]);
});
afterAll(async () => {
  await browser.close();
  lab.close();
});

describe('axe-core finds nothing', () => {
  for (const [view, options] of Object.entries(views)) {
    it(view, async () => {
      const context = await browser.newContext({ ...options, reducedMotion: 'reduce' });
      const tab = await context.newPage();
      const found: string[] = [];
      const look = async (state: string): Promise<void> => {
        await tab.waitForFunction(
          (wanted) => Reflect.get(document.querySelector('foyer-captcha') ?? {}, 'state') === wanted,
          state,
        );
        found.push(...(await violations(tab)).map((violation) => `${state}: ${violation}`));
        const { scrollWidth, clientWidth } = await tab.evaluate(() => document.documentElement);
        if (scrollWidth > clientWidth) found.push(`${state}: scrolls sideways`);
      };
      await openPage(tab, { solutions: 12, difficulty: 80 });
      await look('idle');
      await tab.getByLabel('Name').focus();
      await look('solved');
      await openPage(tab, { solutions: 255, difficulty: 215 });
      await tab.getByLabel('Name').focus();
      await look('solving');
      await tab.getByRole('button', { name: 'Zonder' }).waitFor();
      await look('solving');
      await tab.getByRole('button', { name: 'Zonder' }).click();
      await look('skipped');
      await openPage(tab, { solutions: 12, difficulty: 80 });
      lab.refusal = 404;
      await tab.getByLabel('Name').focus();
      await look('failed');
      await context.close();
      expect(found).toEqual([]);
    });
  }
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

async function violations(tab: Page): Promise<string[]> {
  await tab.evaluate(axe);
  return await tab.evaluate(async (tags) => {
    const runner = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    const { violations: list } = await runner.axe.run({ runOnly: tags });
    return list.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  }, wcag);
}
