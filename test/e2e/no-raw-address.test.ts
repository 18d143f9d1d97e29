import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { traceFinder } from '../support/address-traces.ts';
import { addEasySite } from '../support/easy-site.ts';
import { runCommand, startFoyer, temporaryFolder, type FoyerProcess } from '../support/foyer-process.ts';
import { freePort } from '../support/free-port.ts';
import { keptFiles, keptMails, keptRows, keptText, type Kept } from '../support/kept-bytes.ts';
import { untilOutboxHolds } from '../support/outbox.ts';
import { startPostgres, startRedis } from '../support/servers.ts';
import { createVisitor, headersOf, statusesOfVisit, visit, written, type Ask } from '../support/visitor.ts';

// The promise: the address of a visitor is nowhere, not in the log at its most talkative, not in any file, not in
// Redis. Behind a proxy it comes in a header, otherwise from the socket.

const visitors: { is: string; says: string }[] = [
  { is: '203.0.113.219', says: '203.0.113.219' },
  { is: '198.51.100.94', says: '198.51.100.94:49152' },
  { is: '192.0.2.181', says: '10.1.2.3, 192.0.2.181' },
  { is: '203.0.113.86', says: '::ffff:203.0.113.86' },
  { is: '198.51.100.157', says: '::FFFF:C633:649D' },
  { is: '2001:db8:77a1:1::beef', says: '2001:db8:77a1:1::beef' },
  { is: '2001:db8:95c2:2::f00d', says: '2001:0DB8:95C2:0002:0000:0000:0000:F00D' },
  { is: '2001:db8:5e3b:9f0:1:2:3:4', says: '[2001:db8:5e3b:9f0:1:2:3:4]:443' },
  { is: '2001:db8:d4e7::7', says: '2001:db8:d4e7::7%eth0' },
];
// A neighbour on loopback: Linux lets it speak from any address of that network.
const neighbour = process.platform === 'linux' ? '127.113.94.157' : undefined;
const findTraces = traceFinder([
  ...visitors.map(({ is }) => is),
  ...(neighbour === undefined ? [] : [neighbour]),
]);
const findWritten = traceFinder([written]);

interface Setting {
  title: string;
  start: () => Promise<{
    env: Record<string, string>;
    /** SQL beside the server; undefined where nobody else may open the database. */
    ask: ((sql: string) => Promise<unknown[]>) | undefined;
    kept: () => Promise<Kept[]>;
    stop: () => Promise<void>;
  }>;
}

const settings: Setting[] = [
  {
    title: 'with the embedded database',
    start: async () =>
      await Promise.resolve({
        env: {},
        ask: undefined,
        kept: async () => await Promise.resolve([]),
        stop: async () => await Promise.resolve(),
      }),
  },
];
if (process.env['TEST_DATABASE_URL'] !== undefined) {
  settings.push({ title: 'with PostgreSQL and Redis', start: startServers });
}

it.each([
  ['text', '203.0.113.219'],
  ['text of a network', '203.0.113.0/24'],
  ['text with zeros', '203.000.113.219'],
  ['a number', '3405803995'],
  ['hexadecimal', 'CB0071DB'],
  ['the end of an IPv6 address', '::ffff:cb00:71db'],
  ['bytes', Buffer.from([7, 203, 0, 113, 219, 7])],
  ['bytes from behind', Buffer.from([219, 113, 0, 203])],
  ['base64', Buffer.from([203, 0, 113, 219]).toString('base64')],
  ['an unkeyed hash', createHash('sha256').update('203.0.113.219').digest('hex').slice(0, 32)],
  ['IPv6 in capitals', '2001:0DB8:95C2:0002::'],
  ['bytes of an IPv6 network', Buffer.from('20010db895c2', 'hex')],
])('recognises an address as %s', (_what, bytes) => {
  expect(findTraces(Buffer.from(bytes))).toHaveLength(1);
});

