import { argon2idInput, encodeMemoryHard, parseSolutionString, passesMemoryGate } from '@foyer/pow';
import { argon2id } from 'hash-wasm';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startChromium } from '../support/browser.ts';
import { serveStatic, type StaticFile, type StaticSite } from '../support/static-site.ts';
import { openCaptchaLab, strictPolicy, type CaptchaLab, type LabPage } from './captcha-lab.ts';

const element = '<foyer-captcha sitekey="FCMTEST"></foyer-captcha>';
const memoryHard = { memoryMebibytes: 1, passes: 1, gateDifficulty: 8 };
let browser: Browser;
let lab: CaptchaLab;
let context: BrowserContext;
let tab: Page;

beforeAll(async () => {
  [browser, lab] = await Promise.all([startChromium(), openCaptchaLab()]);
});
afterAll(async () => {
  await browser.close();
  lab.close();
});
beforeEach(async () => {
  lab.restore();
  context = await browser.newContext();
  tab = await context.newPage();
});
afterEach(async () => context.close());

async function open(page: LabPage): Promise<void> {
  await tab.goto(lab.show('/page', { body: element, ...page }));
}

async function value(): Promise<string> {
  return await tab.evaluate(() => {
    const field = new FormData(document.forms[0]).get('frc-captcha-solution');
    return typeof field === 'string' ? field : 'none';
  });
}

async function state(): Promise<string> {
  return await tab.locator('foyer-captcha').evaluate((captcha) => String(Reflect.get(captcha, 'state')));
}

async function untilState(wanted: string): Promise<void> {
  await expect.poll(state, { timeout: 15_000, interval: 20 }).toBe(wanted);
}

describe('<foyer-captcha>', () => {
  it('solves when its form gets the focus, and the verifier accepts it', async () => {
    await open({});
    await tab.getByLabel('Name').focus();
    await untilState('solved');
    const verdict = lab.verify(await value());
    expect(verdict).toMatchObject({ ok: true, diagnostics: { solver: 2 } });
  });

  it('solves under a policy of its own origin only', async () => {
    await open({ policy: strictPolicy });
    await tab.getByLabel('Name').focus();
    await untilState('solved');
    expect(lab.verify(await value()).ok).toBe(true);
  });
});

describe('what it asks the network for', () => {
  it('asks for nothing but its own files before the visitor acts', async () => {
    await open({});
    await untilState('idle');
    await tab.mouse.move(50, 50);
    await tab.mouse.wheel(0, 200);
    const asked = lab.asked.filter(
      (path) => !/^\/(page|widgets\/(foyer\.css|captcha\.js|captcha-en\.js))$/.test(path),
    );
    expect(asked).toEqual([]);
  });

  it('waits for the first letter where the page itself gave the focus', async () => {
    await open({ html: `<form><input name="name" aria-label="Name" autofocus>${element}</form>` });
    await untilState('idle');
    expect(lab.asked).not.toContain('/api/v1/puzzle');
    await tab.getByLabel('Name').pressSequentially('A');
    await untilState('solved');
  });

  it('leaves no cookie and stores nothing', async () => {
    await open({});
    await tab.getByLabel('Name').focus();
    await untilState('solved');
    expect(await context.storageState()).toEqual({ cookies: [], origins: [] });
  });

  it('takes the next endpoint when the first is refused, answers with an error, or says nothing', async () => {
    for (const broken of ['http://127.0.0.1:9/api/v1/puzzle', `${lab.url}/gone`, `${lab.url}/silent`]) {
      await tab.route('**/silent*', () => {});
      await open({
        body: `<foyer-captcha sitekey="FCMTEST" endpoint="${broken}, /api/v1/puzzle"></foyer-captcha>`,
      });
      await tab.getByLabel('Name').focus();
      await untilState('solved');
      expect(lab.verify(await value()).ok).toBe(true);
    }
  });

  it('goes on when the connection is back', async () => {
    await open({});
    await context.setOffline(true);
    await tab.getByLabel('Name').focus();
    await untilState('offline');
    expect(await tab.evaluate(() => document.forms[0]?.checkValidity())).toBe(true);
    await context.setOffline(false);
    await untilState('solved');
  });

  it('never holds the form back when there is no puzzle, and tries again at the press of a button', async () => {
    await open({});
    lab.refusal = 404;
    await tab.getByLabel('Name').focus();
    await untilState('failed');
    expect(await value()).toBe('.ERROR');
    expect(await tab.evaluate(() => document.forms[0]?.checkValidity())).toBe(true);
    lab.refusal = undefined;
    await tab.getByRole('button', { name: 'Try again' }).click();
    await untilState('solved');
    expect(await tab.evaluate(() => document.activeElement?.localName)).toBe('foyer-captcha');
  });
});

