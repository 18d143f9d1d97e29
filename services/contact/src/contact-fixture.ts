import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContactReceipt, Problem } from '@foyer/contracts';
import type { Migration, OpenedDatabase, ServiceMigrations } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { startTestServer, type TestServer } from '@foyer/http/testing';
import { jobMigrations, type Jobs } from '@foyer/jobs';
import { testRunner } from '@foyer/jobs/testing';
import { createMail, createMailCompiler, type Mail, type MailCompiler, type OutboxMail } from '@foyer/mail';
import { readWholeOutbox } from '@foyer/mail/testing';
import { createMetrics } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { plainPage } from '@foyer/service/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach } from 'vitest';
import type { CheckCaptcha } from './captcha-port.ts';
import { defaultContactConfig, type ContactConfig } from './config.ts';
import { contactMigrations, createContact, type Contact } from './contact.ts';
import type { ContactDeps } from './ports.ts';

/** The contact service with everything real around it, but for the clock and the captcha. For tests only. */
export interface Hall {
  contact: Contact;
  jobs: Jobs;
  server: TestServer;
  clock: ReturnType<typeof fakeClock>;
  log: ReturnType<typeof silentLog>;
  outboxDir: string;
  post(fields: Record<string, string>, options?: PostOptions): Promise<Response>;
  /** Runs all jobs that are due to their end, and reads what they sent. */
  mails(): Promise<OutboxMail[]>;
  runJob(name: string): Promise<void>;
  close(): Promise<void>;
}

interface PostOptions {
  as?: 'json' | 'form';
  accept?: string;
  acceptLanguage?: string;
  idempotencyKey?: string;
}

const spentPuzzles: Migration = {
  name: '0001-spent',
  up: async (trx) => {
    await sql`create table test_captcha.spent (solution text primary key)`.execute(trx);
  },
};

// Services do not import one another: the real inbox and contact meet in test/contract.
const inboxItems: Migration = {
  name: '0001-items',
  up: async (trx) => {
    await sql`create table test_inbox.item (id uuid primary key, state text not null)`.execute(trx);
  },
};

const services: ServiceMigrations[] = [
  { name: 'jobs', migrations: jobMigrations },
  { name: 'test_captcha', migrations: [spentPuzzles] },
  { name: 'test_inbox', migrations: [inboxItems] },
  { name: 'contact', migrations: contactMigrations },
];

export const filledIn = {
  name: 'Zoë van der Großmann',
  email: 'zoe@example.org',
  topic: 'sales',
  message: 'We need a network.\nFor 120 people.',
};

const start = '2026-11-22T12:00:00Z';
// One thread for all tests of a file: loading mjml takes longer than any of them.
const compiler = createMailCompiler({ idleSeconds: 600 });
/** For tests that do not look at the HTML of mails: MJML instead of HTML, and no thread to load. */
export const noCompiler: MailCompiler = { compile: async (mjml) => mjml, close: async () => undefined };

let puzzles = 0;

/** A solution that counts, of a puzzle asked for so many seconds ago. */
export function solved(secondsAgo = 60): string {
  puzzles += 1;
  return `solved.${puzzles}.${secondsAgo}`;
}

interface HallOptions {
  config?: Partial<ContactConfig>;
  smtpUrl?: string;
  deps?: Partial<ContactDeps>;
}

/** Tests on every engine there is, each with a hall of its own. */
export function describeHall(
  name: string,
  tests: (its: {
    hall: () => Hall;
    db: () => OpenedDatabase['db'];
    /** Closes the hall first: the runners of two would take each other's jobs. */
    reopen: (options: HallOptions) => Promise<void>;
    /** Another process on the same database; the test closes it. */
    openAnother: () => Promise<Hall>;
  }) => void,
  options: HallOptions = {},
): void {
  describeDatabases(
    name,
    (database) => {
      let current: Hall | undefined;
      const hall = (): Hall => {
        if (current === undefined) throw new Error('the hall is open inside a test only');
        return current;
      };
      const reopen = async (others: HallOptions): Promise<void> => {
        await current?.close();
        current = await openHall(database(), others);
      };
      beforeEach(async () => {
        current = await openHall(database(), options);
      });
      afterEach(async () => {
        await current?.close();
        current = undefined;
      });
      tests({ hall, db: () => database().db, reopen, openAnother: () => openHall(database(), options) });
    },
    { services },
  );
}

