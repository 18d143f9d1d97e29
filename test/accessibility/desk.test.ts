import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';
import {
  administrator,
  askForCall,
  becomeAdministrator,
  deskUrl,
  writeMessage,
} from '../support/desk-visit.ts';
import { addEasySite } from '../support/easy-site.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const looks: { title: string; options: Parameters<Browser['newContext']>[0] }[] = [
  { title: 'light', options: { colorScheme: 'light' } },
  { title: 'dark', options: { colorScheme: 'dark' } },
  { title: 'forced colours', options: { forcedColors: 'active' } },
  { title: 'mobile', options: { viewport: { width: 375, height: 740 }, hasTouch: true } },
];

interface State {
  title: string;
  path: string;
  /** What brings the page into the state, and waits until it is. */
  reach: (page: Page) => Promise<unknown>;
}

const states: State[] = [
  { title: 'the inbox', path: '/inbox', reach: async (page) => await item(page).waitFor() },
  {
    title: 'an opened message',
    path: '/inbox',
    reach: async (page) => {
      await item(page).click();
      await page.getByText('The backup has not run.', { exact: true }).last().waitFor();
    },
  },
  {
    title: 'a selection',
    path: '/inbox',
    reach: async (page) => {
      await page.getByRole('checkbox', { name: 'Select Ada' }).check();
      await page.getByText('1 selected').waitFor();
    },
  },
  {
    title: 'a held message',
    path: '/inbox?state=held',
    reach: async (page) => {
      await page.getByRole('link', { name: /Bob/ }).click();
      await page.getByText('The captcha was not solved.').waitFor();
    },
  },
  {
    title: 'the assignment menu',
    path: '/inbox',
    reach: async (page) => {
      await item(page).click();
      await page.getByRole('button', { name: /Assign/ }).click();
      await page.getByRole('menuitemradio').first().waitFor();
    },
  },
  {
    title: 'the filters, with nothing found',
    path: '/inbox?q=zzz',
    reach: async (page) => {
      await page.getByText('Nothing found').waitFor();
      await page.getByRole('button', { name: 'Filters' }).click();
    },
  },
  {
    title: 'the shortcuts',
    path: '/inbox',
    reach: async (page) => {
      await item(page).waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    title: 'an item that is gone',
    path: '/inbox/01900000-0000-7000-8000-000000000000',
    reach: async (page) => await page.getByText('It is not there any more.').waitFor(),
  },
  {
    title: 'the callbacks',
    path: '/callbacks',
    reach: async (page) => await page.getByText('Carl').waitFor(),
  },
  {
    title: 'the outcome of a call',
    path: '/callbacks',
    reach: async (page) => {
      await page.getByRole('button', { name: /Claim|Outcome/ }).waitFor();
      const claim = page.getByRole('button', { name: 'Claim' });
      if ((await claim.count()) > 0) await claim.click();
      await page.getByRole('button', { name: 'Outcome…' }).click();
      await page.getByRole('radio', { name: /^No answer/ }).check();
    },
  },
  {
    title: 'the captcha, with a chart as a table',
    path: '/captcha',
    reach: async (page) => {
      await page.locator('canvas').first().waitFor();
      await page.getByText('Show as a table').first().click();
    },
  },
  {
    title: 'the own account',
    path: '/settings/account',
    reach: async (page) => await page.getByText('This one').first().waitFor(),
  },
  {
    title: 'setting up the second factor',
    path: '/settings/account',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Set up' }).click();
      await page.getByRole('img', { name: /QR/ }).waitFor();
    },
  },
  {
    title: 'an invitation with errors',
    path: '/settings/staff',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.getByRole('button', { name: 'Make invitation' }).click();
      await page.getByText('Please enter a name.').waitFor();
    },
  },
  {
    title: 'the forms',
    path: '/settings/forms',
    reach: async (page) => await page.getByText('General question').first().click(),
  },
  {
    title: 'the opening hours',
    path: '/settings/hours',
    reach: async (page) => await page.getByText('Monday').waitFor(),
  },
  {
    title: 'no canned replies',
    path: '/settings/canned',
    reach: async (page) => await page.getByText('No canned replies yet').waitFor(),
  },
  {
    title: 'a new webhook',
    path: '/settings/webhooks',
    reach: async (page) => {
      await page.getByText('No endpoints yet').waitFor();
      await page.getByRole('button', { name: 'New endpoint' }).click();
    },
  },
  {
    title: 'the audit log, verified',
    path: '/settings/audit',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Verify now' }).click();
      await page
        .getByRole('main')
        .getByText(/^Intact/)
        .waitFor();
    },
  },
  {
    title: 'a page that there is not',
    path: '/nowhere',
    reach: async (page) => await page.getByText('There is no such page').first().waitFor(),
  },
];

describe('axe-core finds nothing at the desk at WCAG 2.2 AA', () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let cookies: Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['cookies']>>;

  beforeAll(async () => {
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path, env: { STAFF_EMAIL: administrator.email } });
    browser = await startChromium();
    const site = await addEasySite(foyer);
    await writeMessage(
      foyer,
      { name: 'Ada', email: 'ada@example.com', text: 'The backup has not run.' },
      site,
    );
    await writeMessage(foyer, { name: 'Bob', email: 'bob@example.com', text: 'Hello.' });
    await askForCall(foyer, site, { name: 'Carl', phone: '+31 20 794 6000' });
    const context = await browser.newContext({ locale: 'en-GB' });
    await becomeAdministrator(await context.newPage(), foyer);
    cookies = await context.cookies();
    await context.close();
  });
  afterAll(async () => {
    await browser.close();
    await foyer.end('SIGTERM');
    await folder.remove();
  });

  it.each(looks)('on every page and state, $title', async ({ options }) => {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
    await context.addCookies(cookies);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    for (const { title, path, reach } of states) {
      await page.goto(deskUrl(foyer, path));
      await reach(page);
      expect([title, await violations(page)]).toEqual([title, []]);
      expect([title, await isWiderThanWindow(page)]).toEqual([title, false]);
    }
    await context.close();
  });

  it.each(looks)('on the way in, $title', async ({ options }) => {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    await page.goto(deskUrl(foyer));
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Please enter your e-mail address.').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(deskUrl(foyer, '/invitation/nothing'));
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.getByText('Please enter your name.').waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});

function item(page: Page) {
  return page.getByRole('link', { name: /Ada/ });
}

async function isWiderThanWindow(page: Page): Promise<boolean> {
  return await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
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
