import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { contactForm, contactStrings } from '@foyer/contact-widget';
import { isLanguage } from '@foyer/kit/language';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';

// The element's own behaviour against an endpoint that answers what a test wants. The real one is met in the journey tests.
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";
const settings = {
  topics: [{ id: 'support', label: 'Support' }],
  notice: { what: 'what is entered', why: 'to answer', until: '180 days after it is closed' },
};
// Solves, skips and fails on command, and counts how often it was told to begin anew.
const standInCaptcha = `customElements.define('foyer-captcha', class extends HTMLElement {
  static formAssociated = true;
  #internals = this.attachInternals();
  state = 'solved';
  connectedCallback() { this.setAttribute('name', 'frc-captcha-solution'); this.enter('solved', 'solution'); }
  enter(state, value, event, code) {
    this.state = state;
    this.#internals.setFormValue(value);
    if (event) this.dispatchEvent(new CustomEvent('foyer-captcha-' + event, { bubbles: true, detail: { code } }));
  }
  reset() { this.dataset.resets = Number(this.dataset.resets ?? 0) + 1; }
});`;

let browser: Browser;
let server: Server;
let origin: string;
let scripts: Map<string, string>;
let page: Page;
let complaints: string[];
let received: { type: string; body: string; key: string }[];
let answer: { status: number; body: object };

beforeAll(async () => {
  scripts = await buildElement();
  server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server must listen on a port');
  origin = `http://127.0.0.1:${address.port}`;
  browser = await startChromium();
});