describe.each(settings)('the addresses of visitors, $title', ({ start }) => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let servers: Awaited<ReturnType<Setting['start']>>;
  let foyer: FoyerProcess;
  let requestId: string | undefined;
  let kept: Kept[];

  beforeAll(async () => {
    kept = [];
    folder = await temporaryFolder();
    servers = await start();
    const metricsPort = await freePort();
    foyer = await startFoyer({
      dataDir: folder.path,
      readySeconds: 120,
      env: {
        ...servers.env,
        TRUST_PROXY: '1',
        LOG_LEVEL: 'trace',
        METRICS_PORT: String(metricsPort),
      },
    });
    const site = await addEasySite(foyer);
    const ask = createVisitor(foyer.url);
    for (const { is, says } of visitors) {
      expect(await visit(ask, site, headersOf(is, says))).toEqual(statusesOfVisit);
    }
    if (neighbour !== undefined) {
      expect(await visit(ask, site, {}, { localAddress: neighbour })).toEqual(statusesOfVisit);
    }
    requestId = (await ask({ path: '/livez' })).requestId;
    if (servers.ask !== undefined) await failOnce(servers.ask, ask, site);
    await untilOutboxHolds(folder.path, 3);

    const metrics = await fetch(`http://127.0.0.1:${metricsPort}/metrics`);
    kept.push(keptText('metrics', await metrics.text()));
    const backup = join(folder.path, 'backup.jsonl.gz');
    for (const command of [
      ['doctor'],
      ['site:list'],
      ['contact:held'],
      ['jobs:dead'],
      ['backup', '--to', backup],
    ]) {
      const { stdout, stderr } = await runCommand(command, foyer.env);
      expect([command[0], stderr]).toEqual([command[0], '']);
      kept.push(keptText(`command ${command[0]}`, stdout));
    }
    expect(await foyer.end('SIGTERM')).toBe(0);
    kept.push(keptText('log', foyer.output()));
    kept.push(...(await keptMails(folder.path)), ...(await keptRows(foyer.env)), ...(await servers.kept()));
    for await (const file of keptFiles(folder.path)) kept.push(file);
  }, 240_000);

  afterAll(async () => {
    await foyer.end('SIGKILL');
    await servers.stop();
    await folder.remove();
  });

  const placesWith = (find: (bytes: Uint8Array) => boolean): string[] =>
    kept.filter(({ bytes }) => find(bytes)).map(({ place }) => place);

  const text = (name: string): string =>
    Buffer.concat(kept.filter(({ place }) => place === name).map(({ bytes }) => bytes)).toString();

  it('are nowhere', () => {
    const found = kept.flatMap(({ place, bytes }) =>
      findTraces(bytes).map((trace) => `${trace} in ${place}`),
    );
    expect(found).toEqual([]);
  });

  it('would have been found: what a visitor wrote is, wherever messages are', () => {
    const places = placesWith((bytes) => findWritten(bytes).includes(`${written} as the text of its /24`));
    expect(places).toEqual(
      expect.arrayContaining([
        'table contact.message',
        'backup.jsonl.gz, unpacked',
        expect.stringMatching(/^mail /),
        expect.stringMatching(/(^|\/)base\/\d+\/\d+$/),
        expect.stringMatching(/(^|\/)pg_wal\//),
      ]),
    );
    expect(places.filter((place) => /^(log|metrics|redis|command)/.test(place))).toEqual([]);
  });

  it('would have been found as bytes: a replay mark is', () => {
    const rows = kept.find(({ place }) => place === 'table captcha.spent_puzzle');
    const hex = /\\x([0-9a-f]{16,})/.exec(Buffer.from(rows?.bytes ?? []).toString())?.[1] ?? '';
    const spentPuzzle = Buffer.from(hex, 'hex');
    expect(spentPuzzle.length).toBeGreaterThanOrEqual(8);
    const places = placesWith((bytes) => Buffer.from(bytes).includes(spentPuzzle));
    expect(places).toContainEqual(expect.stringMatching(/(^|\/)base\/\d+\/\d+$/));
  });

  it('were looked for where there is something: log, metrics, counters and keys', () => {
    expect(text('log').includes(`"requestId":"${requestId}"`)).toBe(true);
    expect(text('metrics').includes('route="/contact/messages"')).toBe(true);
    expect(text('table captcha.address_key')).toMatch(/\\x[0-9a-f]{64}/);
    expect(text('backup.jsonl.gz, unpacked').includes('captcha.address_key')).toBe(false);
    if (servers.ask === undefined) return;
    expect(/captcha:address:[\w-]{22}/.test(text('redis'))).toBe(true);
    expect(text('log').includes('"level":"error"')).toBe(true);
  });
});

/** What goes wrong in the database is logged as an error, with what the database says of it. */
async function failOnce(
  sql: (text: string) => Promise<unknown[]>,
  ask: Ask,
  site: { siteKey: string; secret: string },
): Promise<void> {
  const tables = ['contact.message', 'captcha.spent_puzzle'];
  for (const table of tables) await sql(`alter table ${table} rename to gone_${table.split('.')[1]}`);
  for (const { is, says } of visitors) {
    expect((await visit(ask, site, headersOf(is, says))).slice(0, 5)).toEqual([500, 500, 400, 500, 500]);
  }
  for (const table of tables) {
    const [schema, name] = table.split('.');
    await sql(`alter table ${schema}.gone_${name} rename to ${name}`);
  }
}

/** Of their own, because their files are looked through. */
async function startServers(): Promise<Awaited<ReturnType<Setting['start']>>> {
  const postgres = await startPostgres();
  const redis = await startRedis();
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  const ask = async (text: string): Promise<unknown[]> => (await client.query<object>(text)).rows;
  // Everything that ever goes into it, also what it forgets.
  const monitor = await new Redis(redis.url).monitor();
  const commands: string[] = [];
  monitor.on('monitor', (_time: string, args: string[]) => commands.push(args.join(' ')));
  return {
    env: { DATABASE_URL: postgres.url, REDIS_URL: redis.url, AUTO_MIGRATE: 'true' },
    ask,
    kept: async () => {
      await ask('checkpoint');
      const [row] = (await ask('show data_directory')) as { data_directory: string }[];
      const kept = [keptText('redis', commands.join('\n'))];
      for await (const file of keptFiles(row?.data_directory ?? '')) kept.push(file);
      return kept;
    },
    stop: async () => {
      monitor.disconnect();
      await client.end();
      await Promise.all([postgres.stop(), redis.stop()]);
    },
  };
}
