import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Migration, OpenedDatabase, ServiceMigrations } from '@foyer/database';
import type { Actor } from '@foyer/http';
import { authorizeAs, startTestServer, testActor, type TestServer } from '@foyer/http/testing';
import { jobMigrations, type Jobs } from '@foyer/jobs';
import { testRunner } from '@foyer/jobs/testing';
import { createMail, type MailCompiler, type OutboxMail } from '@foyer/mail';
import { readWholeOutbox } from '@foyer/mail/testing';
import { createMetrics } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { plainPage } from '@foyer/service/testing';
import { sql } from 'kysely';
import { callbackMigrations, createCallback, type Callback } from './callback.ts';
import type { CheckCaptcha } from './captcha-port.ts';
import { defaultCallbackConfig, type CallbackConfig } from './config.ts';
import { OpeningHours } from './opening-hours.ts';
import type { CallbackDeps } from './ports.ts';

/** The callback service with everything real around it, but for the clock, the captcha and the other services. For tests only. */
export interface Hall {
  callback: Callback;
  server: TestServer;
  clock: ReturnType<typeof fakeClock>;
  log: ReturnType<typeof silentLog>;
  jobs: Jobs;
  /** What the other services were told, in order: `inbox.add open`, `audit callback.claim`. */
  told: string[];
  post(
    fields: Record<string, string>,
    options?: { as?: 'json' | 'form'; accept?: string },
  ): Promise<Response>;
  /** As Ada, or as another agent. */
  desk(method: string, path: string, body?: object, agent?: string): Promise<Response>;
  /** Runs all jobs that are due to their end, and reads what they sent to visitors. */
  mails(): Promise<OutboxMail[]>;
  /** The same, of the mails to staff. */
  staffMails(): Promise<OutboxMail[]>;
  /** The one mail of a kind. */
  mail(kind: string): Promise<OutboxMail>;
  runJob(name: string): Promise<void>;
  close(): Promise<void>;
}

const spentPuzzles: Migration = {
  name: '0001-spent',
  up: async (trx) => {
    await sql`create table test_captcha.spent (solution text primary key)`.execute(trx);
  },
};

export const testServices: ServiceMigrations[] = [
  { name: 'jobs', migrations: jobMigrations },
  { name: 'test_captcha', migrations: [spentPuzzles] },
  { name: 'callback', migrations: callbackMigrations },
];

export const filledIn = {
  name: 'Zoë van der Großmann',
  phone: '020 123 4567',
  email: 'zoe@example.org',
  message: 'About the backup.',
  // Tuesday 24 November 2026, 10:00 in Amsterdam.
  slot: '2026-11-24T09:00:00.000Z',
  zone: 'Europe/Amsterdam',
  language: 'nl',
};

/** Monday, 11:00 in Amsterdam. */
const start = '2026-11-23T10:00:00Z';
const staffMailbox = 'calls@nordlicht.example';
/** MJML instead of HTML, and no thread to load. */
const noCompiler: MailCompiler = { compile: async (mjml) => mjml, close: async () => undefined };
let puzzles = 0;

/** A solution that counts, of a puzzle asked for so many seconds ago. */
export function solved(secondsAgo = 60): string {
  puzzles += 1;
  return `solved.${puzzles}.${secondsAgo}`;
}

