import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createVerifier, type Verdict } from '@foyer/pow';

const folders = ['captcha', 'kit'].map((widget) => new URL(`../../widgets/${widget}/dist/`, import.meta.url));
const mediaTypes: Record<string, string> = {
  js: 'text/javascript',
  wasm: 'application/wasm',
  css: 'text/css',
};

export const strictPolicy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

export interface LabPage {
  /** What stands in the form. */
  body?: string;
  html?: string;
  script?: string;
  head?: string;
  lang?: string;
  policy?: string;
  dir?: string;
}

/** A server of puzzles and pages, small enough to make it fail at will. */
export interface CaptchaLab {
  url: string;
  /** Paths in the order they were asked for. */
  asked: string[];
  puzzle: { solutions: number; difficulty: number; expiry: number; userData: Uint8Array };
  /** Answers instead of a puzzle; `undefined` gives puzzles again. */
  refusal: number | undefined;
  show(path: string, page: LabPage): string;
  verify(solution: string): Verdict;
  restore(): void;
  close(): void;
}

export async function openCaptchaLab(): Promise<CaptchaLab> {
  const verifier = await createVerifier({ key: randomBytes(32) });
  const pages = new Map<string, LabPage>();
  const easy = { solutions: 12, difficulty: 80, expiry: 12, userData: new Uint8Array() };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  const lab: CaptchaLab = {
    url: `http://127.0.0.1:${address.port}`,
    asked: [],
    puzzle: { ...easy },
    refusal: undefined,
    show(path, page) {
      pages.set(path, page);
      return lab.url + path;
    },
    verify: (solution) => verifier.verify(solution, { now: new Date(), accountId: 1, appId: 2 }),
    restore() {
      lab.puzzle = { ...easy };
      lab.refusal = undefined;
      lab.asked.length = 0;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  return lab;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', lab.url);
    lab.asked.push(pathname);
    response.setHeader('access-control-allow-origin', '*');
    const page = pages.get(pathname);
    if (page) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      if (page.policy) response.setHeader('content-security-policy', page.policy);
      response.end(pageHtml(page));
    } else if (pathname === '/api/v1/puzzle') givePuzzle(response);
    else await giveFile(pathname, response);
  }

  function givePuzzle(response: ServerResponse): void {
    response.setHeader('content-type', 'application/json');
    if (lab.refusal !== undefined) {
      response.statusCode = lab.refusal;
      response.end('{"success":false,"errors":["endpoint_not_enabled"]}');
      return;
    }
    const puzzle = verifier.issue({
      timestamp: Math.floor(Date.now() / 1000),
      accountId: 1,
      appId: 2,
      version: 1,
      expiry: lab.puzzle.expiry,
      solutionCount: lab.puzzle.solutions,
      difficulty: lab.puzzle.difficulty,
      nonce: randomBytes(8),
      userData: lab.puzzle.userData,
    });
    response.end(JSON.stringify({ data: { puzzle } }));
  }
}

async function giveFile(pathname: string, response: ServerResponse): Promise<void> {
  const name = pathname.split('/').at(-1) ?? '';
  const file = folders.map((folder) => new URL(name, folder)).find((url) => name && existsSync(url));
  response.setHeader('content-type', mediaTypes[name.split('.').at(-1) ?? ''] ?? 'text/plain');
  response.statusCode = file ? 200 : 404;
  response.end(file ? await readFile(file) : 'not found');
}

function pageHtml({
  body = '',
  html,
  script = '/widgets/captcha.js',
  head = '',
  lang = 'en',
  dir = 'ltr',
}: LabPage): string {
  return `<!doctype html><html lang="${lang}" dir="${dir}"><head><title>Lab</title>
    <meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
    <link rel="stylesheet" href="/widgets/foyer.css"><script type="module" src="${script}"></script>${head}</head>
    <body><main><h1>Lab</h1>${html ?? `<form action="/sent"><p><label>Name <input name="name"></label></p>${body}<button>Send</button></form>`}</main></body></html>`;
}