describe('what it does with the device', () => {
  it('says visibly that it is slow where the policy forbids WASM, and its diagnostics say JavaScript', async () => {
    lab.puzzle.difficulty = 110;
    await open({ policy: "default-src 'self'" });
    await tab.getByLabel('Name').focus();
    await tab.getByText('does not allow the fast way').waitFor();
    await untilState('solved');
    expect(lab.verify(await value())).toMatchObject({ ok: true, diagnostics: { solver: 1 } });
  });

  it('calculates in the page where no worker may run, and says so', async () => {
    lab.puzzle.difficulty = 122;
    await open({ policy: `${strictPolicy}; worker-src 'none'` });
    await tab.getByLabel('Name').focus();
    await tab.getByText('does not allow the fast way').waitFor();
    await untilState('solved');
    expect(lab.verify(await value()).ok).toBe(true);
  });

  it('replaces a worker that dies', async () => {
    lab.puzzle.solutions = 51;
    let loads = 0;
    await tab.route('**/captcha-worker.js', (route) => (loads++ === 0 ? route.abort() : route.continue()));
    await open({});
    await tab.getByLabel('Name').focus();
    await untilState('solved');
    expect(loads).toBeGreaterThan(1);
  });

  it('never runs more workers than there are cores', async () => {
    lab.puzzle.solutions = 51;
    lab.puzzle.difficulty = 150;
    await tab.addInitScript(() => {
      Object.defineProperty(navigator, 'hardwareConcurrency', { value: 3 });
    });
    let most = 0;
    tab.on('worker', () => (most = Math.max(most, tab.workers().length)));
    await open({});
    await tab.getByLabel('Name').focus();
    await untilState('solved');
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(3);
    expect(tab.workers()).toEqual([]);
  });

  it('solves memory-hard puzzles with two workers at most', async () => {
    lab.puzzle = { solutions: 8, difficulty: 60, expiry: 12, userData: encodeMemoryHard(memoryHard) };
    await tab.addInitScript(() => {
      Object.defineProperty(navigator, 'hardwareConcurrency', { value: 8 });
    });
    let most = 0;
    tab.on('worker', () => (most = Math.max(most, tab.workers().length)));
    await open({ policy: strictPolicy });
    await tab.getByLabel('Name').focus();
    await untilState('solved');
    expect(lab.asked).toContain('/widgets/captcha-argon2.js');
    expect(most).toBeLessThanOrEqual(2);
    const { puzzle, solutions } = parseSolutionString(await value());
    for (let at = 0; at < solutions.length; at += 8) {
      const { password, salt, memoryKibibytes, passes } = argon2idInput(
        memoryHard,
        puzzle,
        solutions.slice(at, at + 8),
      );
      const hash = await argon2id({
        password,
        salt,
        memorySize: memoryKibibytes,
        iterations: passes,
        parallelism: 1,
        hashLength: 32,
        outputType: 'binary',
      });
      expect(passesMemoryGate(hash, memoryHard)).toBe(true);
    }
  });

  it('offers to send without it when the device would calculate for minutes', async () => {
    lab.puzzle = { ...lab.puzzle, solutions: 255, difficulty: 215 };
    await open({});
    await tab.getByLabel('Name').focus();
    const offer = tab.getByRole('button', { name: 'Send without it' });
    await offer.waitFor({ timeout: 20_000 });
    await offer.focus();
    await tab.keyboard.press('Enter');
    await untilState('skipped');
    expect(await value()).toBe('.SLOW');
    expect(await tab.evaluate(() => document.forms[0]?.checkValidity())).toBe(true);
    // A worker that was ended is still listed for a moment.
    await expect.poll(() => tab.workers()).toEqual([]);
  });
});

