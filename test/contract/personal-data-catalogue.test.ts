import { generateKeyPairSync } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createBus, createCounters } from '@foyer/bus';
import {
  callbackMigrations,
  columnsWithoutPersonalData as callbackColumns,
  createCallback,
  defaultCallbackConfig,
} from '@foyer/callback';
import {
  captchaMigrations,
  columnsWithoutPersonalData as captchaColumns,
  createCaptcha,
  type Captcha,
} from '@foyer/captcha';
import { contactMigrations, createContact, defaultContactConfig } from '@foyer/contact';
import { journalColumnsWithoutPersonalData, type Database } from '@foyer/database';
import { describeDatabases } from '@foyer/database/testing';
import { columnsWithoutPersonalData as inboxColumns, createInbox, inboxMigrations } from '@foyer/inbox';
import { jobColumnsWithoutPersonalData, jobMigrations } from '@foyer/jobs';
import {
  createBulkTransport,
  createMail,
  createMailCompiler,
  type MailCompiler,
  type SourceCompiler,
} from '@foyer/mail';
import {
  consentColumnsWithoutPersonalData,
  createPrivacy,
  privacyMigrations,
  retentionColumnsWithoutPersonalData,
} from '@foyer/privacy';
import { quietRightsPorts } from '@foyer/privacy/testing';
import {
  campaignColumnsWithoutPersonalData,
  columnsWithoutPersonalData as newsletterColumns,
  createNewsletter,
  defaultSendingSettings,
  newsletterMigrations,
  sendingColumnsWithoutPersonalData,
} from '@foyer/newsletter';
import { createMetrics, systemClock } from '@foyer/runtime';
import { silentLog } from '@foyer/runtime/testing';
import { languages, type PersonalDataHolding, type Service } from '@foyer/service';
import {
  auditColumnsWithoutPersonalData,
  challengeColumnsWithoutPersonalData,
  createStaff,
  settingsColumnsWithoutPersonalData,
  staffMigrations,
} from '@foyer/staff';
import {
  columnsWithoutPersonalData as webhookColumns,
  createWebhooks,
  webhooksMigrations,
} from '@foyer/webhooks';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';

// Nobody adds a table and forgets the law: each column is in a holding, which says why it is kept and when it goes, or
// in a list that declares it free of personal data.

const declaredFree = [
  ...journalColumnsWithoutPersonalData,
  ...jobColumnsWithoutPersonalData,
  ...captchaColumns,
  ...inboxColumns,
  ...webhookColumns,
  ...callbackColumns,
  ...newsletterColumns,
  ...campaignColumnsWithoutPersonalData,
  ...sendingColumnsWithoutPersonalData,
  ...auditColumnsWithoutPersonalData,
  ...challengeColumnsWithoutPersonalData,
  ...settingsColumnsWithoutPersonalData,
  ...consentColumnsWithoutPersonalData,
  ...retentionColumnsWithoutPersonalData,
];

const migrations = [
  { name: 'jobs', migrations: jobMigrations },
  { name: 'captcha', migrations: captchaMigrations },
  { name: 'inbox', migrations: inboxMigrations },
  { name: 'privacy', migrations: privacyMigrations },
  { name: 'contact', migrations: contactMigrations },
  { name: 'staff', migrations: staffMigrations },
  { name: 'webhooks', migrations: webhooksMigrations },
  { name: 'callback', migrations: callbackMigrations },
  { name: 'newsletter', migrations: newsletterMigrations },
];

interface Column {
  name: string;
  type: string;
}