afterAll(async () => {
  await browser.close();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(async () => {
  received = [];
  complaints = [];
  answer = { status: 201, body: { reference: 'F-1234', state: 'received', deletedOn: '2030-07-30' } };
  page = await browser.newPage({ timezoneId: 'America/Los_Angeles' });
  page.on(
    'console',
    (message) => message.text().includes('Content Security Policy') && complaints.push(message.text()),
  );
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

it('says everything that is missing before it asks the server, and goes to the first field', async () => {
  await open('/server-rendered?lang=de');
  await send();
  expect(await errorOf('name')).toBe('Bitte nennen Sie Ihren Namen.');
  expect(await errorOf('email')).toContain('eines genügt');
  expect(await errorOf('topic')).toBe('Bitte wählen Sie ein Thema.');
  expect(await errorOf('message')).toBe('Bitte schreiben Sie Ihre Nachricht.');
  expect(await focusedName()).toBe('name');
  expect(received).toEqual([]);
});

it('is content with a telephone number alone', async () => {
  await open('/server-rendered?lang=en');
  await fillIn({ email: '', phone: '+31 20 123 4567' });
  await send();
  await page.waitForSelector('.foyer-sent');
  expect(JSON.parse(received[0]?.body ?? '')).toEqual({
    name: 'Ada Lovelace',
    phone: '+31 20 123 4567',
    topic: 'support',
    message: 'The backup has not run.',
    language: 'en',
    'frc-captcha-solution': 'solution',
  });
});

it('takes back what it said about the e-mail address once a telephone number is typed', async () => {
  await open('/server-rendered?lang=en');
  await fillIn({ email: '' });
  await send();
  expect(await errorOf('email')).toContain('one is enough');
  await page.fill('[name=phone]', '0');
  expect(await page.getAttribute('[name=email]', 'aria-invalid')).toBeNull();
});

it("ties the server's pointers to their fields, in the language of the page", async () => {
  answer = {
    status: 422,
    body: {
      code: 'validation_failed',
      errors: [
        { pointer: '/message', code: 'too_long', detail: 'must be 10,000 characters or fewer' },
        { pointer: '/email', code: 'invalid', detail: 'must be an e-mail address' },
      ],
    },
  };
  await open('/server-rendered?lang=fr');
  await fillIn();
  const failed = nextEvent('failed');
  await send();
  expect(await failed).toEqual({ status: 422, code: 'validation_failed' });
  expect(await errorOf('email')).toBe('Cette adresse e-mail n’est pas complète. Exemple : nom@example.com');
  expect(await errorOf('message')).toBe('C’est trop long. Veuillez raccourcir.');
  expect(await focusedName()).toBe('email');
});

it('loses no text without a connection and sends it when there is one again', async () => {
  await open('/server-rendered?lang=nl');
  await fillIn();
  await page.context().setOffline(true);
  await send();
  await page.waitForSelector('.foyer-alert:not([hidden])');
  expect(await page.textContent('.foyer-alert')).toContain('Geen verbinding');
  expect(await page.inputValue('[name=message]')).toBe('The backup has not run.');
  expect(await page.textContent('form button')).toBe('Opnieuw proberen');
  await page.context().setOffline(false);
  await send();
  await page.waitForSelector('.foyer-sent');
  expect(received).toHaveLength(1);
});

it('sends one text under one key until it has arrived, and every other under another', async () => {
  answer = { status: 503, body: { code: 'unavailable' } };
  await open('/server-rendered?lang=en');
  await fillIn();
  const sendAndFail = async (): Promise<void> => {
    const failed = nextEvent('failed');
    await send();
    await failed;
  };
  await sendAndFail();
  await captchaEnters('solved', 'renewed');
  await sendAndFail();
  await page.fill('[name=message]', 'The backup has run.');
  await sendAndFail();
  answer = { status: 201, body: { reference: 'F-1234', state: 'received', deletedOn: '2030-07-30' } };
  await send();
  await page.click('.foyer-sent button');
  await fillIn();
  await page.fill('[name=message]', 'The backup has run.');
  await send();
  await page.waitForSelector('.foyer-sent');

  const keys = received.map(({ key }) => key);
  for (const key of keys) expect(key).toMatch(/^"[0-9a-f]{32}"$/);
  const [first, again, changed, changedAgain, afterwards] = keys;
  expect([again, changedAgain]).toEqual([first, changed]);
  expect(new Set([first, changed, afterwards]).size).toBe(3);
});

it('lets the captcha begin anew when its solution was not accepted', async () => {
  answer = { status: 422, body: { code: 'solution_timeout_or_duplicate', errors: [] } };
  await open('/server-rendered?lang=en');
  await fillIn();
  await send();
  await page.waitForSelector('.foyer-alert:not([hidden])');
  expect(await page.getAttribute('foyer-captcha', 'data-resets')).toBe('1');

  const errors = [{ pointer: '/frc-captcha-solution', code: 'solution_invalid', detail: '' }];
  answer = { status: 422, body: { code: 'captcha_unsolved', errors } };
  await send();
  await page.waitForSelector('foyer-captcha[data-resets="2"]', { state: 'attached' });
  // There is nothing in it that the visitor has filled in and could check.
  expect(await page.locator('[aria-invalid]').count()).toBe(0);
  expect(await page.inputValue('[name=message]')).toBe('The backup has not run.');
});

it('does not send twice while it sends', async () => {
  await open('/server-rendered?lang=en');
  await fillIn();
  await page.evaluate(() => {
    const button = document.querySelector<HTMLButtonElement>('form button');
    for (let presses = 0; presses < 5; presses++) button?.click();
  });
  await page.waitForSelector('.foyer-sent');
  expect(received).toHaveLength(1);
});

it('shows reference and date, with the focus on the heading, and tells no event what was typed', async () => {
  await open('/server-rendered?lang=en');
  await fillIn();
  const sent = nextEvent('sent');
  await send();
  expect(await sent).toEqual({ reference: 'F-1234' });
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H3');
  expect(await page.textContent('.foyer-facts')).toMatch(/F-1234[^]*30 July 2030/);
  await page.click('.foyer-sent button');
  expect(await focusedName()).toBe('name');
  expect(await page.inputValue('[name=message]')).toBe('');
});

it('tells a visitor whose message is held what to do next', async () => {
  answer = { status: 201, body: { reference: 'F-1234', state: 'held', deletedOn: '2030-07-30' } };
  await open('/server-rendered?lang=nl');
  await fillIn();
  await send();
  expect(await page.textContent('.foyer-sent h3')).toBe('Nog één stap');
  expect(await page.textContent('.foyer-sent')).toContain('open de link in de mail');
});

it('renders itself when it is empty, in the language around it', async () => {
  await open('/empty?lang=fr');
  expect(await page.textContent('label[for=foyer-contact-message]')).toContain('Votre message');
  await fillIn();
  await send();
  await page.waitForSelector('.foyer-sent');
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ language: 'fr', topic: 'support' });
});

it("goes the way without JavaScript when the captcha's script never came", async () => {
  await open('/without-captcha?lang=en');
  await fillIn();
  await Promise.all([page.waitForURL('**/contact/messages'), send()]);
  expect(received[0]?.type).toBe('application/x-www-form-urlencoded');
  expect(new URLSearchParams(received[0]?.body).get('message')).toBe('The backup has not run.');
});

it('waits for the puzzle when the visitor was faster, and then sends by itself', async () => {
  await open('/server-rendered?lang=en');
  await captchaEnters('solving', '.UNFINISHED');
  await fillIn();
  await send();
  expect(await page.textContent('form button')).toBe('Finishing the safety check…');
  expect(received).toEqual([]);
  await captchaEnters('solved', 'late', 'solved');
  await page.waitForSelector('.foyer-sent');
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ 'frc-captcha-solution': 'late' });
});

