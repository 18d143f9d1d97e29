import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';
import { violationsInEveryView } from '../support/every-view.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { readOutbox } from '../support/outbox.ts';
import { becomeAdministrator } from '../support/staff-desk.ts';

const email = 'ada@example.org';
const names = { en: 'Events', nl: 'Evenementen', de: 'Veranstaltungen', fr: 'Événements' };
const topic = { id: 'events', position: 2, isActive: true, names, descriptions: names };

describe('the newsletter, from the form to the way out', () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let page: Page;

  beforeAll(async () => {
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path, env: { LOG_LEVEL: 'warn' } });
    const administrator = await becomeAdministrator(foyer);
    expect((await administrator.call('POST', '/desk/api/newsletter/topics', topic)).status).toBe(201);
    browser = await startChromium();
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    page = await context.newPage();
  });

  afterAll(async () => {
    await browser.close();
    await foyer.end('SIGTERM');
    await folder.remove();
  });

  it('asks for three fields, a topic and the consent, with nothing ticked before', async () => {
    await page.goto(`${foyer.url}/demo/newsletter?lang=en`);
    expect(await page.locator('main input:checked').count()).toBe(0);
    expect(await violationsInEveryView(page, 'the form')).toEqual([]);
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.getByText('Please choose at least one topic.').waitFor();
    expect(await page.locator(':focus').getAttribute('name')).toBe('email');
    expect(await violationsInEveryView(page, 'the form with errors')).toEqual([]);

    await page.getByRole('textbox', { name: 'E-mail' }).fill(email);
    await page.getByRole('combobox', { name: 'Salutation' }).selectOption({ label: 'Ms' });
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ada');
    await page.getByRole('checkbox', { name: /^Events/ }).check();
    await page.getByRole('checkbox', { name: /^Yes, Nordlicht/ }).check();
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.getByRole('heading', { name: 'Please look into your mailbox' }).waitFor({ timeout: 60_000 });
    expect(await violationsInEveryView(page, 'after sending')).toEqual([]);
  });

  it('subscribes by the button behind the link of the mail', async () => {
    await page.goto(await mailedLink('/newsletter/confirm/'));
    expect(await violationsInEveryView(page, 'before confirming')).toEqual([]);
    await page.getByRole('button', { name: 'Yes, subscribe' }).click();
    await page.getByRole('heading', { name: 'You are subscribed' }).waitFor();
    expect(await violationsInEveryView(page, 'confirmed')).toEqual([]);
  });

  it('lets its reader decide about it', async () => {
    await page.getByRole('link', { name: 'Choose topics, pause or unsubscribe' }).click();
    expect(await page.getByRole('checkbox', { name: /^Events/ }).isChecked()).toBe(true);
    await page.getByRole('checkbox', { name: /^News/ }).check();
    await page.getByRole('combobox', { name: 'Language' }).selectOption({ label: 'French' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Vos modifications sont enregistrées.').waitFor();
    expect(await violationsInEveryView(page, 'the preferences')).toEqual([]);
    await page
      .getByRole('combobox', { name: 'Pendant combien de temps' })
      .selectOption({ label: '90 jours' });
    await page.getByRole('button', { name: 'Faire une pause' }).click();
    await page.getByRole('button', { name: 'Reprendre maintenant' }).click();
    await page.getByRole('button', { name: 'Faire une pause' }).waitFor();
  });

  it('lets its reader out by typing the address, without JavaScript', async () => {
    const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled: false });
    const plain = await context.newPage();
    await plain.goto(`${foyer.url}/newsletter/unsubscribe?lang=en`);
    await plain.getByRole('textbox', { name: 'E-mail address' }).fill(email);
    await plain.getByRole('button', { name: 'Send the link' }).click();
    await plain.getByRole('heading', { name: 'Please look into your mailbox' }).waitFor();
    await context.close();

    await page.goto(`${foyer.url}/newsletter/unsubscribe?lang=en`);
    expect(await violationsInEveryView(page, 'the way out by typing')).toEqual([]);
    await page.goto(await mailedLink('/newsletter/unsubscribe/'));
    expect(await violationsInEveryView(page, 'before leaving')).toEqual([]);
    await page.getByRole('button', { name: 'Se désinscrire' }).click();
    await page.getByRole('heading', { name: 'Vous êtes désinscrit' }).waitFor();
    expect(await violationsInEveryView(page, 'left')).toEqual([]);
    await page.getByLabel('Elle vient trop souvent').check();
    await page.getByRole('button', { name: 'Envoyer' }).click();
    await page.getByRole('link', { name: 'C’était une erreur : revenir' }).click();
    expect(await violationsInEveryView(page, 'the way back')).toEqual([]);
    await page.getByRole('button', { name: 'Se réabonner' }).click();
    await page.getByText('Vos modifications sont enregistrées.').waitFor();
  });

  async function mailedLink(prefix: string): Promise<string> {
    let link: string | undefined;
    const find = async () => {
      const texts = (await readOutbox(folder.path)).map(({ text }) => text ?? '');
      const found = texts.flatMap((text) => text.match(/\/newsletter\/\S+/g) ?? []);
      link = found.find((path) => path.startsWith(prefix));
      return link;
    };
    await expect.poll(find, { timeout: 30_000 }).toBeDefined();
    return `${foyer.url}${link}`;
  }
});