describeDatabases(
  'the catalogue of personal data',
  (open) => {
    let services: Service[];
    let captcha: Captcha;
    let mailCompiler: MailCompiler & SourceCompiler;
    let holdings: PersonalDataHolding[];

    beforeEach(async () => {
      const { db } = open();
      const common = { db, clock: systemClock, log: silentLog(), metrics: createMetrics() };
      const { log } = common;
      captcha = await createCaptcha({
        ...common,
        bus: createBus({ log }),
        counters: createCounters({ log }),
        keys: { puzzleKey: new Uint8Array(32) },
      });
      mailCompiler = createMailCompiler();
      const mails = {
        mail: createMail({ outboxDir: '/nowhere', from: 'foyer@localhost', log }),
        mailCompiler,
        outboxDir: '/nowhere',
        enqueueMany: async () => undefined,
        wakeJobs: () => undefined,
        notifyDesk: () => undefined,
      };
      const inbox = createInbox({
        readingKey: new Uint8Array(32),
        ...common,
        ...mails,
        audit: async () => undefined,
        source: () => undefined,
        topics: () => [],
        mailboxFor: () => 'staff@localhost',
        recordsOf: async () => [],
        config: { companyName: 'A company', mailFrom: 'foyer@localhost' },
        latestDays: () => 194,
      });
      const company = {
        companyName: 'A company',
        mailFrom: 'foyer@localhost',
        staffMailbox: 'staff@localhost',
      };
      const contact = createContact({
        renderPage: ({ body }) => body,
        ...common,
        ...mails,
        inbox: inbox.port,
        checkCaptcha: captcha.checkCaptcha,
        addressKey: new Uint8Array(32),
        publicUrl: 'http://localhost',
        config: defaultContactConfig(company),
      });
      const privacy = createPrivacy({
        ...common,
        scrub: async () => undefined,
        renewDumps: async () => undefined,
        otherStores: [],
        ...quietRightsPorts(),
        ...mails,
        audit: async () => undefined,
        keyFor: () => new Uint8Array(32),
        suppressionKeys: () => [],
        holdings: () => [],
        companyName: 'A company',
        publicUrl: 'http://localhost',
      });
      const callback = createCallback({
        renderPage: ({ body }) => body,
        ...common,
        ...mails,
        inbox: inbox.port,
        checkCaptcha: captcha.checkCaptcha,
        addressKey: new Uint8Array(32),
        publicUrl: 'http://localhost',
        audit: async () => undefined,
        namesOf: async () => new Map<string, string>(),
        publishEvent: async () => undefined,
        suppression: privacy.suppression,
        config: defaultCallbackConfig(company),
      });
      const webhooks = createWebhooks({
        ...common,
        enqueueMany: async () => undefined,
        wakeJobs: () => undefined,
        audit: async () => undefined,
        notifyDesk: () => undefined,
        secretKey: new Uint8Array(32),
        eventTypes: [],
        readEvent: async () => undefined,
      });
      const staff = createStaff({
        ...common,
        ...mails,
        mailFrom: company.mailFrom,
        publicUrl: 'http://localhost',
        companyName: 'A company',
        staffEmail: 'staff@localhost',
        staffKey: new Uint8Array(32),
        bus: createBus({ log }),
      });
      const newsletter = createNewsletter({
        ...common,
        ...mails,
        audit: async () => undefined,
        keyFor: () => new Uint8Array(32),
        ...company,
        publicUrl: 'http://localhost',
        addressKey: new Uint8Array(32),
        checkCaptcha: captcha.checkCaptcha,
        siteKey: async () => '',
        renderPage: ({ body }) => body,
        suppression: privacy.suppression,
        consents: privacy.consent,
        networkDigest: async (address) => await captcha.networkDigest(address),
        campaignCompiler: mailCompiler,
        namesOf: async () => new Map<string, string>(),
        sending: {
          transport: createBulkTransport({ outboxDir: '/nowhere' }),
          dkimKey: async () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
          settings: () => defaultSendingSettings,
          sieve: async (reader, scopes) => await privacy.suppression.sieve(reader, scopes),
        },
      });
      services = [staff, captcha, inbox, contact, callback, newsletter, webhooks, privacy];
      holdings = services.flatMap(({ personalData }) => personalData);
    });

    afterEach(async () => {
      await mailCompiler.close();
      await captcha.close();
    });

    const claimed = (): string[] => [...declaredFree, ...holdings.flatMap(({ columns }) => columns)];

    it('knows every column of the database', async () => {
      const names = (await columnsOf(open().db)).map(({ name }) => name);
      expect(names.length).toBeGreaterThan(50);
      expect(names.filter((name) => !claimed().includes(name))).toEqual([]);
    });

    it('speaks of no column that is not there, and of none twice', async () => {
      const names = new Set((await columnsOf(open().db)).map(({ name }) => name));
      expect(claimed().filter((name) => !names.has(name))).toEqual([]);
      expect(claimed().filter((name, index, all) => all.indexOf(name) !== index)).toEqual([]);
    });

    it('finds a table, a view and a column that nobody thought of', async () => {
      const { db } = open();
      await sql`create schema gossip`.execute(db);
      try {
        await sql`create table gossip.rumour (text text)`.execute(db);
        await sql`create view gossip.heard as select email from contact.message`.execute(db);
        await sql`alter table contact.message add column nickname text`.execute(db);
        const names = (await columnsOf(db)).map(({ name }) => name);
        expect(names.filter((name) => !claimed().includes(name))).toEqual([
          'contact.message.nickname',
          'gossip.heard.email',
          'gossip.rumour.text',
        ]);
      } finally {
        await sql`drop schema gossip cascade`.execute(db);
        await sql`alter table contact.message drop column if exists nickname`.execute(db);
      }
    });

    it('counts each retention from a moment of the holding itself', async () => {
      const types = new Map((await columnsOf(open().db)).map(({ name, type }) => [name, type]));
      expect(holdings.length).toBeGreaterThan(2);
      for (const { name, columns, retention } of holdings) {
        expect([name, types.get(retention.from)]).toEqual([name, 'timestamp with time zone']);
        expect(columns).toContain(retention.from);
        expect(retention.days).toBeGreaterThan(0);
      }
    });

    it.each(languages)('says of each holding what is kept, why and until when (%s)', (language) => {
      for (const holding of holdings) {
        const { keptAfterErasure, ...always } = holding.describe(language);
        expect([holding.name, Object.keys(always).length]).toEqual([holding.name, 5]);
        const words = [...Object.values(always), keptAfterErasure ?? []].flat();
        for (const text of words) expect(text).toMatch(/^[^\s<>&][^<>]*\S$/);
      }
    });

    it('says it in each language in its own words, and in all with the same numbers', () => {
      for (const holding of holdings) {
        const descriptions = languages.map((language) => holding.describe(language));
        for (const part of ['category', 'purpose', 'legalBasis', 'retention'] as const) {
          const texts = descriptions.map((description) => description[part]);
          expect([holding.name, part, new Set(texts).size]).toEqual([holding.name, part, languages.length]);
        }
        const periods = descriptions.map(({ retention }) => retention.match(/\d+/g) ?? []);
        expect([holding.name, ...periods]).toEqual([holding.name, ...languages.map(() => periods[0])]);
        expect(periods[0]).not.toEqual([]);
      }
    });

    it('leaves no service out', () => {
      const folders = readdirSync(new URL('../../services', import.meta.url));
      expect(folders.filter((name) => name !== 'server').toSorted()).toEqual(
        services.map(({ name }) => name).toSorted(),
      );
    });
  },
  { services: migrations },
);

/** Every column of every table and view that is not PostgreSQL's own. */
async function columnsOf(db: Database): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select n.nspname || '.' || c.relname || '.' || a.attname as name, format_type(a.atttypid, null) as type
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
    order by 1`.execute(db);
  return rows;
}
