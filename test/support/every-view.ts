import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Of these, the rules whose answer hangs on colours (`cat.color`); all others answer alike in any colours. */
const colourRules = ['color-contrast', 'link-in-text-block'];

interface View {
  title: string;
  width: number;
  media: { colorScheme?: 'dark'; forcedColors?: 'active' };
  runOnly: string[];
}

/**
 * What axe-core finds on a page as it stands, and whether it scrolls sideways: on a desktop in light, dark and forced colours,
 * and on a narrow screen. The page stays in its state; only the view of it changes, so one walk serves them all.
 *
 * @param state names the page and its state in what is found
 * @param options `narrow` is the width of the narrow screen in CSS pixels; `afterResize` restores what a resize closes
 * @returns lines like 'inbox, dark: color-contrast: <a href="…">'
 */
export async function violationsInEveryView(
  page: Page,
  state: string,
  { narrow = 375, afterResize }: { narrow?: number; afterResize?: () => Promise<unknown> } = {},
): Promise<string[]> {
  const views: View[] = [
    { title: 'light', width: 1280, media: {}, runOnly: tags },
    { title: 'dark', width: 1280, media: { colorScheme: 'dark' }, runOnly: colourRules },
    { title: 'forced colours', width: 1280, media: { forcedColors: 'active' }, runOnly: colourRules },
    { title: `${narrow} px wide`, width: narrow, media: {}, runOnly: tags },
  ];
  const found: string[] = [];
  for (const { title, width, media, runOnly } of views) {
    if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: 740 });
    if (width === narrow) await afterResize?.();
    await page.emulateMedia({
      colorScheme: 'light',
      forcedColors: 'none',
      reducedMotion: 'reduce',
      ...media,
    });
    for (const violation of await violations(page, runOnly)) found.push(`${state}, ${title}: ${violation}`);
  }
  await page.setViewportSize({ width: 1280, height: 740 });
  return found;
}

async function violations(page: Page, runOnly: string[]): Promise<string[]> {
  // evaluate, not a script element: the pages' own policy stays in force.
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    await page.evaluate(axeSource);
    // Where motion is reduced transitions still last a frame, one after the other down the tree, and their colours are
    // neither of one view nor of the next.
    await page.evaluate(() => {
      const still = new CSSStyleSheet();
      still.replaceSync('*, ::before, ::after { transition: none !important }');
      document.adoptedStyleSheets.push(still);
    });
  }
  return await page.evaluate(async (wanted) => {
    const injected = globalThis as unknown as { axe: typeof axe };
    // What holds is not described: that took most of the time.
    const result = await injected.axe.run(document, { runOnly: wanted, resultTypes: ['violations'] });
    const lines = result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`,
    );
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [...lines, `is ${scrollWidth} px wide`] : lines;
  }, runOnly);
}