describe('as a control of its form', () => {
  it('is asked for by the browser when the form is sent too early, and starts then', async () => {
    await open({ body: '<foyer-captcha sitekey="FCMTEST" start="none"></foyer-captcha>' });
    expect(await value()).toBe('.UNSTARTED');
    await tab.getByRole('button', { name: 'Send' }).click();
    expect(new URL(tab.url()).pathname).toBe('/page');
    await untilState('solved');
    await tab.getByRole('button', { name: 'Send' }).click();
    await tab.waitForURL('**/sent*');
    expect(lab.verify(new URL(tab.url()).searchParams.get('frc-captcha-solution') ?? '').ok).toBe(true);
  });

  it('works by keyboard alone', async () => {
    await open({ body: '<foyer-captcha sitekey="FCMTEST" start="none"></foyer-captcha>' });
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Space');
    await untilState('solved');
    await tab.keyboard.press('Tab');
    await tab.keyboard.press('Enter');
    await tab.waitForURL('**/sent*');
  });

  it('begins anew when the form is reset', async () => {
    await open({});
    await tab.getByLabel('Name').fill('A');
    await untilState('solved');
    const first = await value();
    await tab.evaluate(() => document.forms[0]?.reset());
    expect([await state(), await value()]).toEqual(['idle', '.UNSTARTED']);
    await tab.getByLabel('Name').fill('B');
    await untilState('solved');
    expect(await value()).not.toBe(first);
  });

  it('expires, renews by itself and leaves the rest of the form alone', async () => {
    await tab.clock.install();
    lab.puzzle.expiry = 1;
    await open({});
    await tab.getByLabel('Name').fill('Ada');
    await untilState('solved');
    const first = await value();
    lab.puzzle.difficulty = 130;
    await tab.clock.fastForward(265_000);
    expect(await state()).toBe('solved');
    await tab.clock.fastForward(6000);
    await expect.poll(value, { interval: 5 }).toMatch(/^\.(EXPIRED|UNFINISHED)$/);
    await untilState('solved');
    expect(await value()).not.toBe(first);
    expect(await tab.getByLabel('Name').inputValue()).toBe('Ada');
  });

  it('notices after sleep that it has expired, without its timer', async () => {
    await open({});
    await tab.getByLabel('Name').focus();
    await untilState('solved');
    const woken = await tab.evaluate(() => {
      const later = Date.now() + 3_600_000;
      Date.now = () => later;
      document.dispatchEvent(new Event('visibilitychange'));
      return Reflect.get(document.querySelector('foyer-captcha') ?? {}, 'state');
    });
    expect(woken).toBe('expired');
    await untilState('solved');
  });

  it('tells what happens by events that bubble', async () => {
    await tab.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seen });
      for (const name of ['started', 'progress', 'slow', 'solved', 'expired', 'failed']) {
        addEventListener(`foyer-captcha-${name}`, () => seen.at(-1) === name || seen.push(name));
      }
    });
    await open({});
    await tab.getByLabel('Name').focus();
    await untilState('solved');
    expect(await tab.evaluate(() => Reflect.get(globalThis, 'seen'))).toEqual([
      'started',
      'progress',
      'solved',
    ]);
  });
});

describe('in the words of the page', () => {
  const words = {
    nl: 'Bescherming tegen spam',
    'de-AT': 'Schutz vor Spam',
    fr: 'Protection contre le spam',
    pl: 'Protection against spam',
  };
  for (const [lang, label] of Object.entries(words)) {
    it(`speaks to a page in ${lang}`, async () => {
      await open({ lang });
      await tab.getByRole('group', { name: label }).waitFor();
    });
  }

  it('has one polite live region that tells the start and the end, and keeps its label', async () => {
    // Work enough to be looked at meanwhile, on a busy machine too.
    lab.puzzle.difficulty = 141;
    await open({});
    const live = tab.locator('foyer-captcha').getByRole('status');
    expect(await live.textContent()).toBe('');
    const progress = tab.getByRole('progressbar', { name: 'Protection against spam' }).waitFor();
    await tab.getByLabel('Name').focus();
    await expect.poll(async () => await live.textContent(), { interval: 10 }).toContain('small task');
    await tab.getByText('Protection against spam').waitFor();
    await progress;
    await untilState('solved');
    expect(await live.textContent()).toContain('Done');
    await tab.getByText('Protection against spam').waitFor();
  });
});

