import type { OpenedDatabase, ServiceMigrations } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { httpError, type Actor } from '@foyer/http';
import { startTestServer, testActor } from '@foyer/http/testing';
import { jobMigrations } from '@foyer/jobs';
import { testRunner } from '@foyer/jobs/testing';
import { createMail, createMailCompiler } from '@foyer/mail';
import { startSmtpPeer } from '@foyer/mail/testing';
import { createMetrics } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach } from 'vitest';
import { z } from 'zod';
import { countAudience } from '../subscribing/audience-store.ts';
import { returnsMigrations } from '../returns/returns.ts';
import { sendingMigrations } from '../sending/sending.ts';
import { subscribers } from '../subscribing/migrations/0001-subscribers.ts';
import type { CampaignDeps, NewSending } from './campaign-ports.ts';
import { campaignMigrations, createCampaigns } from './campaigns.ts';

const testServices: ServiceMigrations[] = [
  { name: 'jobs', migrations: jobMigrations },
  {
    name: 'newsletter',
    migrations: [subscribers, ...campaignMigrations, ...sendingMigrations, ...returnsMigrations],
  },
];

/** One compiler for all tests: its thread takes a second to start. */
const testCompiler = createMailCompiler({ idleSeconds: 60 });

const permissions = ['newsletter.read', 'newsletter.write', 'newsletter.release', 'newsletter.send'];

const member = (name: string, digit: number): Actor => ({
  ...testActor(...permissions),
  staffId: `01890000-0000-7000-8000-0000000000a${digit}`,
  name,
  email: `${name.toLowerCase()}@example.nl`,
});
export const [ada, bob, eve] = [member('Ada', 1), member('Bob', 2), member('Eve', 3)];

export const goodMjml = `<mjml><mj-body><mj-section><mj-column>
<mj-text>{{salutation}}, read <a href="https://shop.example/spring?a=1&amp;b=2">what is new</a>.</mj-text>
<mj-button href="https://shop.example/sale">To the sale</mj-button>
<mj-text><a href="{{unsubscribe_url}}">Unsubscribe</a> or <a href="{{preferences_url}}">choose</a></mj-text>
</mj-column></mj-section></mj-body></mjml>`;

export const goodValue = {
  name: 'Spring',
  subject: 'Spring for {{name}}',
  language: 'en',
  from: { name: 'A company', address: 'news@company.example' },
  replyTo: null,
  templateId: null,
  mjml: goodMjml,
  slots: {},
  text: null,
  audience: { topics: ['news'] },
  crashPolicy: 'hold',
} as const;

const Versioned = z.looseObject({ id: z.string(), version: z.number() });

/** Tests on every engine there is, each with campaigns of its own and a DNS that knows nothing. */
export function describeCampaigns(
  name: string,
  tests: (its: {
    desk: () => Awaited<ReturnType<typeof openCampaigns>>;
    database: () => OpenedDatabase;
  }) => void,
  deps: Partial<CampaignDeps> = {},
): void {
  afterAll(() => testCompiler.close());
  describeDatabases(
    name,
    (database) => {
      let current: Awaited<ReturnType<typeof openCampaigns>> | undefined;
      beforeEach(async () => {
        await sql`insert into newsletter.topic (id, position, is_active, names, descriptions)
          values ('news', 1, true, '{}', '{}') on conflict do nothing`.execute(database().db);
        current = await openCampaigns(database(), deps);
      });
      afterEach(async () => {
        await current?.close();
        current = undefined;
      });
      const desk = () => {
        if (current === undefined) throw new Error('the desk is open inside a test only');
        return current;
      };
      tests({ desk, database });
    },
    { services: testServices },
  );
}

