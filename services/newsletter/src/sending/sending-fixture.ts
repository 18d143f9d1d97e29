import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBus } from '@foyer/bus';
import type { OpenedDatabase } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { authorizeAs, startTestServer, testActor, type TestServer } from '@foyer/http/testing';
import { createJobs, jobMigrations, type Jobs } from '@foyer/jobs';
import { createBulkTransport, generateDkimKey } from '@foyer/mail';
import { startSmtpPeer, type SmtpPeer } from '@foyer/mail/testing';
import { createMetrics, uuidv7 } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, vi } from 'vitest';
import type { CompiledMail } from '../compiled-mail.ts';
import { returnsMigrations } from '../returns/returns.ts';
import { createSubscriberLinks } from '../subscribing/links.ts';
import { subscribers } from '../subscribing/migrations/0001-subscribers.ts';
import { createRecipients } from '../subscribing/recipients.ts';
import { defaultSendingSettings, type SendingSettings } from './sending-settings.ts';
import { createSending, sendingMigrations, type SendingPort } from './sending.ts';

/** The sending with everything real around it, but for the clock and what privacy says. For tests only. */
export interface Office {
  sending: SendingPort;
  jobs: Jobs;
  desk: TestServer;
  clock: ReturnType<typeof fakeClock>;
  log: ReturnType<typeof silentLog>;
  peer: SmtpPeer;
  outboxDir: string;
  settings: SendingSettings;
  /** Addresses that privacy says no mail may go to. */
  suppressed: Set<string>;
  withoutConsent: Set<string>;
  /** How often reading the suppression list fails before it works. */
  failing: { sieves: number };
  part: ReturnType<typeof createSending>;
  subscribe(count: number, options?: { domain?: string; paused?: boolean }): Promise<void>;
  /** Starts a campaign and answers its id. */
  start(options?: { crashPolicy?: 'hold' | 'resend'; mail?: CompiledMail }): Promise<string>;
  untilState(campaignId: string, state: string): Promise<void>;
  /** Waits until no run has any part of a campaign in its hands. */
  untilAtRest(): Promise<void>;
  /** Lets time pass while a campaign is paused: a run that works over the leap would count as silent for all of it. */
  leap(campaignId: string, time: Parameters<ReturnType<typeof fakeClock>['advance']>[0]): Promise<void>;
  counts(campaignId: string): Promise<Record<string, number>>;
  /** Runs one job in this very call. */
  runJob(name: string, payload: Record<string, number>, signal?: AbortSignal): Promise<void>;
}

const shortMail: CompiledMail = {
  subject: ['News for ', { hole: 'name', context: 'header' }],
  html: [
    '<p>',
    { hole: 'salutation', context: 'html' },
    '</p><a href="',
    { hole: 'unsubscribe_url', context: 'url' },
    '">Leave</a>',
  ],
  text: [{ hole: 'salutation', context: 'text' }, ', leave: ', { hole: 'unsubscribe_url', context: 'text' }],
  language: 'en',
};

interface OfficeOptions {
  redisUrl?: string | undefined;
  /** How long the mail server may be silent. */
  sendSeconds?: number;
}

const start = new Date('2026-11-28T12:00:00Z');
const dkimPem = generateDkimKey();

export function describeOffice(
  name: string,
  tests: (its: { office: () => Office; db: () => OpenedDatabase['db'] }) => void,
  options: OfficeOptions = {},
): void {
  describeDatabases(
    name,
    (database) => {
      let current: (Office & { close(): Promise<void> }) | undefined;
      beforeEach(async () => {
        current = await openOffice(database(), options);
      });
      afterEach(async () => {
        await current?.close();
        current = undefined;
      });
      const office = (): Office => {
        if (current === undefined) throw new Error('the office is open inside a test only');
        return current;
      };
      tests({ office, db: () => database().db });
    },
    {
      services: [
        { name: 'jobs', migrations: jobMigrations },
        { name: 'newsletter', migrations: [subscribers, ...sendingMigrations, ...returnsMigrations] },
      ],
    },
  );
}

function keyFor(): Uint8Array {
  return new Uint8Array(32);
}

function free<Some extends { email: string }>(people: readonly Some[], taken: ReadonlySet<string>): Some[] {
  return people.filter(({ email }) => !taken.has(email));
}

