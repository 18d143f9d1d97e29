import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { likeAPerson, startChromium } from '../support/browser.ts';
import { addSiteWithLadder, type Site } from '../support/easy-site.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { serveStatic, type StaticSite } from '../support/static-site.ts';

describe('the unmodified friendly-challenge 0.9.20 widget on a page of another origin', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let browser: Browser;
  let page: StaticSite;
  let site: Site;

  beforeAll(async () => {
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path });
    browser = await startChromium(likeAPerson.arguments);
    site = await addSiteWithLadder(foyer, [
      { above: 0, solutions: 51, difficulty: 122, expirySeconds: 3600 },
    ]);
    const widget = fileURLToPath(import.meta.resolve('friendly-challenge/widget.module.min.js'));
    page = await serveStatic({
      '/widget.js': { type: 'text/javascript', body: await readFile(widget, 'utf8') },
      '/': {
        type: 'text/html',
        body: `<!doctype html><html lang="en"><title>Somebody's form</title><script type="module" src="/widget.js"></script>
          <form><label>Name <input name="name"></label>
          <div class="frc-captcha" data-sitekey="${site.siteKey}" data-puzzle-endpoint="${foyer.url}/api/v1/puzzle"></div></form></html>`,
      },
    });
  });

  afterAll(async () => {
    page.close();
    await browser.close();
    await foyer.end('SIGTERM');
    await folder.remove();
  });

  it('solves our puzzle, and a server plug-in has its solution accepted once', async () => {
    const context = await browser.newContext({ userAgent: likeAPerson.userAgent });
    const tab = await context.newPage();
    await tab.goto(page.url);
    await tab.getByLabel('Name').focus();
    const field = tab.locator('input[name="frc-captcha-solution"]');
    await expect
      .poll(async () => await field.inputValue(), { timeout: 30_000 })
      .toMatch(/^[^.].*\..+\..+\..+$/);
    const solution = await field.inputValue();
    await context.close();

    const asForm = async (): Promise<Response> =>
      await fetch(`${foyer.url}/api/v1/siteverify`, {
        method: 'POST',
        body: new URLSearchParams({ solution, secret: site.secret, sitekey: site.siteKey }),
      });
    const first = await asForm();
    expect([first.status, await first.json()]).toEqual([200, { success: true }]);
    const second = await asForm();
    expect([second.status, await second.json()]).toEqual([
      200,
      { success: false, errors: ['solution_timeout_or_duplicate'] },
    ]);
  });
});
