import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseOrTx, Migration, OpenedDatabase, ServiceMigrations } from '@foyer/database';
import type { Actor } from '@foyer/http';
import { authorizeAs, startTestServer, testActor, type TestServer } from '@foyer/http/testing';
import { jobMigrations, type Jobs } from '@foyer/jobs';
import { testRunner } from '@foyer/jobs/testing';
import { createMail, createMailCompiler, type MailCompiler } from '@foyer/mail';
import { createMetrics, uuidv7 } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import type { Audit } from '@foyer/service';
import { sql } from 'kysely';
import { createInbox, inboxMigrations, type Inbox } from './inbox.ts';
import type { NewItem } from './item.ts';
import type { InboxSource, SourceRecord } from './ports.ts';

/** The inbox with everything real around it but the clock; its source is a table of letters. For tests only. */
export interface Desk {
  inbox: Inbox;
  server: TestServer;
  jobs: Jobs;
  clock: ReturnType<typeof fakeClock>;
  outboxDir: string;
  audits: Parameters<Audit>[1][];
  hints: string[];
  /** The one who asks; another one from now on. */
  signIn(staffId: string, ...permissions: string[]): Actor;
  receive(letter?: Partial<Letter>): Promise<string>;
  change(
    id: string,
    change: Partial<Pick<Letter, 'email' | 'isRestricted' | 'threadMessageIds'>>,
  ): Promise<void>;
  closedAt(id: string): Promise<Date | null>;
  get(path: string): Promise<Response>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Runs all jobs that are due to their end. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

interface Letter extends NewItem {
  email: string | null;
  phone: string | null;
  text: string;
  isRestricted: boolean;
  threadMessageIds: string[];
}

const letters: Migration = {
  name: '0001-letters',
  up: async (trx) => {
    await sql`create table test_source.letter (id uuid primary key, letter jsonb not null, closed_at timestamptz)`.execute(
      trx,
    );
  },
};

export const testServices: ServiceMigrations[] = [
  { name: 'jobs', migrations: jobMigrations },
  { name: 'inbox', migrations: inboxMigrations },
  { name: 'test_source', migrations: [letters] },
];

export const ada = '01890000-0000-7000-8000-00000000ada0';
export const bob = '01890000-0000-7000-8000-00000000b0b0';
const everything = [
  'inbox.read',
  'inbox.work',
  'inbox.reply',
  'inbox.release',
  'inbox.export',
  'inbox.canned',
];
/** MJML instead of HTML, and no thread to load. */
const noCompiler: MailCompiler = { compile: async (mjml) => mjml, close: async () => undefined };
export const compiler = createMailCompiler({ idleSeconds: 600 });

export async function openDesk(
  { db, engine }: OpenedDatabase,
  options: { smtpUrl?: string; mailCompiler?: MailCompiler } = {},
): Promise<Desk> {
  const clock = fakeClock('2026-11-25T12:00:00Z');
  const log = silentLog();
  const root = await mkdtemp(join(tmpdir(), 'foyer-inbox-'));
  const outboxDir = join(root, 'outbox');
  const mailFrom = 'Nordlicht <hello@nordlicht.example>';
  const mail = createMail({ smtpUrl: options.smtpUrl, outboxDir, from: mailFrom, log });
  const metrics = createMetrics();
  const runner = testRunner({ db, engine }, { clock, log, metrics });
  const audits: Desk['audits'] = [];
  const hints: string[] = [];
  let actor = testActor(...everything);

  const inbox = createInbox({
    readingKey: new Uint8Array(32),
    db,
    clock,
    metrics,
    ...runner.ports,
    audit: async (trx, entry) => {
      // Like the real one it needs the transaction it is given.
      await sql`select 1`.execute(trx);
      audits.push(entry);
    },
    notifyDesk: (_topic, ids) => hints.push(...ids),
    mail,
    mailCompiler: options.mailCompiler ?? noCompiler,
    outboxDir,
    source: (kind) => (kind === 'message' ? source : undefined),
    topics: (language) => [
      { id: 'sales', label: language === 'nl' ? 'Producten en offertes' : 'Products and quotations' },
      { id: 'support', label: 'Help' },
    ],
    mailboxFor: ({ topic }) => `${topic}@nordlicht.example`,
    isStaff: async (id) => [ada, bob].includes(id),
    recordsOf: async ({ email }) => {
      const { rows } = await sql<{ id: string }>`
        select id from test_source.letter where letter ->> 'email' = ${email ?? ''}`.execute(db);
      return rows.map(({ id }) => id);
    },
    config: { companyName: 'Nordlicht Systems', mailFrom },
    latestDays: () => 194,
  });

  const source: InboxSource = {
    read: async (id) => (await readLetters(db, [id]))[0],
    readMany: async (ids) => readLetters(db, ids),
    release: async (id, actorId) =>
      db.transaction().execute(async (trx) => {
        const { rows } = await sql`
          update test_source.letter set letter = letter || '{"state":"open"}'
          where id = ${id}::uuid and letter ->> 'state' = 'held' returning id`.execute(trx);
        if (rows.length === 1) await inbox.port.setState(trx, [id], 'open', clock.now(), actorId);
        return rows.length === 1;
      }),
    close: async (id, at) => {
      const { rows } = await sql`
        update test_source.letter set closed_at = ${at} where id = ${id}::uuid and closed_at is null
        returning id`.execute(db);
      return rows.length === 1;
    },
    reopen: async (id) => {
      const { rows } = await sql`
        update test_source.letter set closed_at = null where id = ${id}::uuid and closed_at is not null
        returning id`.execute(db);
      return rows.length === 1;
    },
  };

  const running = await runner.start({ handlers: inbox.jobs, lastWords: inbox.lastWords ?? {} });
  const server = await startTestServer(inbox.deskRoutes, {
    authorize: async (request, permission) => authorizeAs(actor)(request, permission),
  });

  return {
    inbox,
    server,
    jobs: running,
    clock,
    outboxDir,
    audits,
    hints,
    signIn: (staffId, ...permissions) => {
      actor = { ...testActor(...(permissions.length === 0 ? everything : permissions)), staffId };
      return actor;
    },
    receive: async (given = {}) => {
      const letter = letterOf(clock.now(), given);
      await db.transaction().execute(async (trx) => {
        await sql`
          insert into test_source.letter (id, letter)
          values (${letter.id}::uuid, ${JSON.stringify(letter)}::jsonb)`.execute(trx);
        await inbox.port.add(trx, [letter]);
      });
      return letter.id;
    },
    change: async (id, change) => {
      await sql`
        update test_source.letter set letter = letter || ${JSON.stringify(change)}::jsonb
        where id = ${id}::uuid`.execute(db);
    },
    closedAt: async (id) => {
      const { rows } = await sql<{ closed_at: Date | null }>`
        select closed_at from test_source.letter where id = ${id}::uuid`.execute(db);
      return rows[0]?.closed_at ?? null;
    },
    get: async (path) => server.fetch(`/desk/api/inbox${path}`),
    send: async (method, path, body, headers = {}) =>
      server.fetch(`/desk/api/inbox${path}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    settle: runner.settle,
    close: async () => {
      await server.close();
      await runner.close();
      await mail.close();
      await rm(root, { recursive: true });
    },
  };
}

function letterOf(receivedAt: Date, given: Partial<Letter>): Letter {
  const id = given.id ?? uuidv7(receivedAt);
  const letter = {
    id,
    kind: 'message' as const,
    reference: `FO-${id.slice(-8, -4)}-${id.slice(-4)}`.toUpperCase(),
    form: 'default',
    topic: 'sales',
    language: 'en',
    state: 'open' as const,
    heldReasons: '',
    name: 'Zoë van der Großmann',
    email: 'zoe@example.org',
    phone: null,
    text: 'We need a network.\nFor 120 people.',
    receivedAt,
    isRestricted: false,
    threadMessageIds: [],
    ...given,
  };
  const searchText = [letter.name, letter.email, letter.phone, letter.text].join(' ');
  return { preview: letter.text, searchText, ...letter };
}

async function readLetters(db: DatabaseOrTx, ids: readonly string[]): Promise<SourceRecord[]> {
  const { rows } = await sql<{ letter: Letter & { receivedAt: string } }>`
    select letter from test_source.letter
    where id in (select unnest(string_to_array(${ids.join(',')}, ','))::uuid)`.execute(db);
  return rows.map(({ letter }) => ({
    ...letter,
    receivedAt: new Date(letter.receivedAt),
    heldReasons: letter.heldReasons.split(',').filter((reason) => reason !== ''),
    deleteOn: '2027-06-07',
  }));
}
