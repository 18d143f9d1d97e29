import { startIdentityProvider, type IdentityProvider } from '@foyer/staff/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';
import { deskUrl } from '../support/desk-visit.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { freePort } from '../support/free-port.ts';

const zoe = {
  sub: 'z-1',
  email: 'zoe@example.org',
  email_verified: true,
  name: 'Zoë Adler',
  groups: ['bosses'],
};

// One server and one browser that goes on where the test before stopped.
describe('signing in with the company account', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let provider: IdentityProvider;
  let foyer: FoyerProcess;
  const companySignIn = () => page.getByRole('link', { name: 'Sign in with Nordlicht ID' });

  beforeAll(async () => {
    const port = await freePort();
    folder = await temporaryFolder();
    provider = await startIdentityProvider(`http://localhost:${port}/desk/api/session/oidc/callback`);
    foyer = await startFoyer({
      dataDir: folder.path,
      port,
      env: {
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: provider.clientId,
        OIDC_CLIENT_SECRET: provider.clientSecret,
        OIDC_ROLE_MAP: 'bosses=administrator,desk=agent',
        OIDC_NAME: 'Nordlicht ID',
      },
    });
    browser = await startChromium();
    context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
  });
  afterAll(async () => {
    await browser.close();
    await foyer.end('SIGTERM');
    await provider.close();
    await folder.remove();
  });

  it('tells in words what keeps somebody out, at the door', async () => {
    await page.goto(deskUrl(foyer));
    await sit({ ...zoe, groups: ['canteen'] });
    await companySignIn().click();
    await page.getByRole('alert').getByText('Your company account has no role here.').waitFor();
    await sit(undefined);
    await companySignIn().click();
    await page.getByRole('alert').getByText('The company sign-in did not let you in.').waitFor();
    // Anybody can write such a link: it says nothing of its own.
    await page.goto(deskUrl(foyer, '?sign-in=call+0900+123456'));
    await page.getByRole('alert').getByText('The company sign-in did not let you in.').waitFor();
    expect(await page.getByText('0900').count()).toBe(0);
  });

  it('lets the first administrator in, with the role that their group has', async () => {
    await sit(zoe);
    await companySignIn().click();
    await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
    await page.getByRole('button', { name: /Zoë Adler.*Administrator/ }).waitFor();
  });

  it('keeps what was typed when the session ends, and goes to the company in another tab', async () => {
    await page.goto(deskUrl(foyer, '/settings/hours'));
    await page.getByLabel('Calls in one slot').fill('7');
    await context.clearCookies({ domain: 'localhost' });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
    const [tab] = await Promise.all([context.waitForEvent('page'), companySignIn().click()]);
    await tab.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
    await tab.close();
    await page.bringToFront();
    // Headless Chromium gives no focus event when another tab is closed.
    await page.evaluate(() => dispatchEvent(new Event('focus')));
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Saved.').first().waitFor();
    expect(await page.getByLabel('Calls in one slot').inputValue()).toBe('7');
  });

  /** Before a browser that the provider does not know yet. */
  async function sit(person: IdentityProvider['person']): Promise<void> {
    provider.person = person;
    await context.clearCookies({ domain: '127.0.0.1' });
  }
});
