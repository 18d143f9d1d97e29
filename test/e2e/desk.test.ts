import { TOTP } from 'otpauth';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Email } from 'postal-mime';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startChromium } from '../support/browser.ts';
import {
  administrator,
  askForCall,
  becomeAdministrator,
  deskUrl,
  signIn,
  writeMessage,
} from '../support/desk-visit.ts';
import { addEasySite, type Site } from '../support/easy-site.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { readOutbox } from '../support/outbox.ts';

const ada = {
  name: 'Ada Example',
  email: 'ada@example.com',
  text: 'The backup has not run since yesterday.',
};
const jonas = { name: 'Jonas Keller', email: 'jonas@example.org', password: 'nine herons over the weir' };

// One server, and one story: each test goes on where the one before it stopped.
describe('the desk', () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let site: Site;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];
  let foreignHosts: Set<string>;

  beforeAll(async () => {
    browser = await startChromium();
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path, env: { STAFF_EMAIL: administrator.email } });
    site = await addEasySite(foyer);
    context = await browser.newContext({
      locale: 'en-GB',
      timezoneId: 'Europe/Athens',
      reducedMotion: 'reduce',
    });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    watch(page);
  });
  afterAll(async () => {
    await browser.close();
    await foyer.end('SIGTERM');
    await folder.remove();
  });
  beforeEach(() => {
    complaints = [];
    foreignHosts = new Set();
  });
  afterEach(() => {
    expect({ complaints, foreignHosts: [...foreignHosts] }).toEqual({ complaints: [], foreignHosts: [] });
  });

  it('lets the first administrator in by the link that the server printed, once', async () => {
    await becomeAdministrator(page, foyer);
    expect(await page.getByRole('link', { name: /Inbox|Callbacks|Captcha|Settings/ }).count()).toBe(4);
    await page.getByText('All done').waitFor();
    expect(await page.title()).toBe('Inbox · Foyer');
  });

  it('shows a new message by itself, and leaves the focus where it is', async () => {
    const search = page.getByRole('textbox', { name: 'Search', exact: true });
    await search.focus();
    await writeMessage(foyer, ada, site);
    await page.getByRole('link', { name: /Ada Example/ }).waitFor();
    expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
  });

  it('answers by mail, in the thread that the visitor has, without touching the mouse', async () => {
    await page.keyboard.press('Tab');
    await press('j', 'Enter');
    await page.getByRole('heading', { name: ada.name, level: 2 }).waitFor();
    await expect.poll(focusedText).toBe(ada.name);
    await press('r');
    await page.keyboard.type('Dear {name},\nit runs again tonight.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Your reply to Ada Example is on its way.').first().waitFor();
    const reply = await mailTo(ada.email, /^Re: /);
    expect(reply.text).toContain('Dear Ada Example,\nit runs again tonight.');
    const received = await mailTo(ada.email, /^(?!Re: )/);
    expect(reply.inReplyTo).toBe(received.messageId);
    expect(reply.references).toContain(received.messageId);
    await page.getByRole('list', { name: 'Conversation' }).getByText('it runs again tonight.').waitFor();
  });

  it('undoes what was a slip', async () => {
    await page.goto(deskUrl(foyer, '/inbox?state=waiting'));
    await page.getByRole('link', { name: /Ada Example/ }).waitFor();
    await press('j', 'x', 'e');
    await page.getByText('Nothing is waiting').waitFor();
    await press('z');
    await page.getByRole('link', { name: /Ada Example/ }).waitFor();
    await page.goto(deskUrl(foyer, '/inbox?state=closed'));
    await page.getByText('Nothing is closed').waitFor();
  });

  it('says why a message is held, and lets it go', async () => {
    await writeMessage(foyer, { name: 'Bob Held', email: 'bob@example.com', text: 'Hello there.' });
    await page.goto(deskUrl(foyer, '/inbox?state=held'));
    await page.getByRole('link', { name: /Bob Held/ }).click();
    await page.getByText('The captcha was not solved.').waitFor();
    await page.getByRole('button', { name: 'Release' }).click();
    await page.getByText('Nothing is held').waitFor();
    await page.goto(deskUrl(foyer, '/inbox'));
    await page.getByRole('link', { name: /Bob Held/ }).waitFor();
  });

  it('never acts on keys that somebody types, nor on any when they are switched off', async () => {
    await page.getByRole('link', { name: /Bob Held/ }).click();
    await page.getByRole('radio', { name: 'Internal note' }).check({ force: true });
    await page.getByRole('textbox', { name: 'Internal note' }).fill('');
    await page.keyboard.type('e?wz/gs');
    expect(await page.getByRole('textbox', { name: 'Internal note' }).inputValue()).toBe('e?wz/gs');
    await page.getByRole('textbox', { name: 'Internal note' }).fill('');
    await page.goto(deskUrl(foyer, '/inbox'));
    await page.getByRole('link', { name: /Bob Held/ }).waitFor();
    await press('?');
    await page.getByRole('checkbox', { name: 'Shortcuts of single keys' }).uncheck();
    await page.getByRole('button', { name: 'Close' }).first().click();
    await press('?', 'j', 'e');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByRole('link', { name: /Bob Held/ }).count()).toBe(1);
    await page.goto(deskUrl(foyer, '/settings/account'));
    await page.getByRole('checkbox', { name: 'Shortcuts of single keys' }).check();
  });

  it('keeps what was typed when the session ends, and sends it after a sign-in', async () => {
    await page.goto(deskUrl(foyer, '/inbox'));
    await pressOnceDrawn('n', '.pane-title h2');
    await page.getByRole('link', { name: /Bob Held/ }).click();
    await page.getByRole('heading', { name: 'Bob Held', level: 2 }).waitFor();
    await page.locator('textarea:focus').waitFor();
    await page.keyboard.type('Ask him for the number of his contract.');
    await context.clearCookies();
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: 'Please sign in again' });
    await dialog.waitFor();
    await signIn(page, administrator.email, 'not the password at all');
    await dialog.getByText('That did not match.').waitFor();
    await signIn(page, administrator.email, administrator.password);
    await page.getByRole('list', { name: 'Conversation' }).getByText('number of his contract').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('sets up an authenticator app, and asks for its code or a recovery code', async () => {
    await page.goto(deskUrl(foyer, '/settings/account'));
    await page.getByRole('button', { name: 'Set up' }).click();
    expect(
      await page
        .getByRole('img', { name: /QR code/ })
        .locator('path')
        .getAttribute('d'),
    ).toMatch(/^M4 4h/);
    const totp = new TOTP({ secret: await page.getByLabel('Key', { exact: true }).inputValue() });
    await page.getByLabel('Six digits').fill(totp.generate());
    await page.getByRole('button', { name: 'Switch on' }).click();
    await page.getByRole('heading', { name: 'Keep your recovery codes' }).waitFor();
    const codes = await page.locator('.recovery-codes code').allInnerTexts();
    expect(codes.length).toBeGreaterThanOrEqual(8);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('button', { name: /Mara Visser/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await signIn(page, administrator.email, administrator.password);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(codes[0] ?? '');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
  });

  it('gives a call to one of two agents who reach for it, and tells the other who has it', async () => {
    await askForCall(foyer, site, { name: 'Carl Caller', phone: '+31 20 794 6000' });
    const agent = await inviteAgent();
    await Promise.all([page, agent].map((one) => one.goto(deskUrl(foyer, '/callbacks'))));
    const claims = [page, agent].map((one) => one.getByRole('button', { name: 'Claim' }));
    await Promise.all(claims.map((claim) => claim.waitFor()));
    // Both have seen it free: the second press must find out what the first one did.
    await Promise.all(claims.map((claim) => claim.click({ noWaitAfter: true }).catch(() => undefined)));
    const holders = [page, agent].map((one) => one.getByRole('button', { name: 'Outcome…' }));
    await expect
      .poll(async () => {
        const counts = await Promise.all(holders.map((one) => one.count()));
        return counts.toSorted((one, other) => one - other);
      })
      .toEqual([0, 1]);
    const isMara = (await holders[0]?.count()) === 1;
    const [winner, loser] = isMara ? [page, agent] : [agent, page];
    const holder = isMara ? administrator.name : jonas.name;
    await loser.getByRole('listitem').getByText(`${holder} is calling`).waitFor();
    expect(await winner.getByRole('link', { name: '+31 20 794 6000' }).getAttribute('href')).toBe(
      'tel:+31207946000',
    );
    await winner.getByRole('button', { name: 'Outcome…' }).click();
    await winner.getByRole('radio', { name: /^Reached/ }).check();
    await winner.getByRole('button', { name: 'Log outcome' }).click();
    await winner.getByText('Nobody is waiting for a call').waitFor();
    await loser.getByText('Nobody is waiting for a call').waitFor();
    await agent.context().close();
    await page.goto(deskUrl(foyer, '/inbox?state=all'));
    await page.getByRole('link', { name: /Carl Caller/ }).click();
    await page.getByRole('list', { name: 'Attempts to call' }).getByText(holder).waitFor();
  });

  it('changes topics and opening hours, and shows what was changed by whom', async () => {
    await page.goto(deskUrl(foyer, '/settings/forms'));
    await page.getByLabel('Kept after closing, days').first().fill('90');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').first().waitFor();
    await page.getByText('Version 1', { exact: true }).click();
    await page.getByText('default › retentionDays').waitFor();
    // The names of colleagues come while somebody types, and the page is drawn anew.
    const names = Promise.withResolvers<void>();
    await page.route('**/desk/api/staff/colleagues', async (route) => {
      await names.promise;
      await route.continue();
    });
    await page.goto(deskUrl(foyer, '/settings/hours'));
    await page.getByLabel('Monday, hours 1, from').fill('830');
    const named = page.waitForResponse('**/desk/api/staff/colleagues');
    names.resolve();
    await (await named).finished();
    await page.unroute('**/desk/api/staff/colleagues');
    await page.keyboard.press('Tab');
    expect(await page.getByLabel('Monday, hours 1, from').inputValue()).toBe('08:30');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').first().waitFor();
    await page.reload();
    await page.getByText(/^Version 1, saved .* by Mara Visser$/).waitFor();
    expect(await page.getByLabel('Monday, hours 1, from').inputValue()).toBe('08:30');
  });

  it('keeps what was typed when a colleague saved first, and asks which of the two counts', async () => {
    const other = await context.newPage();
    other.setDefaultTimeout(20_000);
    const typed = () => page.getByLabel('Calls in one slot').inputValue();
    await Promise.all([page, other].map((one) => one.goto(deskUrl(foyer, '/settings/hours'))));
    await page.getByLabel('Calls in one slot').fill('7');
    await saveCapacity(other, '3');
    await other.getByText('Saved.').first().waitFor();
    await saveCapacity(page, '7');
    const conflict = page.getByRole('region', { name: 'Somebody else saved meanwhile' });
    await conflict.getByText(/^Mara Visser saved/).waitFor();
    expect(await conflict.getByRole('definition').allInnerTexts()).toEqual(['2', '3', '7']);
    expect(await typed()).toBe('7');
    await conflict.getByRole('button', { name: 'Take theirs' }).click();
    await expect.poll(typed).toBe('3');
    await saveCapacity(other, '4');
    await other.getByText(/^Version 3/).waitFor();
    await saveCapacity(page, '8');
    await conflict.getByRole('button', { name: 'Save mine anyway' }).click();
    await conflict.waitFor({ state: 'detached' });
    expect(await focusedText()).toBe('Opening hours');
    await other.reload();
    await other.getByText(/^Version 4/).waitFor();
    expect(await other.getByLabel('Calls in one slot').inputValue()).toBe('8');
    await other.close();
  });

  it('shows the secret of a new site once, and draws what happened', async () => {
    await page.goto(deskUrl(foyer, '/captcha'));
    await page.getByRole('heading', { name: 'Test', level: 2 }).waitFor();
    await page.locator('canvas').first().waitFor();
    await page.getByText('Show as a table').first().click();
    await page.getByRole('table', { name: 'Puzzles and solutions' }).waitFor();
    await page.getByRole('button', { name: 'New site' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Shop');
    await page.getByLabel('Origins').fill('https://shop.example.org');
    await page.getByRole('button', { name: 'Create site' }).click();
    expect(await page.getByRole('textbox', { name: 'Secret' }).inputValue()).not.toBe('');
    await page.getByRole('button', { name: 'I have kept it' }).click();
    await page.getByRole('heading', { name: 'Shop', level: 2 }).waitFor();
    await page.getByRole('button', { name: 'Edit difficulty' }).last().click();
    await page.getByLabel('Difficulty, step 7').fill('250');
    await page.getByText(/^Whole numbers only/).waitFor();
    await page.getByLabel('Difficulty, step 7').fill('150');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page
      .getByRole('region', { name: 'Difficulty ladder of Shop' })
      .getByRole('cell', { name: '150' })
      .waitFor();
    expect(await page.getByRole('textbox', { name: 'Secret' }).count()).toBe(0);
  });

  it('has recorded all of it in a log that is intact', async () => {
    await page.goto(deskUrl(foyer, '/settings/audit'));
    for (const action of ['inbox.reply', 'inbox.read', 'staff.sign_in']) {
      await page.getByPlaceholder('Action').fill(action);
      await page.getByRole('cell', { name: action, exact: true }).first().waitFor();
    }
    await page.getByRole('button', { name: 'Verify now' }).click();
    await page
      .getByRole('main')
      .getByText(/^Intact: all \d+ entries/)
      .waitFor();
  });

  function watch(watched: Page): void {
    watched.on('pageerror', (error) => complaints.push(error.message));
    watched.on('console', (message) => {
      // A refused sign-in, an ended session and a lost race are answers that Chromium writes down as errors.
      if (message.type() === 'error' && !/status of 40[19]/.test(message.text()))
        complaints.push(message.text());
    });
    watched.on('request', (request) => {
      const { host } = new URL(request.url());
      if (host !== new URL(deskUrl(foyer)).host) foreignHosts.add(host);
    });
  }

  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key);
  }

  /** For whoever is as fast as the page: nothing of it is drawn later than what they saw. */
  async function pressOnceDrawn(key: string, selector: string): Promise<void> {
    await page.evaluate(
      ([typed, awaited]) => {
        const observer = new MutationObserver(() => {
          if (document.querySelector(awaited) === null) return;
          observer.disconnect();
          (document.activeElement ?? document.body).dispatchEvent(
            new KeyboardEvent('keydown', { key: typed, bubbles: true, composed: true }),
          );
        });
        observer.observe(document.body, { childList: true, subtree: true });
      },
      [key, selector] as const,
    );
  }

  async function focusedText(): Promise<string | null | undefined> {
    return await page.evaluate(() => document.activeElement?.textContent);
  }

  async function mailTo(address: string, subject: RegExp): Promise<Email> {
    return await vi.waitFor(
      async () => {
        const mails = await readOutbox(folder.path);
        const found = mails.find(
          (mail) => mail.to?.[0]?.address === address && subject.test(mail.subject ?? ''),
        );
        if (found === undefined) throw new Error(`no mail to ${address} like ${subject}`);
        return found;
      },
      { timeout: 20_000, interval: 100 },
    );
  }

  async function inviteAgent(): Promise<Page> {
    await page.goto(deskUrl(foyer, '/settings/staff'));
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.getByLabel('Name', { exact: true }).fill(jonas.name);
    await page.getByLabel('E-mail').fill(jonas.email);
    await page.getByRole('button', { name: 'Make invitation' }).click();
    const link = await page.getByLabel('Invitation link').inputValue();
    await page.getByRole('button', { name: 'Done' }).click();
    const other = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    const agent = await other.newPage();
    agent.setDefaultTimeout(20_000);
    watch(agent);
    await agent.goto(link);
    await agent.getByLabel('Your name').fill(jonas.name);
    await agent.getByLabel('Password').fill(jonas.password);
    await agent.getByRole('button', { name: 'Create account' }).click();
    await agent.getByText(jonas.email).waitFor();
    await agent.getByRole('button', { name: 'Go to the desk' }).click();
    await agent.getByRole('heading', { name: 'Inbox', level: 1 }).waitFor();
    await agent.goto(deskUrl(foyer, '/settings'));
    expect(await agent.getByRole('link', { name: 'Staff', exact: true }).count()).toBe(0);
    return agent;
  }
});

async function saveCapacity(on: Page, capacity: string): Promise<void> {
  await on.getByLabel('Calls in one slot').fill(capacity);
  await on.getByRole('button', { name: 'Save', exact: true }).click();
}
