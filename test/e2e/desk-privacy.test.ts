import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';
import { deskUrl, openSignedIn, writeMessage } from '../support/desk-visit.ts';
import { addEasySite } from '../support/easy-site.ts';
import { runCommand, startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { becomeAdministrator, invite, type StaffMember } from '../support/staff-desk.ts';

describe('the privacy officer at the desk', () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let ada: StaffMember;
  let bob: StaffMember;

  beforeAll(async () => {
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path });
    browser = await startChromium();
    ada = await becomeAdministrator(foyer);
    const email = 'bob@example.org';
    bob = await invite(foyer, ada, { name: 'Bob Second', email, roles: ['privacy_officer'] });
    const site = await addEasySite(foyer);
    await writeMessage(foyer, { name: 'Zoe', email: 'zoe@example.com', text: 'The pump rattles.' }, site);
  });
  afterAll(async () => {
    await browser.close();
    await foyer.end('SIGTERM');
    await folder.remove();
  });

  it('finds and erases for somebody who called, by keyboard alone, and the receipt verifies', async () => {
    const page = await openPage(ada, '/inbox');
    await page.getByRole('link', { name: /Zoe/ }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.getByText('Nobody is waiting').waitFor();

    await press(page, 'New request');
    await tabTo(page, 'What do they ask for?');
    await page.keyboard.type('Eras');
    await tabTo(page, 'E-mail address');
    await page.keyboard.type('zoe@example.com');
    await press(page, 'Write it down');
    await page.getByRole('heading', { level: 1, name: /^Erasure DR-/ }).waitFor();

    await press(page, 'Find their data');
    await page.getByText('Contact messages', { exact: true }).waitFor();
    expect(await page.getByText('The pump rattles.').count()).toBe(0);
    await tabTo(page, 'Tell them by mail');
    await page.keyboard.press('Space');
    await press(page, 'Erase…');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Contact messages: 1 record').waitFor();
    await dialog.getByText('This cannot be undone.').waitFor();
    await press(page, 'Erase for good');
    await page.getByText('1 of 1 erased').first().waitFor();
    expect(await page.getByText('zoe@example.com').count()).toBe(0);

    await press(page, 'Verify it');
    await page.getByText(/^Genuine: signed by this server/).waitFor();
    const download = page.waitForEvent('download');
    await press(page, 'Download the receipt');
    const file = join(folder.path, 'receipt.json');
    await (await download).saveAs(file);
    const verified = await runCommand(['receipt:verify', '--file', file], foyer.env);
    expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining('contact.messages: 1')]);
    const inbox = (await (await ada.call('GET', '/desk/api/inbox/items')).json()) as { items: unknown[] };
    expect(inbox.items).toEqual([]);

    // The same file with another number in it is refused by the page that checks files.
    await page.goto(deskUrl(foyer, '/privacy/requests?state=done'));
    await page.getByRole('button', { name: 'Check a receipt…' }).click();
    const forged = await forgedReceipt(file);
    await page
      .getByLabel('File')
      .setInputFiles({ name: 'forged.json', mimeType: 'application/json', buffer: forged });
    await page.getByText('Not genuine: it was changed after it was signed.').waitFor();
    await page.context().close();
  });

  it('refuses nobody alone: a second person has to approve', async () => {
    const received = await ada.call('POST', '/desk/api/privacy/requests', {
      kind: 'access',
      channel: 'phone',
      phone: '+31207946000',
    });
    const { id } = (await received.json()) as { id: string };
    const page = await openPage(ada, `/privacy/${id}`);
    await page.getByRole('button', { name: 'Refuse…' }).click();
    await page.getByLabel('Reason').fill('We cannot tell who asks.');
    await page.getByRole('button', { name: 'Propose the refusal' }).click();
    await page.getByRole('heading', { name: 'Waits for a second person' }).waitFor();
    expect(await page.getByRole('button', { name: 'Approve the refusal' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Send the copy' }).count()).toBe(0);

    const second = await openPage(bob, '/privacy');
    await second.getByText('Refusal needs a second person').waitFor();
    await second.getByRole('link', { name: 'Access' }).click();
    await second.getByRole('heading', { name: 'Ada Administrator wants to refuse this request' }).waitFor();
    await second.getByRole('button', { name: 'Approve the refusal' }).click();
    const by = 'Proposed by Ada Administrator, approved by Bob Second.';
    await second.getByText(by).waitFor();
    // The page of the first one hears of it.
    await page.getByText(by).waitFor();
    await page.context().close();
    await second.context().close();
  });

  async function openPage(member: StaffMember, path: string): Promise<Page> {
    const page = await openSignedIn(browser, member);
    await page.goto(deskUrl(foyer, path));
    return page;
  }
});

/** Goes on with the Tab key until the control of this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const labels = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
      return (labels ? element.labels?.[0]?.textContent : element?.textContent) ?? '';
    });
    if (focused === name) return;
  }
  throw new Error(`the Tab key never came to “${name}”`);
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByText(name, { exact: true }).first().waitFor();
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

async function forgedReceipt(path: string): Promise<Buffer> {
  const text = await readFile(path, 'utf8');
  return Buffer.from(text.replace('"records":1', '"records":2'));
}
