import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database, Migration, OpenedDatabase, ServiceMigrations } from '@foyer/database';
import type { Actor } from '@foyer/http';
import { authorizeAs, startTestServer, testActor } from '@foyer/http/testing';
import { jobMigrations } from '@foyer/jobs';
import { testRunner } from '@foyer/jobs/testing';
import { createMail, type OutboxMail } from '@foyer/mail';
import { readWholeOutbox } from '@foyer/mail/testing';
import { AppError, createMetrics, uuidv7 } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import type { DataSubject, HeldRecord, PersonalDataHolding } from '@foyer/service';
import { plainPage } from '@foyer/service/testing';
import { sql } from 'kysely';
import { privacyMigrations } from '../privacy.ts';
import { createRights, type Rights } from './rights.ts';
import type { GivenConsent, MarketingScope, RightsDeps, TracedRecipient } from './rights-ports.ts';

const letters: Migration = {
  name: '0001-letters',
  up: async (trx) => {
    await sql`
      create table test_letters.letter (id uuid primary key, email text, phone text, name text, text text,
        restricted_at timestamptz)`.execute(trx);
    await sql`create table test_letters.spent (solution text primary key)`.execute(trx);
  },
};

export const testServices: ServiceMigrations[] = [
  { name: 'jobs', migrations: jobMigrations },
  { name: 'test_letters', migrations: [letters] },
  { name: 'privacy', migrations: privacyMigrations },
];

const officers: Record<string, Actor> = {
  ada: testActor('privacy.read', 'privacy.work'),
  bob: {
    ...testActor('privacy.read', 'privacy.work'),
    staffId: '01890000-0000-7000-8000-00000000b0b0',
    name: 'Bob',
  },
  reader: testActor('privacy.read'),
};

/**
 * The rights over a holding of letters, with a real database, jobs, outbox and routes, and a clock that stands. For tests
 * only.
 */
