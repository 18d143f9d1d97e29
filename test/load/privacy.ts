import { setTimeout } from 'node:timers/promises';
import { migrate, openDatabase } from '@foyer/database';
import { listOutbox, readOutboxMail } from '@foyer/mail';
import { silentLog } from '@foyer/runtime/testing';
import { systemMigrations } from '@foyer/server/testing';
import { sql } from 'kysely';
import { openAllServices, type AllServices } from '../support/all-services.ts';
import { temporaryFolder } from '../support/foyer-process.ts';
import { startPostgres } from '../support/servers.ts';
import type { BenchRow } from './bench-row.ts';
import { fillHoldings } from './privacy-records.ts';
import { percentile } from './statistics.ts';

const purgeBudgetSeconds = 60;
const rightsBudgetSeconds = 1;
const submissionsPerSecond = 20;
const baselineSeconds = 10;

/**
 * A million records over all holdings on a PostgreSQL of its own. More than 100,000 of them are over their time, those in the
 * inbox counted with them, and are purged while visitors go on writing.
 */
export async function measurePrivacy(): Promise<BenchRow[]> {
  const folder = await temporaryFolder();
  const postgres = await startPostgres();
  const database = await openDatabase({ url: postgres.url, dataDir: folder.path, log: silentLog() });
  try {
    await migrate(database.db, systemMigrations);
    await fillHoldings(database.db);
    const hall = await openAllServices(database, new Date().toISOString());
    try {
      const purge = await measurePurge(hall, async () => await countAll(database.db));
      return [...purge, ...(await measureRights(hall))];
    } finally {
      await hall.close();
    }
  } finally {
    await database.close();
    await postgres.stop();
    await folder.remove();
  }
}

async function measurePurge(hall: AllServices, count: () => Promise<number>): Promise<BenchRow[]> {
  const quiet = new AbortController();
  const baseline = submitUntil(hall, quiet.signal);
  await setTimeout(baselineSeconds * 1000);
  quiet.abort();
  const quietP99 = percentile(await baseline, 0.99);

  const before = await count();
  const end = new AbortController();
  const meanwhile = submitUntil(hall, end.signal);
  const start = performance.now();
  await hall.run('privacy.purge');
  const seconds = (performance.now() - start) / 1000;
  end.abort();
  const times = await meanwhile;
  const purged = before + times.length * 2 - (await count());
  const busyP99 = percentile(times, 0.99);
  return [
    {
      name: `purge of ${purged.toLocaleString('en')} due records among a million, while visitors write; the budget of 60 s`,
      ours: seconds,
      peer: purgeBudgetSeconds,
      ratio: purgeBudgetSeconds / seconds,
      reach: 1,
      unit: 's',
    },
    {
      name: 'submission meanwhile; twice that without a purge',
      ours: busyP99,
      peer: quietP99 * 2,
      ratio: (quietP99 * 2) / busyP99,
      reach: 1,
      unit: 'ms at p99',
    },
  ];
}

/** One person among the others: what they wait for when they look, and when they have everything erased. */
async function measureRights(hall: AllServices): Promise<BenchRow[]> {
  const email = 'person1234@example.org';
  await hall.send('/my-data', { email });
  await hall.runDueJobs();
  const link = await linkTo(hall, email);
  const opened = await hall.server.fetch(link, { method: 'POST' });
  const page = opened.headers.get('location') ?? '';

  const accessStart = performance.now();
  const shown = await (await hall.server.fetch(page)).text();
  const accessSeconds = (performance.now() - accessStart) / 1000;
  if (!shown.includes('words of a message')) throw new Error('the page does not show what is kept');

  const erasureStart = performance.now();
  const erased = await hall.server.fetch(`${page}/erasure`, { method: 'POST' });
  const erasureSeconds = (performance.now() - erasureStart) / 1000;
  if (erased.status !== 200) throw new Error(`the erasure was answered ${erased.status}`);
  return [rightsRow('access to', accessSeconds), rightsRow('erasure of', erasureSeconds)];
}

async function linkTo({ dataFolder }: AllServices, email: string): Promise<string> {
  for (const { id } of await listOutbox(dataFolder.outbox, { limit: 100_000 })) {
    if (!id.startsWith('privacy-link.')) continue;
    const mail = await readOutboxMail(dataFolder.outbox, id);
    const link = /\/my-data\/open\/[\w-]+/.exec(mail?.text ?? '')?.[0];
    if (mail?.to === email && link !== undefined) return link;
  }
  throw new Error('no link was sent');
}

function rightsRow(what: string, seconds: number): BenchRow {
  return {
    name: `${what} one person’s data among a million records; the budget of 1 s`,
    ours: seconds,
    peer: rightsBudgetSeconds,
    ratio: rightsBudgetSeconds / seconds,
    reach: 1,
    unit: 's',
  };
}

/** At a steady rate, whether or not the ones before were answered. @returns how long each took, in milliseconds */
async function submitUntil(hall: AllServices, signal: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  const under: Promise<void>[] = [];
  while (!signal.aborted) {
    under.push(submit());
    await setTimeout(1000 / submissionsPerSecond);
  }
  await Promise.all(under);
  return times;

  async function submit(): Promise<void> {
    const start = performance.now();
    const fields = { name: 'Zoë', email: 'zoe@example.org', topic: 'sales', message: 'A question.' };
    const status = await hall.send('/contact/messages', fields);
    if (status >= 400) throw new Error(`a submission was answered ${status}`);
    times.push(performance.now() - start);
  }
}

async function countAll(db: Parameters<typeof fillHoldings>[0]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from contact.message) + (select count(*) from callback.request)
      + (select count(*) from inbox.item) + (select count(*) from contact.sent_mail) as n`.execute(db);
  return rows[0]?.n ?? 0;
}