async function openOffice(
  { db, engine }: OpenedDatabase,
  { redisUrl, sendSeconds = 30 }: OfficeOptions,
): Promise<Office & { close(): Promise<void> }> {
  const clock = fakeClock(start);
  const log = silentLog();
  const metrics = createMetrics();
  const outboxDir = await mkdtemp(join(tmpdir(), 'foyer-sending-'));
  const peer = await startSmtpPeer();
  const transport = createBulkTransport({ smtpUrl: peer.url, outboxDir, sendSeconds, closeSeconds: 0.2 });
  const [suppressed, withoutConsent] = [new Set<string>(), new Set<string>()];
  const failing = { sieves: 0 };
  const publicUrl = 'https://hall.example';
  const current: SendingSettings = { ...defaultSendingSettings, perSecond: 10_000 };
  let jobs: Jobs | undefined;
  const part = createSending({
    db,
    clock,
    log,
    metrics,
    enqueueMany: async (trx, list) => jobs?.enqueueMany(trx, list),
    wakeJobs: () => jobs?.wake(),
    audit: async () => undefined,
    notifyDesk: () => undefined,
    keyFor,
    companyName: 'Nordlicht',
    publicUrl,
    links: createSubscriberLinks({ key: keyFor(), publicUrl }),
    recipients: createRecipients({
      suppression: { notSuppressed: async (_db, people) => free(people, suppressed) },
      consents: { withConsent: async (_db, people) => free(people, withoutConsent) },
    }),
    sieve: async () => {
      if (failing.sieves-- > 0) throw new Error('the suppression list cannot be read now');
      return (email) => suppressed.has(email);
    },
    transport,
    outboxDir,
    dkimKey: async () => createPrivateKey(dkimPem),
    settings: () => current,
  });
  const bus = createBus({ log });
  jobs = createJobs({
    db,
    clock,
    log,
    metrics: createMetrics(),
    bus,
    handlers: part.jobs,
    redisUrl,
    redisPrefix: `test-${uuidv7(new Date())}`,
    pollSeconds: 0.02,
    stopSeconds: 5,
    abortSeconds: 1,
    isOnlyProcess: engine === 'pglite',
  });
  const running = jobs;
  await sql`
    insert into newsletter.topic (id, position, is_active, names, descriptions)
    values ('news', 1, true, '{}', '{}') on conflict do nothing`.execute(db);
  await running.start();
  const desk = await startTestServer(part.deskRoutes, {
    authorize: authorizeAs(testActor('newsletter.read', 'newsletter.send', 'newsletter.subscribers')),
  });
  let campaigns = 0;

  const office: Office = {
    sending: part.sending,
    part,
    jobs: running,
    desk,
    clock,
    log,
    peer,
    outboxDir,
    settings: current,
    suppressed,
    withoutConsent,
    failing,
    subscribe: async (count, { domain = 'example.org', paused = false } = {}) => {
      const people = Array.from({ length: count }, (_, index) => ({
        id: uuidv7(new Date()),
        email: `person${index}@${domain}`,
        name: `Zoë ${index}`,
      }));
      await sql`
        with made as (
          insert into newsletter.subscriber (id, email, name, salutation, language, state, source, confirmed_at, changed_at, paused_until)
          select id, email, name, 'neutral', 'en', 'active', 'form', ${start}, ${start}, ${paused ? '2030-01-01' : null}::timestamptz
          from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p (id uuid, email text, name text)
          returning id
        )
        insert into newsletter.subscription (subscriber_id, topic_id, since) select id, 'news', ${start} from made`.execute(
        db,
      );
    },
    start: async ({ crashPolicy = 'hold', mail = shortMail } = {}) => {
      const campaignId = uuidv7(new Date());
      campaigns += 1;
      await db.transaction().execute(async (trx) =>
        part.sending.start(trx, {
          campaignId,
          campaignNumber: campaigns,
          mail,
          from: 'Nordlicht <news@example.com>',
          listId: 'news.example.com',
          listName: 'News',
          audience: { topics: ['news'] },
          crashPolicy,
        }),
      );
      running.wake();
      return campaignId;
    },
    untilState: async (campaignId, state) => {
      await vi.waitFor(
        async () => {
          await office.runJob('newsletter.tend_sendings', {});
          const progress = await part.sending.progress(campaignId);
          const isSettled = state !== 'cancelled' || progress?.finishedAt !== null;
          if (progress?.state !== state || !isSettled) {
            throw new Error(
              `the campaign is still ${JSON.stringify(progress)}, ${JSON.stringify(log.lines.slice(-3))}`,
            );
          }
        },
        { timeout: 20_000, interval: 100 },
      );
    },
    untilAtRest: async () => {
      await vi.waitFor(
        async () => {
          const { rows } = await sql`
            select 1 as taken from newsletter.delivery_chunk where slot is not null`.execute(db);
          if (rows.length > 0) throw new Error('a part of the campaign is in the hands of a run');
        },
        { timeout: 20_000, interval: 50 },
      );
    },
    leap: async (campaignId, time) => {
      await part.sending.pause(db, campaignId);
      await office.untilAtRest();
      clock.advance(time);
      await part.sending.resume(db, campaignId);
    },
    counts: async (campaignId) => {
      const progress = await part.sending.progress(campaignId);
      return Object.fromEntries(Object.entries(progress?.counts ?? {}).filter(([, count]) => count > 0));
    },
    runJob: async (name, payload, signal = new AbortController().signal) => {
      const handler = part.jobs[name];
      await handler?.({ id: name, name, payload, attempt: 1 }, { signal, log });
    },
  };
  return {
    ...office,
    close: async () => {
      await running.stop();
      await desk.close();
      await transport.close();
      await peer.close();
      await bus.close();
      await rm(outboxDir, { recursive: true });
    },
  };
}