/** Campaigns with real jobs, a real mail server and a real compiler, on the given database. */
async function openCampaigns({ db, engine }: OpenedDatabase, deps: Partial<CampaignDeps> = {}) {
  const clock = fakeClock('2026-11-28T12:00:00Z');
  const log = silentLog();
  const metrics = createMetrics();
  const runner = testRunner({ db, engine }, { clock, log, metrics });
  const peer = await startSmtpPeer();
  const mail = createMail({ smtpUrl: peer.url, outboxDir: '/nowhere', from: 'foyer@company.example', log });
  const audited: string[] = [];
  const hints: string[] = [];
  const sendings: NewSending[] = [];
  const campaigns = createCampaigns({
    db,
    clock,
    log,
    metrics,
    mail,
    ...runner.ports,
    audit: async (_trx, { action, actorId }) => {
      audited.push(
        `${action} by ${[ada, bob, eve].find(({ staffId }) => staffId === actorId)?.name ?? 'nobody'}`,
      );
    },
    notifyDesk: (_topic, ids) => void hints.push(...ids),
    keyFor: () => new Uint8Array(32).fill(7),
    companyName: 'A company',
    publicUrl: 'https://hall.example',
    campaignCompiler: testCompiler,
    namesOf: async (ids) =>
      new Map(
        [ada, bob, eve].filter(({ staffId }) => ids.includes(staffId)).map((one) => [one.staffId, one.name]),
      ),
    topicsOf: async () => [{ id: 'news', names: { en: 'News', nl: 'Nieuws', de: 'Neues', fr: 'Infos' } }],
    countAudience,
    resolveTxt: async () => ({ records: [] }),
    signingKey: async () => ({ domain: 'shop.nl', selector: 'foyer', publicKey: 'MIIB' }),
    returnDomain: () => null,
    startSending: async (_trx, sending) => void sendings.push(sending),
    ...deps,
  });
  await runner.start({ handlers: campaigns.jobs });
  let actor: Actor = ada;
  const server = await startTestServer([...campaigns.routes, ...campaigns.deskRoutes], {
    trustProxy: 1,
    authorize: async (_request, permission) => {
      if (!actor.permissions.has(permission)) throw httpError('forbidden');
      return actor;
    },
  });

  async function call(method: string, path: string, body?: object, as: Actor = ada) {
    actor = as;
    const response = await server.fetch(`/desk/api/newsletter${path}`, {
      method: method.toUpperCase(),
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  }

  async function draft(changes: object = {}, as: Actor = ada) {
    const { status, text } = await call('post', '/campaigns', { value: { ...goodValue, ...changes } }, as);
    if (status !== 201) throw new Error(`the campaign was not taken: ${text}`);
    return Versioned.parse(JSON.parse(text));
  }

  async function release(id: string, as: Actor = bob) {
    const { body: preflight } = await call('get', `/campaigns/${id}/preflight`, undefined, as);
    const { body: campaign } = await call('get', `/campaigns/${id}`, undefined, as);
    const wanted = { basedOnVersion: campaign.version, contentHash: preflight.contentHash };
    return await call('post', `/campaigns/${id}/release`, wanted, as);
  }

  return {
    campaigns,
    clock,
    log,
    peer,
    server,
    audited,
    hints,
    sendings,
    call,
    draft,
    release,
    released: async (changes: object = {}) => {
      const campaign = await draft(changes);
      const { status, text } = await release(campaign.id);
      if (status !== 200) throw new Error(`the campaign was not released: ${text}`);
      return campaign;
    },
    codesOf: async (changes: object): Promise<string[]> => {
      const { body } = await call('post', '/previews', { value: { ...goodValue, ...changes } });
      return body.findings.map(({ code }: { code: string }) => code);
    },
    subscribe: async (...people: { paused?: boolean }[]) => {
      for (const { paused = false } of people) {
        await sql`
          with one as (insert into newsletter.subscriber
            (id, email, name, salutation, language, state, paused_until, source, confirmed_at, changed_at)
            values (gen_random_uuid(), gen_random_uuid() || '@example.org', 'Kim', 'neutral', 'en', 'active',
              ${paused ? new Date('2027-01-01') : null}, 'form', now(), now()) returning id)
          insert into newsletter.subscription (subscriber_id, topic_id, since)
          select id, 'news', now() from one`.execute(db);
      }
    },
    /** Lets the runner work until no job is due. */
    settle: runner.settle,
    close: async () => {
      await server.close();
      await runner.close();
      await campaigns.close();
      await mail.close();
      await peer.close();
    },
  };
}
