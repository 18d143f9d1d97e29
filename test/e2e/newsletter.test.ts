import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';
import { violationsInEveryView } from '../support/every-view.ts';
import { startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { readOutbox } from '../support/outbox.ts';
import { becomeAdministrator, invite, type StaffMember } from '../support/staff-desk.ts';

const email = 'ada@example.org';
const names = { en: 'Events', nl: 'Evenementen', de: 'Veranstaltungen', fr: 'Événements' };
const topic = { id: 'events', position: 2, isActive: true, names, descriptions: names };
const campaign = {
  language: 'fr',
  from: { name: 'Nordlicht', address: 'news@nordlicht.example' },
  replyTo: null,
  templateId: null,
  mjml: `<mjml><mj-body><mj-section><mj-column>
<mj-text>{{salutation}}, read <a href="https://shop.example/spring?a=1&amp;b=2">what is new</a>.</mj-text>
<mj-text><a href="{{unsubscribe_url}}">Unsubscribe</a></mj-text>
</mj-column></mj-section></mj-body></mjml>`,
  slots: {},
  text: null,
  audience: { topics: ['events'] },
  crashPolicy: 'hold',
};

describe('the newsletter, from the form to the way out', () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let foyer: FoyerProcess;
  let page: Page;
  let writer: StaffMember;
  let releaser: StaffMember;
  let spring: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    foyer = await startFoyer({ dataDir: folder.path, env: { LOG_LEVEL: 'warn' } });
    releaser = await becomeAdministrator(foyer);
    expect((await releaser.call('POST', '/desk/api/newsletter/topics', topic)).status).toBe(201);
    writer = await invite(foyer, releaser, { name: 'Willem', email: 'w@example.org', roles: ['marketing'] });
    browser = await startChromium();
    // As a person's browser calls itself: what says that it has no head is no reader, and is not counted.
    const userAgent =
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36';
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', userAgent });
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

  it('brings its reader a campaign, whose link is counted of nobody in particular', async () => {
    spring = await send('Spring');
    await page.setContent(await newsletterIn('Spring'));
    const link = page.getByRole('link', { name: 'what is new' });
    await page.route('https://shop.example/**', async (route) => {
      await route.fulfill({ contentType: 'text/html', body: '<h1>The shop</h1>' });
    });
    await link.click();
    await page.getByRole('heading', { name: 'The shop' }).waitFor();
    expect(page.url()).toBe('https://shop.example/spring?a=1&b=2');
  });

  it('lets its reader out by the link of the campaign, and writes to them no more', async () => {
    await page.setContent(await newsletterIn('Spring'));
    await page.getByRole('link', { name: 'Unsubscribe' }).click();
    await page.getByRole('button', { name: 'Se désinscrire' }).click();
    await page.getByRole('heading', { name: 'Vous êtes désinscrit' }).waitFor();

    const { id, version } = await release('Summer');
    const started = await writer.call('POST', `/desk/api/newsletter/campaigns/${id}/start`, {
      basedOnVersion: version,
    });
    expect([started.status, ((await started.json()) as { code: string }).code]).toEqual([
      409,
      'audience_empty',
    ]);
    const subjects = (await readOutbox(folder.path)).map(({ subject }) => subject ?? '');
    expect(subjects.filter((subject) => /^(?:Spring|Summer) for/.test(subject))).toEqual(['Spring for Ada']);
    // A caller is watched for some seconds, in which scanners show themselves.
    const counted = async () => {
      const answer = await writer.call('GET', `/desk/api/newsletter/campaigns/${spring}/links`);
      const { links } = (await answer.json()) as { links: { raw: number }[] };
      return links.map(({ raw }) => raw);
    };
    await expect.poll(counted, { timeout: 45_000 }).toEqual([1]);
  });

  async function release(name: string): Promise<{ id: string; version: number }> {
    const value = { ...campaign, name, subject: `${name} for {{name}}` };
    const written = await writer.call('POST', '/desk/api/newsletter/campaigns', { value });
    expect(written.status).toBe(201);
    const { id, version } = (await written.json()) as { id: string; version: number };
    const preflight = await releaser.call('GET', `/desk/api/newsletter/campaigns/${id}/preflight`);
    const { contentHash } = (await preflight.json()) as { contentHash: string };
    const released = await releaser.call('POST', `/desk/api/newsletter/campaigns/${id}/release`, {
      basedOnVersion: version,
      contentHash,
    });
    expect(released.status).toBe(200);
    return { id, version };
  }

  /** @returns the campaign's id, when it is finished */
  async function send(name: string): Promise<string> {
    const { id, version } = await release(name);
    const path = `/desk/api/newsletter/campaigns/${id}/start`;
    expect((await writer.call('POST', path, { basedOnVersion: version })).status).toBe(200);
    const state = async () => {
      const answer = await writer.call('GET', `/desk/api/newsletter/sendings/${id}/results`);
      const { progress } = (await answer.json()) as { progress: { state: string } };
      return progress.state;
    };
    await expect.poll(state, { timeout: 30_000 }).toBe('finished');
    return id;
  }

  async function newsletterIn(name: string): Promise<string> {
    const mails = await readOutbox(folder.path);
    const mail = mails.find(({ subject }) => subject === `${name} for Ada`);
    expect(mail?.to?.map(({ address }) => address)).toEqual([email]);
    return mail?.html ?? '';
  }

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