async function openHall({ db, engine }: OpenedDatabase, options: HallOptions): Promise<Hall> {
  const clock = fakeClock(start);
  const log = silentLog();
  const root = await mkdtemp(join(tmpdir(), 'foyer-contact-'));
  const outboxDir = join(root, 'outbox');
  const mailFrom = 'Nordlicht <hello@nordlicht.example>';
  const mail: Mail = createMail({ smtpUrl: options.smtpUrl, outboxDir, from: mailFrom, log });
  const metrics = createMetrics();
  const runner = testRunner({ db, engine }, { clock, log, metrics });
  const checkCaptcha: CheckCaptcha = async (solution) => {
    const [word, , secondsAgo] = solution.split('.');
    if (word === 'late') return { ok: false, code: 'solution_timeout_or_duplicate' };
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

  const contact = createContact({
    renderPage: plainPage,
    db,
    clock,
    log,
    metrics,
    ...runner.ports,
    checkCaptcha,
    inbox: {
      add: async (trx, items) => {
        for (const { id, state } of items) {
          await sql`
            insert into test_inbox.item (id, state) values (${id}::uuid, ${state})
            on conflict (id) do nothing`.execute(trx);
        }
      },
      setState: async (trx, ids, state) => {
        for (const id of ids)
          await sql`update test_inbox.item set state = ${state} where id = ${id}::uuid`.execute(trx);
      },
      remove: async (trx, ids) => {
        for (const id of ids) await sql`delete from test_inbox.item where id = ${id}::uuid`.execute(trx);
      },
    },
    notifyDesk: () => undefined,
    mail,
    mailCompiler: compiler,
    addressKey: new Uint8Array(32).fill(7),
    outboxDir,
    publicUrl: 'https://hall.nordlicht.example',
    config: defaultContactConfig({
      companyName: 'Nordlicht Systems',
      mailFrom,
      staffMailbox: 'staff@nordlicht.example',
      ...options.config,
    }),
    ...options.deps,
  });
  const running = await runner.start({ handlers: contact.jobs });
  const server = await startTestServer(contact.routes);

  return {
    contact,
    jobs: running,
    server,
    clock,
    log,
    outboxDir,
    post: (fields, { as = 'json', accept = '*/*', acceptLanguage = 'en', idempotencyKey } = {}) =>
      server.fetch('/contact/messages', {
        method: 'POST',
        headers: {
          accept,
          'accept-language': acceptLanguage,
          'content-type': as === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
          ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        },
        body: as === 'json' ? JSON.stringify(fields) : new URLSearchParams(fields).toString(),
      }),
    mails: async () => {
      await runner.settle();
      return await readWholeOutbox(outboxDir);
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

/** The one mail of a kind. */
export function only(mails: readonly OutboxMail[], kind: string): OutboxMail {
  const [mail, ...others] = mails.filter(({ id }) => id.startsWith(`contact-${kind}.`));
  if (mail === undefined || others.length > 0) {
    throw new Error(`expected one mail of the kind ${kind} among ${mails.map(({ id }) => id).join(', ')}`);
  }
  return mail;
}

export function linkIn(mail: OutboxMail): string {
  const path = /https:\/\/hall\.nordlicht\.example(\/contact\/confirm\/[\w-]+)/.exec(mail.text)?.[1];
  if (path === undefined) throw new Error('the mail holds no link');
  return path;
}

export async function receiptOf(response: Response): Promise<ContactReceipt> {
  return ContactReceipt.parse(await response.json());
}

export async function problemOf(response: Response): Promise<Problem> {
  return Problem.parse(await response.json());
}

export async function messageRows(db: OpenedDatabase['db']) {
  const { rows } = await sql<
    Record<string, unknown>
  >`select * from contact.message order by received_at, id`.execute(db);
  return rows;
}
