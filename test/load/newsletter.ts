import { fork } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { readFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { migrate, openDatabase } from '@foyer/database';
import {
  createBulkTransport,
  createDkimSigner,
  generateDkimKey,
  prepareBulkMail,
  fillPieces,
  type MailPiece,
} from '@foyer/mail';
import { silentLog } from '@foyer/runtime/testing';
import { systemMigrations } from '@foyer/server/testing';
import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import { openAllServices } from '../support/all-services.ts';
import { startFoyer, temporaryFolder } from '../support/foyer-process.ts';
import { agree, campaignId, newsletter, startCampaign, subscribe } from '../support/prepared-campaign.ts';
import { startPostgres } from '../support/servers.ts';
import type { BenchRow } from './bench-row.ts';
import { median } from './statistics.ts';

const mailBytes = 32_000;
const audience = Number(process.env['BENCH_AUDIENCE'] ?? 1_000_000);
const lanes = 20;
const mailsInTurn = 1_000;
const sendSeconds = 60;
const budgets = { freezeSeconds: 15, memoryMegabytes: 350, pauseMilliseconds: 1_000 };

export async function measureNewsletter({ repeats }: { repeats: number }): Promise<BenchRow[]> {
  return [await measureThroughput(repeats), ...(await measureCampaign())];
}

interface Sink {
  url: string;
  seen: { taken: number; lastAt: number };
  close: () => void;
}

async function startSink(): Promise<Sink> {
  const child = fork(new URL('smtp-sink-process.ts', import.meta.url));
  const seen = { taken: 0, lastAt: 0 };
  const port = await new Promise<number>((resolve) => {
    child.on('message', (message: object) => {
      if ('port' in message) resolve(Number(message.port));
      else Object.assign(seen, message);
    });
  });
  return { url: `smtp://127.0.0.1:${port}`, seen, close: () => child.disconnect() };
}

type Hole = 'name' | 'salutation' | 'unsubscribe_url';

function values(number: number): Record<Hole, string> {
  return {
    name: `Zoë ${number}`,
    salutation: `Guten Tag Zoë ${number}`,
    unsubscribe_url: `https://hall.example/newsletter/unsubscribe/${number}.abcdefghijklmnop`,
  };
}

function to(number: number): { name: string; address: string } {
  return { name: `Zoë ${number}`, address: `person${number}@example.org` };
}

/** The same mail, personalised and signed, from the same lanes into the same sink; they take turns. */
async function measureThroughput(repeats: number): Promise<BenchRow> {
  const sink = await startSink();
  const pem = generateDkimKey();
  const { subject, html, text } = newsletter(mailBytes);
  const bulk = prepareBulkMail<Hole>(
    {
      subject,
      html,
      text,
      language: 'de',
      from: 'Nordlicht <news@example.com>',
      list: { id: 'news.example.com', name: 'News' },
    },
    createDkimSigner({ domain: 'example.com', selector: 'foyer', key: createPrivateKey(pem) }),
  );
  const transport = createBulkTransport({ smtpUrl: sink.url, outboxDir: '/nowhere', lanes });
  const ours = async (number: number): Promise<void> => {
    const messageId = `news.1.${number}@example.com`;
    const source = await bulk.compose(
      {
        messageId,
        to: to(number),
        values: values(number),
        wayOut: { oneClickUrl: values(number).unsubscribe_url },
      },
      new Date(),
    );
    await transport.send({ messageId, returnPath: 'news@example.com', to: to(number).address, source });
  };

  const pool = createTransport({
    url: sink.url,
    pool: true,
    maxConnections: lanes,
    maxMessages: 500,
    dkim: {
      domainName: 'example.com',
      keySelector: 'foyer',
      privateKey: pem,
      headerFieldNames:
        'from:to:subject:date:message-id:list-id:list-unsubscribe:list-unsubscribe-post:mime-version:content-type',
    },
  });
  const filled = (pieces: readonly MailPiece<Hole>[], number: number): string =>
    fillPieces(pieces, values(number));
  const peers = async (number: number): Promise<void> => {
    await pool.sendMail({
      messageId: `<news.1.${number}@example.com>`,
      from: 'Nordlicht <news@example.com>',
      to: to(number),
      subject: filled(subject, number),
      html: filled(html, number),
      text: filled(text, number),
      textEncoding: 'quoted-printable',
      list: { id: { url: 'news.example.com', comment: 'News' } },
      headers: {
        'List-Unsubscribe': `<${values(number).unsubscribe_url}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        Precedence: 'bulk',
      },
    });
  };

  const rates: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
  for (let turn = -1; turn < repeats; turn++) {
    const [first, second] = [await rateOf(ours), await rateOf(peers)];
    if (turn < 0) continue;
    rates.ours.push(first);
    rates.peer.push(second);
  }
  await transport.close();
  pool.close();
  sink.close();
  const [mine, peer] = [median(rates.ours), median(rates.peer)];
  return {
    name: 'personalised and signed newsletters of 32 kB into a mail server; nodemailer’s pool that composes them',
    ours: mine,
    peer,
    ratio: mine / peer,
    reach: 3,
    unit: 'mails/s',
  };
}

async function rateOf(send: (number: number) => Promise<void>): Promise<number> {
  let next = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < mailsInTurn) await send(++next);
    }),
  );
  return (mailsInTurn * 1000) / (performance.now() - start);
}

/** A million subscribers, each with a consent, some of them suppressed, on a PostgreSQL of its own, and the real server. */
async function measureCampaign(): Promise<BenchRow[]> {
  const folder = await temporaryFolder();
  const postgres = await startPostgres();
  const sink = await startSink();
  try {
    const freeze = await prepare(postgres.url, folder.path);
    const foyer = await startFoyer({
      dataDir: folder.path,
      env: { DATABASE_URL: postgres.url, SMTP_URL: sink.url },
    });
    const pid = foyer.pid ?? 0;
    let most = 0;
    const before = sink.seen.taken;
    for (let second = 0; second < sendSeconds; second++) {
      await setTimeout(1000);
      most = Math.max(most, await residentMegabytes(pid));
    }
    const perSecond = (sink.seen.taken - before) / sendSeconds;
    const pauseMilliseconds = await pause(postgres.url, folder.path, sink);
    await foyer.end('SIGTERM');
    return [
      budgetRow(
        `freezing an audience of ${audience.toLocaleString('en')} with a suppression list; the budget`,
        freeze,
        budgets.freezeSeconds,
        's',
      ),
      budgetRow(
        `memory of the server while it sends to ${audience.toLocaleString('en')}, ${Math.round(perSecond)} a second; the budget`,
        most,
        budgets.memoryMegabytes,
        'MB',
      ),
      budgetRow(
        'from pausing to the last mail that arrived; the budget',
        pauseMilliseconds,
        budgets.pauseMilliseconds,
        'ms',
      ),
    ];
  } finally {
    sink.close();
    await postgres.stop();
    await folder.remove();
  }
}

/** @returns how long the freeze took, in seconds */
async function prepare(url: string, dataDir: string): Promise<number> {
  const database = await openDatabase({ url, dataDir, log: silentLog() });
  const { db } = database;
  await migrate(db, systemMigrations);
  const hall = await openAllServices(database, new Date().toISOString());
  try {
    await subscribe(db, audience);
    await agree(hall, db, audience);
    const people = Array.from({ length: 20_000 }, (_, index) => ({
      email: `person${index * 40 + 7}@example.org`,
    }));
    for (let from = 0; from < people.length; from += 1000) {
      await db.transaction().execute(async (trx) => {
        for (const person of people.slice(from, from + 1000)) {
          await hall.services.privacy.suppression.suppress(trx, person, {
            scope: 'mail',
            reason: 'objection',
            at: new Date(),
          });
        }
      });
    }
    await sql`analyze`.execute(db);
    await startCampaign(hall, db, mailBytes);
    const start = performance.now();
    await hall.run('newsletter.freeze_audience', { campaign: 1 });
    const seconds = (performance.now() - start) / 1000;
    await sql`delete from jobs.job where name = 'newsletter.freeze_audience'`.execute(db);
    await copyFile(join(hall.dataFolder.path, 'secrets.json'), join(dataDir, 'secrets.json'));
    return seconds;
  } finally {
    await hall.close();
    await database.close();
  }
}

/** As the desk does it, in another process than the one that sends. */
async function pause(url: string, dataDir: string, sink: Sink): Promise<number> {
  const database = await openDatabase({ url, dataDir, log: silentLog() });
  try {
    await sql`update newsletter.sending set state = 'paused' where campaign_id = ${campaignId}::uuid`.execute(
      database.db,
    );
    const pausedAt = Date.now();
    await setTimeout(3000);
    return Math.max(1, sink.seen.lastAt - pausedAt);
  } finally {
    await database.close();
  }
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

function budgetRow(name: string, ours: number, budget: number, unit: string): BenchRow {
  return { name, ours, peer: budget, ratio: budget / ours, reach: 1, unit };
}