export async function openRights({ db, engine }: OpenedDatabase, deps: Partial<RightsDeps> = {}) {
  const clock = fakeClock('2026-11-28T10:00:00Z');
  const log = silentLog();
  const root = await mkdtemp(join(tmpdir(), 'foyer-rights-'));
  const outboxDir = join(root, 'outbox');
  const mailFrom = 'Nordlicht <hello@nordlicht.example>';
  const mail = createMail({ outboxDir, from: mailFrom, log });
  const metrics = createMetrics();
  const runner = testRunner({ db, engine }, { clock, log, metrics });
  /** `audit privacy.request.receive erasure`, `tell privacy.erased`, in order. */
  const told: string[] = [];
  const consents: (GivenConsent & { email: string })[] = [];
  const objected = new Set<MarketingScope>();
  const held: HeldRecord[] = [];
  const traced: TracedRecipient[] = [];
  const holding = lettersHolding(db, () => clock.now());

  const rights: Rights = createRights({
    db,
    clock,
    log,
    metrics,
    ...runner.ports,
    audit: async (_trx, { action, detail }) =>
      void told.push(`audit ${action} ${String(detail?.['kind'] ?? '')}`),
    notifyDesk: () => undefined,
    keyFor: (purpose) => new Uint8Array(32).fill(purpose.length),
    holdings: () => [holding, ...rights.personalData],
    companyName: 'Nordlicht Systems',
    publicUrl: 'https://hall.nordlicht.example',
    mail,
    mailCompiler: { compile: async (mjml) => mjml, close: async () => undefined },
    outboxDir,
    mailFrom,
    staffMailbox: 'office@nordlicht.example',
    checkCaptcha: async (solution) =>
      solution.startsWith('solved')
        ? {
            ok: true,
            spend: async (trx) => {
              const { rows } = await sql`
                insert into test_letters.spent values (${solution}) on conflict do nothing
                returning 1 as first`.execute(trx);
              return rows.length === 1;
            },
          }
        : { ok: false, code: 'solution_invalid' },
    siteKey: async () => 'site-key',
    renderPage: plainPage,
    consents: {
      of: async ({ email }) => consents.filter((consent) => consent.email === email),
      withdraw: async (_trx, { email }, purpose) => {
        const found = consents.filter((one) => one.email === email && one.purpose === purpose);
        for (const consent of found) consent.withdrawnAt = clock.now();
        return found.length;
      },
      receiptOf: async (id) => ({ record_id: id }),
    },
    objections: {
      of: async () => [...objected],
      record: async (_trx, _subject, scope) => void objected.add(scope),
    },
    held: async () => ({ of: ({ name }) => (name === holding.name ? held : []) }),
    scrubLater: async () => void told.push('scrub'),
    recipients: {
      always: () => [{ name: 'mail.example', purpose: 'mail' }],
      traced: async (ids) => {
        // Like the real one it asks the database, which a transaction that is open would keep it from.
        await sql`select 1`.execute(db);
        return traced.filter(({ recordIds }) => recordIds.some((id) => ids.includes(id)));
      },
      tell: async (_trx, { type, alsoTo }) => void told.push(`tell ${type} ${alsoTo.join()}`),
    },
    ...deps,
  });
  const running = await runner.start({ handlers: rights.jobs });
  const server = await startTestServer([...rights.routes, ...rights.deskRoutes], {
    authorize: async (request, permission) =>
      await authorizeAs(officers[String(request.headers['x-officer'])])(request, permission),
  });

  async function mails(): Promise<OutboxMail[]> {
    await runner.settle();
    return await readWholeOutbox(outboxDir);
  }

  const form = async (path: string, fields: Record<string, string> = {}) =>
    await server.fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      body: new URLSearchParams(fields).toString(),
    });

  let solutions = 0;
  const ask = async (email: string, fields: Record<string, string> = {}) => {
    solutions += 1;
    return await form('/my-data', { email, 'frc-captcha-solution': `solved.${solutions}`, ...fields });
  };

  return {
    rights,
    server,
    clock,
    log,
    db,
    told,
    consents,
    held,
    traced,
    outboxDir,
    mails,
    settle: runner.settle,
    form,
    ask,
    jobs: running,
    get: async (path: string) => await server.fetch(path, { headers: { accept: 'text/html' } }),
    write: async (letter: { email?: string; phone?: string; name?: string; text?: string }) =>
      await insertLetter(db, letter, clock.now()),
    letters: async () => {
      const { rows } = await sql<{ name: string; phone: string; restricted_at: Date | null }>`
        select name, phone, restricted_at from test_letters.letter order by id`.execute(db);
      return rows;
    },
    /** Asks, opens the link of the mail, and answers the path of the page. */
    open: async (email: string): Promise<string> => {
      const before = new Set((await mails()).map(({ id }) => id));
      await ask(email);
      const letter = (await mails()).find(({ id }) => id.startsWith('privacy-link.') && !before.has(id));
      const opened = await form(linkIn(letter));
      return opened.headers.get('location') ?? '';
    },
    desk: async (method: string, path: string, body?: object, officer = 'ada') => {
      const response = await server.fetch(`/desk/api/privacy/requests${path}`, {
        method,
        headers: { 'x-officer': officer, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      const isJson = response.headers.get('content-type')?.includes('json') === true;
      return {
        status: response.status,
        body: isJson ? JSON.parse(await response.text()) : undefined,
        response,
      };
    },
    close: async () => {
      await server.close();
      await runner.close();
      await mail.close();
      await rm(root, { recursive: true });
    },
  };
}

export type OpenRights = Awaited<ReturnType<typeof openRights>>;

/** The path of the one link in a mail. */
export function linkIn(mail: OutboxMail | undefined): string {
  const path = /https:\/\/hall\.nordlicht\.example(\/my-data\/(?:open|receipt)\/[\w.-]+)/.exec(
    mail?.text ?? '',
  )?.[1];
  if (path === undefined) throw new Error('the mail holds no link');
  return path;
}

async function insertLetter(
  db: Database,
  letter: { email?: string; phone?: string; name?: string; text?: string },
  now: Date,
): Promise<string> {
  const id = uuidv7(now);
  await sql`
    insert into test_letters.letter (id, email, phone, name, text)
    values (${id}::uuid, ${letter.email ?? null}::text, ${letter.phone ?? null}::text, ${letter.name ?? 'Zoë'},
      ${letter.text ?? 'A question'})`.execute(db);
  return id;
}

function lettersHolding(db: Database, now: () => Date): PersonalDataHolding {
  const find = async (subject: DataSubject) => {
    const { rows } = await sql<{ id: string; name: string; text: string; restricted_at: Date | null }>`
      select id, name, text, restricted_at from test_letters.letter where ${isOf(subject)} order by id`.execute(
      db,
    );
    return rows;
  };
  return {
    name: 'test.letters',
    describe: () => ({
      title: 'Letters',
      category: 'Letters',
      purpose: 'Answering letters',
      legalBasis: 'Art. 6(1)(f) GDPR',
      retention: 'Deleted after 30 days.',
    }),
    columns: [],
    retention: { days: 30, from: 'test_letters.letter.restricted_at' },
    find: async (subject) => (await find(subject)).map(({ id }) => id),
    export: async (subject) =>
      (await find(subject)).map((row) => ({
        id: row.id,
        createdAt: now(),
        fields: {
          reference: `L-${row.id.slice(-4)}`,
          name: row.name,
          text: row.text,
          isRestricted: row.restricted_at !== null,
        },
      })),
    correct: async (subject, changes) => {
      for (const [field, value] of Object.entries(changes)) {
        if (field !== 'name' && field !== 'phone') {
          throw new AppError(
            { code: 'correction_refused', status: 422, title: 'No' },
            `${field} must be name or phone`,
          );
        }
        await sql`update test_letters.letter set ${sql.ref(field)} = ${value} where ${isOf(subject)}`.execute(
          db,
        );
      }
      return (await find(subject)).length;
    },
    restrict: async (subject, on) => {
      await sql`
        update test_letters.letter set restricted_at = ${on ? now() : null}::timestamptz
        where ${isOf(subject)}`.execute(db);
      return (await find(subject)).length;
    },
    erase: async (subject, { held }) => {
      const ids = held.map(({ id }) => id);
      const { rows } = await sql`
        delete from test_letters.letter where ${isOf(subject)}
          and id not in (select unnest(string_to_array(${ids.join(',')}, ','))::uuid)
        returning id`.execute(db);
      return {
        erased: rows.length,
        retained: held.map(({ why, until }) => ({ what: 'a letter', why, until })),
      };
    },
    due: async () => 0,
    purge: async () => ({ purged: 0, more: false }),
    oldest: async () => null,
    plantCanary: async () => [],
  };
}

function isOf({ email, phone }: DataSubject) {
  return sql`(lower(email) = lower(${email ?? null}::text) or phone = ${phone ?? null}::text)`;
}
