import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { likeAPerson, startChromium } from '../support/browser.ts';
import { addSiteWithLadder } from '../support/easy-site.ts';
import { startFoyer, temporaryFolder } from '../support/foyer-process.ts';
import { serveStatic, type StaticFile } from '../support/static-site.ts';
import type { BenchRow } from './bench-row.ts';
import { median } from './statistics.ts';

export async function measureChromium(options: { repeats: number }): Promise<BenchRow[]> {
  const browser = await startChromium(likeAPerson.arguments);
  try {
    return [
      await measureRate(browser, options.repeats),
      ...(await measureWholeSolve(browser, options.repeats)),
    ];
  } finally {
    await browser.close();
  }
}

/** Hashes per second of one worker, the two kernels in turn in the same worker. */
async function measureRate(browser: Browser, repeats: number): Promise<BenchRow> {
  const worker = await bundle(fileURLToPath(new URL('chromium-rate-worker.ts', import.meta.url)));
  const site = await serveStatic({
    '/': { type: 'text/html', body: '<!doctype html><title>rate</title>' },
    '/worker.js': { type: 'text/javascript', body: worker },
  });
  const page = await browser.newPage();
  try {
    await page.goto(site.url);
    const wasm = await readFile(fileURLToPath(import.meta.resolve('friendly-pow/wasm/optimized.wasm')));
    const rates = await page.evaluate(
      async (order) =>
        await new Promise<{ ours: number[]; peer: number[] }>((resolve, reject) => {
          const running = new Worker('/worker.js', { type: 'module' });
          running.addEventListener('message', (event: MessageEvent<{ ours: number[]; peer: number[] }>) =>
            resolve(event.data),
          );
          running.addEventListener('error', (event) => reject(new Error(event.message)));
          const measure = {
            repeats: order.repeats,
            friendlyPow: Uint8Array.from(atob(order.wasm), (letter) => letter.charCodeAt(0)),
          };
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
          running.postMessage(measure);
        }),
      { repeats, wasm: wasm.toString('base64') },
    );
    const [ours, peer] = [median(rates.ours) / 1e6, median(rates.peer) / 1e6];
    const name = 'solver on one core in Chromium; friendly-pow 0.2.2 WASM';
    return { name, ours, peer, ratio: ours / peer, reach: 3.8, unit: 'million hashes/s' };
  } finally {
    await page.close();
    site.close();
  }
}

/**
 * To the finished solution, each time in a new page that has never run a solver: from the moment the element is put on
 * the page, and from the call of start() on one that is there already. The stock widget starts its workers when it is put
 * there; ours opens nothing before it is started, because the visitor has not acted.
 */
async function measureWholeSolve(browser: Browser, repeats: number): Promise<BenchRow[]> {
  const folder = await temporaryFolder();
  const foyer = await startFoyer({ dataDir: folder.path, env: { LOG_LEVEL: 'warn' } });
  const stock = await readFile(
    fileURLToPath(import.meta.resolve('friendly-challenge/widget.module.min.js')),
    'utf8',
  );
  const { siteKey } = await addSiteWithLadder(foyer, [
    { above: 0, solutions: 51, difficulty: 122, expirySeconds: 3600 },
  ]);
  const endpoint = `${foyer.url}/api/v1/puzzle`;
  const site = await serveStatic({
    ...(await captchaFiles()),
    '/stock.js': { type: 'text/javascript', body: stock },
    '/stock': pageWith('stock.js'),
    '/ours': pageWith('captcha.js'),
  });
  const rows: BenchRow[] = [];
  try {
    for (const isCold of [true, false]) {
      const times: { ours: number[]; stock: number[] } = { ours: [], stock: [] };
      const order = { siteKey, endpoint, isCold };
      for (let repeat = 0; repeat < repeats * 2; repeat++) {
        times.ours.push(await inNewPage(browser, `${site.url}/ours`, (page) => solveOurs(page, order)));
        times.stock.push(await inNewPage(browser, `${site.url}/stock`, (page) => solveStock(page, order)));
      }
      const [ours, peer] = [median(times.ours), median(times.stock)];
      const name = isCold
        ? 'whole solve 51 × d122 from cold in Chromium; stock widget'
        : 'the same, once the stock widget has its workers ready';
      rows.push({ name, ours, peer, ratio: peer / ours, reach: isCold ? 2.5 : 1, unit: 'ms' });
    }
    return rows;
  } finally {
    site.close();
    await foyer.end('SIGTERM');
    await folder.remove();
  }
}