it('goes the way without JavaScript when the visitor chose to do without the puzzle', async () => {
  await open('/server-rendered?lang=en');
  await captchaEnters('solving', '.UNFINISHED');
  await fillIn();
  await send();
  await Promise.all([
    page.waitForURL('**/contact/messages'),
    captchaEnters('skipped', '.SLOW', 'failed', 'skipped').catch(() => undefined),
  ]);
  expect(new URLSearchParams(received[0]?.body).get('frc-captcha-solution')).toBe('.SLOW');
});

it('keeps the text when no puzzle can be fetched', async () => {
  await open('/server-rendered?lang=en');
  await captchaEnters('fetching', '.FETCHING');
  await fillIn();
  await send();
  await captchaEnters('failed', '.ERROR', 'failed', 'puzzle_unavailable');
  await page.waitForSelector('.foyer-alert:not([hidden])');
  expect(await page.inputValue('[name=message]')).toBe('The backup has not run.');
  expect(received).toEqual([]);
});

async function open(path: string): Promise<void> {
  await page.goto(origin + path);
  await page.waitForSelector('form[novalidate]');
}

async function captchaEnters(state: string, value: string, event?: string, code?: string): Promise<void> {
  await page.$eval(
    'foyer-captcha',
    (element, entering) =>
      'enter' in element && typeof element.enter === 'function' && element.enter(...entering),
    [state, value, event, code],
  );
}

async function fillIn(values: { email?: string; phone?: string } = {}): Promise<void> {
  await page.fill('[name=name]', 'Ada Lovelace');
  await page.fill('[name=email]', values.email ?? 'ada@example.com');
  await page.fill('[name=phone]', values.phone ?? '');
  await page.selectOption('[name=topic]', 'support');
  await page.fill('[name=message]', 'The backup has not run.');
}

async function send(): Promise<void> {
  await page.click('form button');
}

/** The sentence that a screen reader reads with the field. */
async function errorOf(name: string): Promise<string> {
  await page.waitForSelector(`[name=${name}][aria-invalid=true]`);
  return await page.$eval(`[name=${name}]`, (control) => {
    const ids = control.getAttribute('aria-describedby')?.split(' ') ?? [];
    return ids.map((id) => document.getElementById(id)?.textContent?.trim()).join(' ');
  });
}

async function focusedName(): Promise<string | null | undefined> {
  return await page.evaluate(() => document.activeElement?.getAttribute('name'));
}

async function nextEvent(name: 'sent' | 'failed'): Promise<unknown> {
  return await page.evaluate(
    async (type) =>
      await new Promise((resolve) => {
        document.addEventListener(type, (event) => resolve('detail' in event ? event.detail : undefined), {
          once: true,
        });
      }),
    `foyer-contact-${name}`,
  );
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const reply = (type: string, body: string, status = 200): void => {
    response.writeHead(status, { 'content-type': type, 'content-security-policy': policy });
    response.end(body);
  };
  const script = scripts.get(url.pathname);
  if (script !== undefined) return reply('text/javascript', script);
  if (url.pathname === '/contact/forms/default') return reply('application/json', JSON.stringify(settings));
  if (url.pathname === '/contact/messages') {
    const { 'content-type': type = '', 'idempotency-key': key } = request.headers;
    received.push({ type, key: String(key), body: await readText(request) });
    return reply('application/json', JSON.stringify(answer.body), answer.status);
  }
  reply('text/html; charset=utf-8', pageAt(url));
}

function pageAt(url: URL): string {
  const wanted = url.searchParams.get('lang');
  const language = isLanguage(wanted) ? wanted : 'en';
  const strings = contactStrings[language];
  const form = contactForm({ ...settings, language, strings, action: '/contact/messages', siteKey: 'TEST' });
  const captcha =
    url.pathname === '/without-captcha' ? '' : '<script type="module" src="/captcha.js"></script>';
  return `<!doctype html><html lang="${language}"><title>Contact</title>${captcha}
    <script type="module" src="/contact.js"></script>
    <foyer-contact sitekey="TEST">${url.pathname === '/empty' ? '' : String(form)}</foyer-contact></html>`;
}

async function buildElement(): Promise<Map<string, string>> {
  const root = fileURLToPath(new URL('../../widgets/contact', import.meta.url));
  const built = await build({ root, logLevel: 'silent', build: { write: false } });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error('Vite must answer with its files, got a watcher');
  const files = output.output.map((file): [string, string] => [
    `/${file.fileName}`,
    'code' in file ? file.code : '',
  ]);
  return new Map([...files, ['/captcha.js', standInCaptcha]]);
}