describe('on pages that are not ours', () => {
  let site: StaticSite;
  afterEach(() => site.close());

  it('is embedded across origins as one file', async () => {
    site = await serveStatic(
      pageWith(`<script type="module" src="${lab.url}/widgets/captcha.inline.js"></script>`, element),
    );
    await tab.goto(site.url);
    await tab.getByLabel('Name').focus();
    await untilState('solved');
    expect(lab.verify(await value())).toMatchObject({ ok: true, diagnostics: { solver: 2 } });
    expect(lab.asked.toSorted()).toEqual(['/api/v1/puzzle', '/widgets/captcha.inline.js']);
  });

  it('solves memory-hard puzzles there too', async () => {
    lab.puzzle = { solutions: 4, difficulty: 60, expiry: 12, userData: encodeMemoryHard(memoryHard) };
    site = await serveStatic(
      pageWith(`<script type="module" src="${lab.url}/widgets/captcha.inline.js"></script>`, element),
    );
    await tab.goto(site.url);
    await tab.getByLabel('Name').focus();
    await untilState('solved');
  });

  for (const attributes of ['type="module" async defer', 'async defer']) {
    it(`takes the place of friendly-challenge by <script ${attributes}>`, async () => {
      site = await serveStatic(
        pageWith(
          `<script>function solved(solution) { globalThis.told = solution; }</script>
           <script ${attributes} src="${lab.url}/widgets/captcha.compat.js"></script>`,
          `<div class="frc-captcha" data-sitekey="FCMTEST" data-lang="de" data-callback="solved"></div>`,
        ),
      );
      await tab.goto(site.url);
      await expect.poll(value).toBe('.UNSTARTED');
      await tab.getByLabel('Name').focus();
      await expect.poll(value).toMatch(/^[^.]+\./);
      await tab.getByText('Schutz vor Spam').waitFor();
      expect(lab.verify(await value()).ok).toBe(true);
      expect(await tab.evaluate(() => Reflect.get(globalThis, 'told'))).toBe(await value());
    });
  }

  it('has the objects and methods that pages written for friendly-challenge call', async () => {
    site = await serveStatic(
      pageWith(
        `<script defer src="${lab.url}/widgets/captcha.compat.js"></script>`,
        `<div class="frc-captcha" data-sitekey="FCMTEST" data-start="none" data-solution-field-name="-"></div><div id="own"></div>`,
      ),
    );
    await tab.goto(site.url);
    const told = await tab.evaluate(async (endpoint) => {
      const { friendlyChallenge } = globalThis as unknown as FriendlyPage;
      const attached = document.querySelector('.frc-captcha') as FriendlyElement;
      const own = document.querySelector<HTMLElement>('#own') as HTMLElement;
      const calls: string[] = [];
      const widget = new friendlyChallenge.WidgetInstance(own, {
        sitekey: 'FCMTEST',
        startMode: 'none',
        puzzleEndpoint: endpoint,
        solutionFieldName: 'answer',
        forceJSFallback: true,
        readyCallback: () => calls.push('ready'),
        startedCallback: () => calls.push('started'),
        doneCallback: () => calls.push('done'),
        errorCallback: ({ code }) => calls.push(code),
      });
      await widget.start();
      const field = document.querySelector('[name=answer]') as HTMLInputElement;
      const answer = field.value;
      const wasValid = widget.valid;
      widget.loadLanguage('fr');
      widget.reset();
      const afterReset = field.value;
      widget.destroy();
      return {
        calls,
        answer,
        wasValid,
        afterReset,
        isAuto: friendlyChallenge.autoWidget === attached.friendlyChallengeWidget,
        children: own.childElementCount,
        fields: [...new FormData(document.forms[0]).keys()],
      };
    }, `${lab.url}/api/v1/puzzle`);
    expect(told).toMatchObject({
      calls: ['ready', 'started', 'done'],
      wasValid: true,
      afterReset: '.UNSTARTED',
      isAuto: true,
      children: 0,
      fields: ['name'],
    });
    expect(lab.verify(told.answer)).toMatchObject({ ok: true, diagnostics: { solver: 1 } });
  });

  it('tells a page written for friendly-challenge that there is no puzzle', async () => {
    lab.refusal = 403;
    site = await serveStatic(
      pageWith(
        `<script>function failed(widget) { globalThis.told = widget.valid; }</script>
         <script defer src="${lab.url}/widgets/captcha.compat.js"></script>`,
        `<div class="frc-captcha" data-sitekey="FCMTEST" data-start="auto" data-callback-error="failed"></div>`,
      ),
    );
    await tab.goto(site.url);
    await expect.poll(value).toBe('.ERROR');
    expect(await tab.evaluate(() => Reflect.get(globalThis, 'told'))).toBe(false);
  });
});

function pageWith(script: string, markup: string): Record<string, StaticFile> {
  const body = `<!doctype html><html lang="en"><title>Somebody's page</title>${script}<form><label>Name <input name="name"></label>${markup}</form></html>`;
  return { '/': { type: 'text/html', body } };
}

interface FriendlyWidget {
  valid: boolean;
  start(): Promise<void>;
  reset(): void;
  destroy(): void;
  loadLanguage(language: string): void;
}
interface FriendlyElement extends HTMLElement {
  friendlyChallengeWidget: FriendlyWidget;
}
interface FriendlyPage {
  friendlyChallenge: {
    autoWidget: FriendlyWidget;
    WidgetInstance: new (
      element: HTMLElement,
      options: {
        sitekey: string;
        startMode: string;
        puzzleEndpoint: string;
        solutionFieldName: string;
        forceJSFallback: boolean;
        readyCallback(): unknown;
        startedCallback(): unknown;
        doneCallback(): unknown;
        errorCallback(error: { code: string }): unknown;
      },
    ) => FriendlyWidget;
  };
}