function pageWith(script: string): StaticFile {
  const body = `<!doctype html><title>solve</title><script type="module" src="/${script}"></script><form></form>`;
  return { type: 'text/html', body };
}

/** The build that pages of one's own origin load, as it lies in the dist folder. */
async function captchaFiles(): Promise<Record<string, StaticFile>> {
  const folder = new URL('../../widgets/captcha/dist/', import.meta.url);
  const files: Record<string, StaticFile> = {};
  for (const name of await readdir(folder)) {
    const type = name.endsWith('.wasm') ? 'application/wasm' : 'text/javascript';
    files[`/${name}`] = { type, body: await readFile(new URL(name, folder)) };
  }
  return files;
}

async function inNewPage(
  browser: Browser,
  url: string,
  solve: (page: Page) => Promise<number>,
): Promise<number> {
  const context = await browser.newContext({ userAgent: likeAPerson.userAgent });
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'load' });
    return await solve(page);
  } finally {
    await context.close();
  }
}

interface SolveOrder {
  siteKey: string;
  endpoint: string;
  /** Otherwise the element has been there for a second when the clock starts. */
  isCold: boolean;
}

async function solveOurs(page: Page, solveOrder: SolveOrder): Promise<number> {
  return await page.evaluate(async (order) => {
    await customElements.whenDefined('foyer-captcha');
    let began = performance.now();
    const element = document.createElement('foyer-captcha');
    element.setAttribute('sitekey', order.siteKey);
    element.setAttribute('start', 'none');
    element.setAttribute('endpoint', order.endpoint);
    document.querySelector('form')?.append(element);
    if (!('start' in element) || typeof element.start !== 'function') throw new Error('no element');
    const solved = new Promise((resolve) =>
      element.addEventListener('foyer-captcha-solved', resolve, { once: true }),
    );
    if (!order.isCold) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      began = performance.now();
    }
    element.start();
    await solved;
    return performance.now() - began;
  }, solveOrder);
}

async function solveStock(page: Page, solveOrder: SolveOrder): Promise<number> {
  return await page.evaluate(async (order) => {
    interface Stock {
      start: () => Promise<void>;
    }
    interface StockWindow {
      friendlyChallenge?: { WidgetInstance: new (element: Element, options: object) => Stock };
    }
    const { friendlyChallenge } = globalThis as StockWindow;
    if (friendlyChallenge === undefined) throw new Error('the stock widget is not there');
    let began = performance.now();
    const element = document.createElement('div');
    element.className = 'frc-captcha';
    document.querySelector('form')?.append(element);
    const { promise: solved, resolve: isSolved } = Promise.withResolvers<undefined>();
    const widget = new friendlyChallenge.WidgetInstance(element, {
      sitekey: order.siteKey,
      puzzleEndpoint: order.endpoint,
      startMode: 'none',
      doneCallback: () => isSolved(undefined),
    });
    if (!order.isCold) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      began = performance.now();
    }
    void widget.start();
    await solved;
    return performance.now() - began;
  }, solveOrder);
}

async function bundle(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: 'es2022', lib: { entry, formats: ['es'], fileName: 'worker' } },
  });
  const [output] = Array.isArray(result) ? result : [];
  const chunk = output?.output[0];
  if (chunk?.type !== 'chunk') throw new Error(`bundling ${entry} gave no code`);
  return chunk.code;
}