export async function openHall(
  { db, engine }: OpenedDatabase,
  options: { config?: Partial<CallbackConfig>; hours?: object; deps?: Partial<CallbackDeps> } = {},
): Promise<Hall> {
  const clock = fakeClock(start);
  const log = silentLog();
  const root = await mkdtemp(join(tmpdir(), 'foyer-callback-'));
  const outboxDir = join(root, 'outbox');
  const mailFrom = 'Nordlicht <hello@nordlicht.example>';
  const mail = createMail({ outboxDir, from: mailFrom, log });
  const metrics = createMetrics();
  const runner = testRunner({ db, engine }, { clock, log, metrics });
  const told: string[] = [];
  const suppressed = new Set<string>();
  const checkCaptcha: CheckCaptcha = async (solution) => {
    const [word, , secondsAgo] = solution.split('.');
    if (word !== 'solved') return { ok: false, code: 'solution_invalid' };
    return {
      ok: true,
      issuedAt: new Date(clock.now().getTime() - Number(secondsAgo) * 1000),
      spend: async (trx) => {
        const { rows } = await sql`
          insert into test_captcha.spent values (${solution}) on conflict do nothing returning 1 as first`.execute(
          trx,
        );
        return rows.length === 1;
      },
    };
  };
  const base = defaultCallbackConfig({ companyName: 'Nordlicht Systems', mailFrom, staffMailbox });
  const openingHours = OpeningHours.parse({ ...base.openingHours, ...options.hours });

  const callback = createCallback({
    renderPage: plainPage,
    db,
    clock,
    metrics,
    ...runner.ports,
    checkCaptcha,
    mail,
    mailCompiler: noCompiler,
    addressKey: new Uint8Array(32).fill(7),
    outboxDir,
    publicUrl: 'https://hall.nordlicht.example',
    audit: async (_trx, { action }) => void told.push(`audit ${action}`),
    notifyDesk: () => undefined,
    namesOf: async (ids) => new Map(staffNames.filter(([id]) => ids.includes(id))),
    publishEvent: async (_trx, { type }) => void told.push(`event ${type}`),
    // Services do not import one another: the real list and callbacks meet in test/contract.
    suppression: {
      isSuppressed: async (_db, { phone }) => suppressed.has(phone),
      suppress: async (_trx, { phone }, { scope, reason }) => {
        suppressed.add(phone);
        told.push(`suppress ${phone} ${scope} ${reason}`);
      },
      lift: async (_trx, { phone }) => suppressed.delete(phone),
    },
    inbox: {
      add: async (_trx, items) =>
        void told.push(...items.map(({ state, heldReasons }) => `add ${state} ${heldReasons}`)),
      setState: async (_trx, ids, state) => void told.push(...ids.map(() => `state ${state}`)),
      remove: async (_trx, ids) => void told.push(...ids.map(() => 'remove')),
    },
    config: { ...base, openingHours, ...options.config },
    ...options.deps,
  });
  const running = await runner.start({ handlers: callback.jobs });
  const server = await startTestServer([...callback.routes, ...callback.deskRoutes], {
    authorize: async (request, permission) => {
      const { 'x-agent': agent = '' } = request.headers;
      return await authorizeAs(agents[String(agent)])(request, permission);
    },
  });

  async function allMails(): Promise<OutboxMail[]> {
    await runner.settle();
    return await readWholeOutbox(outboxDir);
  }

  const mails = async () => (await allMails()).filter(({ to }) => to !== staffMailbox);

  return {
    callback,
    server,
    clock,
    log,
    jobs: running,
    told,
    post: (fields, { as = 'json', accept = '*/*' } = {}) =>
      server.fetch('/callback/requests', {
        method: 'POST',
        headers: {
          accept,
          'content-type': as === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
        },
        body: as === 'json' ? JSON.stringify(fields) : new URLSearchParams(fields).toString(),
      }),
    desk: (method, path, body, agent = 'ada') =>
      server.fetch(`/desk/api/callback/${path}`, {
        method,
        headers: { 'x-agent': agent, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      }),
    mails,
    staffMails: async () => (await allMails()).filter(({ to }) => to === staffMailbox),
    mail: async (kind) => {
      const [only, ...others] = (await mails()).filter(({ id }) => id.startsWith(`callback-${kind}.`));
      if (only === undefined || others.length > 0) {
        throw new Error(`expected one mail of the kind ${kind}, got ${others.length + (only ? 1 : 0)}`);
      }
      return only;
    },
    runJob: async (name) => {
      await running.enqueue(db, name, {});
      await runner.settle();
    },
    close: async () => {
      await server.close();
      await runner.close();
      await mail.close();
      await rm(root, { recursive: true });
    },
  };
}

const work = ['callback.read', 'callback.work', 'callback.settings', 'settings.read'];
const agents: Record<string, Actor> = {
  ada: testActor(...work),
  bob: { ...testActor(...work), staffId: '01890000-0000-7000-8000-00000000b0b0', name: 'Bob' },
  reader: testActor('callback.read'),
};

// Bob has left.
const staffNames: [string, string][] = [agents['ada']].flatMap((actor) =>
  actor === undefined ? [] : [[actor.staffId, actor.name]],
);

/** The path of the one link in a mail. */
export function linkIn(mail: OutboxMail): string {
  const path = /https:\/\/hall\.nordlicht\.example(\/callback\/(?:release|manage)\/[\w-]+)/.exec(
    mail.text,
  )?.[1];
  if (path === undefined) throw new Error('the mail holds no link');
  return path;
}

/** The calendar entry in a mail, with its folded lines joined. */
export function calendarIn(mail: OutboxMail): string {
  const part = /content-type: text\/calendar[^]*?\r?\n\r?\n([^]*?)\r?\n--/i.exec(mail.source)?.[1] ?? '';
  const isBase64 = /text\/calendar[^]*?transfer-encoding: base64/i.test(mail.source);
  const text = isBase64 && !part.includes('BEGIN:') ? Buffer.from(part, 'base64').toString() : part;
  return text
    .replaceAll(/\r?\n[ \t]/g, '')
    .replaceAll(/=\r?\n/g, '')
    .replaceAll('\r', '');
}

export async function requestRows(db: OpenedDatabase['db']) {
  const { rows } = await sql<
    Record<string, unknown>
  >`select * from callback.request order by received_at, id`.execute(db);
  return rows;
}
