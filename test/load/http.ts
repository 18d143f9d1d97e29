import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { addEasySite } from '../support/easy-site.ts';
import { startFoyer, temporaryFolder } from '../support/foyer-process.ts';
import { startPostgres } from '../support/servers.ts';
import { freshSolution } from '../support/solve-puzzle.ts';
import type { BenchRow } from './bench-row.ts';
import { getRequest, postJson, sendAll } from './load-generator.ts';
import { median } from './statistics.ts';

const requestsPerRepeat = 3000;
// The bench is about HTTP: its puzzles cost a few hashes each, which keeps the solving out of it, while all 51 are checked.
interface Side {
  port: number;
  requests: (repeat: number) => Promise<Uint8Array[]>;
  expectedStatus: string;
}

/** Foyer's routes on PostgreSQL beside a bare Koa on the same PostgreSQL, both up all the time, asked in turn. */
export async function measureHttp(options: { repeats: number }): Promise<BenchRow[]> {
  const folder = await temporaryFolder();
  const postgres = await startPostgres();
  // The bench sends more messages to one domain than a company gets; acknowledging them is not what is measured.
  const foyer = await startFoyer({
    dataDir: folder.path,
    env: { DATABASE_URL: postgres.url, AUTO_MIGRATE: 'true', LOG_LEVEL: 'warn', FOYER_ROLES: 'web' },
  });
  const bare = await startBareKoa(postgres.url);
  try {
    const site = await addEasySite(foyer, 51);
    const puzzle: unknown = await (await fetch(`${foyer.url}/api/v1/puzzle?sitekey=${site.siteKey}`)).json();
    const verification = async (): Promise<unknown> => ({
      solution: await freshSolution(foyer.url, site.siteKey),
      secret: site.secret,
    });
    const message = async (): Promise<unknown> => ({
      name: 'Ada Example',
      email: `ada.${Math.random().toString(36).slice(2)}@example.org`,
      topic: 'general',
      message:
        'A message of ordinary length, as people write them: two sentences, then a question. When could you call?',
      'frc-captcha-solution': await freshSolution(foyer.url, site.siteKey),
    });
    const ours = Number(new URL(foyer.url).port);
    return [
      await compare(
        'issuing a puzzle over HTTP; bare Koa that parses and echoes the same JSON',
        0.6,
        options.repeats,
        [
          {
            port: ours,
            expectedStatus: '200',
            requests: async () => repeated(getRequest(`/api/v1/puzzle?sitekey=${site.siteKey}`)),
          },
          {
            port: bare.port,
            expectedStatus: '200',
            requests: async () => repeated(postJson('/echo', puzzle)),
          },
        ],
      ),
      await compare('siteverify with replay guard over HTTP; the same bare Koa', 0.6, options.repeats, [
        {
          port: ours,
          expectedStatus: '200',
          requests: async () => await posts('/api/v1/siteverify', verification),
        },
        { port: bare.port, expectedStatus: '200', requests: async () => await posts('/echo', verification) },
      ]),
      await compare('contact submission on PostgreSQL; bare Koa that inserts one row', 0.5, options.repeats, [
        {
          port: ours,
          expectedStatus: '201',
          requests: async () => await posts('/contact/messages', message),
        },
        { port: bare.port, expectedStatus: '201', requests: async () => await posts('/insert', message) },
      ]),
    ];
  } finally {
    bare.stop();
    await foyer.end('SIGTERM');
    await postgres.stop();
    await folder.remove();
  }
}

async function compare(name: string, reach: number, repeats: number, sides: [Side, Side]): Promise<BenchRow> {
  const rates: [number[], number[]] = [[], []];
  for (let repeat = -1; repeat < repeats; repeat++) {
    for (const [index, side] of sides.entries()) {
      const requests = await side.requests(repeat);
      // What the solving left behind is collected before the clock runs.
      await wait(50);
      const result = await sendAll(side.port, requests);
      const good = result.statuses[side.expectedStatus] ?? 0;
      if (good !== requests.length) throw new Error(`${name}: statuses ${JSON.stringify(result.statuses)}`);
      // The first round warms both up.
      if (repeat >= 0) rates[index === 0 ? 0 : 1].push(result.requestsPerSecond);
    }
  }
  const [ours, peer] = [median(rates[0]), median(rates[1])];
  return { name, ours, peer, ratio: ours / peer, reach, unit: 'requests/s' };
}

const repeated = (request: Uint8Array): Uint8Array[] =>
  Array.from({ length: requestsPerRepeat }, () => request);

async function posts(path: string, body: () => Promise<unknown>): Promise<Uint8Array[]> {
  const requests: Uint8Array[] = [];
  for (let i = 0; i < requestsPerRepeat; i++) requests.push(postJson(path, await body()));
  return requests;
}

async function startBareKoa(databaseUrl: string): Promise<{ port: number; stop: () => void }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('bare-koa.ts', import.meta.url))], {
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { port: Number(line.toString().trim()), stop: () => void child.kill('SIGTERM') };
}
