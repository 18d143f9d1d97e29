import { openDatabase, migrate } from '@foyer/database';
import { authorizeAs, startTestServer, testActor } from '@foyer/http/testing';
import { createInbox, inboxMigrations } from '@foyer/inbox';
import { jobMigrations } from '@foyer/jobs';
import { createMail } from '@foyer/mail';
import { createMetrics, systemClock } from '@foyer/runtime';
import { silentLog } from '@foyer/runtime/testing';
import { temporaryFolder } from '../support/foyer-process.ts';
import { startPostgres } from '../support/servers.ts';
import type { BenchRow } from './bench-row.ts';
import { fillInbox, staffIds } from './inbox-items.ts';
import { percentile } from './statistics.ts';

const itemCount = 100_000;
const budgetMilliseconds = 150;
const requestsPerRepeat = 20;

/** The desk's list over HTTP on a PostgreSQL of its own with 100,000 items: 95 of 100 answers must come within 150 ms. */
export async function measureInbox(options: { repeats: number }): Promise<BenchRow[]> {
  const folder = await temporaryFolder();
  const postgres = await startPostgres();
  const log = silentLog();
  const database = await openDatabase({ url: postgres.url, dataDir: folder.path, log });
  try {
    await migrate(database.db, [
      { name: 'jobs', migrations: jobMigrations },
      { name: 'inbox', migrations: inboxMigrations },
    ]);
    const mailFrom = 'foyer@localhost';
    const inbox = createInbox({
      readingKey: new Uint8Array(32),
      db: database.db,
      clock: systemClock,
      metrics: createMetrics(),
      enqueueMany: async () => undefined,
      wakeJobs: () => undefined,
      audit: async () => undefined,
      notifyDesk: () => undefined,
      mail: createMail({ outboxDir: folder.path, from: mailFrom, log }),
      mailCompiler: { compile: async (mjml) => await Promise.resolve(mjml), close: async () => undefined },
      outboxDir: folder.path,
      source: () => undefined,
      topics: () => [],
      mailboxFor: () => mailFrom,
      recordsOf: async () => await Promise.resolve([]),
      config: { companyName: 'A company', mailFrom },
      latestDays: () => 194,
    });
    await fillInbox(database.db, inbox, itemCount);
    const actor = { ...testActor('inbox.read'), staffId: staffIds[3] ?? '' };
    const server = await startTestServer(inbox.deskRoutes, {
      authorize: authorizeAs(actor),
      checkResponses: false,
    });
    try {
      const rows: BenchRow[] = [];
      for (const [group, paths] of Object.entries(queries())) {
        let slowest = { path: '', milliseconds: 0 };
        for (const path of paths) {
          const milliseconds = await p95(options.repeats * requestsPerRepeat, async () => {
            const response = await server.fetch(`/desk/api/inbox/${path}`);
            const answer = await response.text();
            if (response.status !== 200) throw new Error(`${path}: ${response.status} ${answer}`);
          });
          if (milliseconds > slowest.milliseconds) slowest = { path, milliseconds };
        }
        const of =
          paths.length === 1
            ? ''
            : `, slowest of ${paths.length} (${slowest.path.replace(/cursor=\w+&/, '')})`;
        rows.push({
          name: `inbox at 100,000 items: ${group}${of}`,
          ours: slowest.milliseconds,
          peer: budgetMilliseconds,
          ratio: budgetMilliseconds / slowest.milliseconds,
          reach: 1,
          unit: 'ms at p95',
        });
      }
      return rows;
    } finally {
      await server.close();
    }
  } finally {
    await database.close();
    await postgres.stop();
    await folder.remove();
  }
}

/** The first page, every combination of the four filters, what is common and what is rare, and the words. */
function queries(): Record<string, string[]> {
  const filters = [
    ['state=open', 'state=closed', 'state=held'],
    ['kind=callback', 'kind=message'],
    ['topic=sales', 'topic=rare'],
    ['assignee=me', 'assignee=none'],
  ];
  let combinations: string[][] = [[]];
  for (const values of filters) {
    combinations = combinations.flatMap((chosen) => [chosen, ...values.map((value) => [...chosen, value])]);
  }
  const filtered = combinations.filter((chosen) => chosen.length > 0).map((chosen) => chosen.join('&'));
  // In the middle of the made list, as `cursor.ts` writes it.
  const position = `${Date.parse('2024-06-01T00:00:00Z')}.01890000-0000-7000-8000-000000000000`;
  const cursor = `cursor=${Buffer.from(position).toString('base64url')}`;
  const words = ['w1en', 'w', 'wa', 'w1', 'zoe', 'zo', 'zoe w1', 'example', 'fo-00k9', '0099123', 'nothing'];
  return {
    'first page': ['items'],
    counts: ['counts'],
    'first page with filters': filtered.map((filter) => `items?${filter}`),
    'a page far back': ['', ...filtered].map((filter) => `items?${cursor}&${filter}`),
    search: words.map((q) => `items?q=${encodeURIComponent(q)}`),
    'search with filters': words.flatMap((q) =>
      ['state=open', 'topic=rare', 'assignee=none', 'assignee=me&kind=callback'].map(
        (filter) => `items?${filter}&q=${encodeURIComponent(q)}`,
      ),
    ),
  };
}

async function p95(count: number, ask: () => Promise<void>): Promise<number> {
  await ask();
  const times: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const start = performance.now();
    await ask();
    times.push(performance.now() - start);
  }
  return percentile(times, 0.95);
}
