import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';
import { violationsInEveryView } from '../support/every-view.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { readOutbox } from '../support/outbox.ts';
import { becomeAdministrator, type StaffMember } from '../support/staff-desk.ts';

const email = 'ada@example.org';

describe('one’s own data, without a mouse and with nothing for axe-core to find', () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let administrator: StaffMember;
  let page: Page;

  beforeAll(async () => {
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path });
    administrator = await becomeAdministrator(foyer);
    const message = new URLSearchParams({ name: 'Ada', email, topic: 'general', message: 'Hello.' });
    const sent = await fetch(`${foyer.url}/contact/messages`, { method: 'POST', body: message });
    expect(sent.status).toBe(201);
    browser = await startChromium();
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    page = await context.newPage();
  });

  afterAll(async () => {
    await browser.close();
    await foyer.end('SIGTERM');
    await folder.remove();
  });

  // One visit from the door to the receipt; each key is pressed as a person would.
  it('lets somebody ask for the link', async () => {
    await page.goto(`${foyer.url}/my-data?lang=en`);
    expect(await violationsInEveryView(page, 'the door')).toEqual([]);
    await tabTo(page, '#my-data-email');
    await page.keyboard.type('nobody');
    await tabTo(page, 'main form button.foyer-button');
    await page.locator('main form').evaluate((form) => ((form as HTMLFormElement).noValidate = true));
    await page.keyboard.press('Enter');
    await page.locator('#my-data-email[aria-invalid="true"]').waitFor();
    expect(await violationsInEveryView(page, 'the door with an error')).toEqual([]);

    await tabTo(page, '#my-data-email');
    await page.keyboard.press('Control+A');
    await page.keyboard.type(email);
    await solved(page);
    await tabTo(page, 'main form button.foyer-button');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
    expect(await violationsInEveryView(page, 'asked')).toEqual([]);
  });

  it('lets them open the page from the mail, and read it', async () => {
    let link: string | undefined;
    await expect.poll(async () => (link = await mailedLink(folder.path)), { timeout: 30_000 }).toBeDefined();
    await page.goto(link ?? '');
    expect(await violationsInEveryView(page, 'before it is opened')).toEqual([]);
    await tabTo(page, 'main form button');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your data', exact: true }).waitFor();
    expect(await page.locator('main').innerText()).toContain(
      '180 days after the message has been dealt with',
    );
    expect(await violationsInEveryView(page, 'the data')).toEqual([]);
  });

  it('lets them have it erased', async () => {
    await tabTo(page, 'main a[href$="/erasure"]');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Erase your data?' }).waitFor();
    expect(await page.locator('main').innerText()).toContain('Messages: one record');
    expect(await violationsInEveryView(page, 'before erasing')).toEqual([]);
    await tabTo(page, 'main form button');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your data are erased' }).waitFor();
    expect(await violationsInEveryView(page, 'erased')).toEqual([]);
    await tabTo(page, 'main a[download]');
  });

  it('shows everybody how the promises are kept, as soon as staff have switched that on', async () => {
    const path = `${foyer.url}/privacy/retention?lang=de`;
    expect((await fetch(path)).status).toBe(404);
    const setting = '/desk/api/settings/privacy.retention_page';
    const value = { isPublic: true };
    const saved = await administrator.call('PUT', setting, { value, basedOnVersion: 0 });
    expect(saved.status).toBe(200);
    await expect.poll(async () => (await fetch(path)).status).toBe(200);
    await page.goto(path);
    const text = await page.locator('main').innerText();
    expect(text).toContain('180 Tage, nachdem die Nachricht erledigt ist');
    expect(text).not.toContain('Konten der Mitarbeitenden');
    expect(await violationsInEveryView(page, 'how the promises are kept')).toEqual([]);
  });
});

/** Goes on by Tab until the element has the focus, which must be seen wherever it is. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press('Tab');
    const { isThere, isSeen } = await page.evaluate((wanted) => {
      const element = document.activeElement;
      if (element === null || element === document.body) return { isThere: false, isSeen: true };
      const { outlineStyle, boxShadow } = getComputedStyle(element);
      // What has a shadow tree shows the focus in there.
      const isDrawn = outlineStyle !== 'none' || boxShadow !== 'none' || element.shadowRoot !== null;
      return { isThere: element.matches(wanted), isSeen: isDrawn };
    }, selector);
    if (!isSeen) throw new Error(`nobody sees where the focus is, on the way to ${selector}`);
    if (isThere) return;
  }
  throw new Error(`no Tab leads to ${selector}`);
}

async function mailedLink(dataDir: string): Promise<string | undefined> {
  const texts = (await readOutbox(dataDir)).map(({ text }) => text ?? '');
  return texts.map((text) => /http\S+\/my-data\/open\/[\w-]+/.exec(text)?.[0]).find(Boolean);
}

async function solved(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      const form = document.querySelector('main form');
      if (!(form instanceof HTMLFormElement)) return false;
      const value = new FormData(form).get('frc-captcha-solution');
      return typeof value === 'string' && value.split('.').length === 4;
    },
    undefined,
    { timeout: 60_000 },
  );
}
