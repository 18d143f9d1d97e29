import { hkdfSync, randomUUID } from 'node:crypto';
import { createBus, createCounters, connectRedis } from '@foyer/bus';
import { createCaptcha, type Captcha } from '@foyer/captcha';
import { createContact, MESSAGE_RECEIVED, type Contact } from '@foyer/contact';
import { openDatabase, type OpenedDatabase } from '@foyer/database';
import type { Route } from '@foyer/http';
import { createJobs, type JsonObject, type Jobs } from '@foyer/jobs';
import { createMail, createMailCompiler, type Mail } from '@foyer/mail';
import {
  createMetrics,
  systemClock,
  type Clock,
  type Log,
  type Metrics,
  type Shutdown,
} from '@foyer/runtime';
import type { Service } from '@foyer/service';
import { createSettings, createStaff, settingsRoutes, type NotifyDesk, type Staff } from '@foyer/staff';
import { createWebhooks, type Webhooks } from '@foyer/webhooks';
import { contactConfig } from './contact-config.ts';
import { ContactForms, contactFormsKey, describedForms, formsOf } from './contact-forms.ts';
import type { Config } from './config.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { migrateIfAllowed, pendingSystemMigrations } from './migrations.ts';
import { renderPage } from './pages/layout.ts';
import { createReadiness, type Readiness } from './readiness.ts';
import { loadSecrets, type Secrets } from './secrets.ts';

/** Everything there is, made and connected, but not yet working: no job runs and nobody listens. */
export interface System {
  config: Config;
  log: Log;
  clock: Clock;
  metrics: Metrics;
  dataFolder: DataFolder;
  secrets: Secrets;
  database: OpenedDatabase;
  jobs: Jobs;
  mail: Mail;
  captcha: Captcha;
  contact: Contact;
  webhooks: Webhooks;
  staff: Staff;
  /** What staff may call. */
  deskRoutes: readonly Route[];
  services: readonly Service[];
  readiness: Readiness;
  /** Tells this process from all others; new at each start. */
  instance: string;
}

/**
 * Opens the data folder and the database, and makes the ports and the services on them. What was opened is closed by
 * `shutdown`, the newest first.
 *
 * @throws MigrationsPendingError when the database is older than this program and AUTO_MIGRATE does not let it migrate
 */
export async function openSystem(config: Config, log: Log, shutdown: Shutdown): Promise<System> {
  const clock = systemClock;
  const metrics = createMetrics({ processMetrics: true });
  const dataFolder = await openDataFolder(config.dataDir);
  const secrets = await loadSecrets(config);

  const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, log });
  shutdown.add('database', async () => await database.close());
  await migrateIfAllowed(database, config.autoMigrate, log);

  const bus = createBus({ redisUrl: config.redisUrl, log });
  shutdown.add('bus', async () => await bus.close());
  const counters = createCounters({ redisUrl: config.redisUrl, log });
  shutdown.add('counters', async () => await counters.close());
  const mail = createMail({
    smtpUrl: config.smtpUrl,
    outboxDir: dataFolder.outbox,
    from: config.mailFrom,
    log,
  });
  shutdown.add('mail', async () => await mail.close());
  const mailCompiler = createMailCompiler();
  shutdown.add('mail compiler', async () => await mailCompiler.close());

  const { db } = database;
  const site = { companyName: config.companyName, privacyUrl: config.privacyUrl };
  // Derived from one secret, so that an installation that was there before needs no new ones.
  const keyFor = (purpose: string): Uint8Array =>
    new Uint8Array(hkdfSync('sha256', secrets.addressKey, '', purpose, 32));
  const staff = createStaff({
    db,
    clock,
    log,
    metrics,
    bus,
    publicUrl: config.publicUrl,
    companyName: config.companyName,
    staffEmail: config.staffEmail,
    staffKey: keyFor('foyer staff secrets'),
  });
  const { audit } = staff;
  const notifyDesk: NotifyDesk = (topic, ids) => {
    void bus.publish('desk.changed', JSON.stringify({ topic, ids }));
  };
  const settings = createSettings({ db, clock, log, bus, audit, notifyDesk });
  const captcha = await createCaptcha({
    db,
    clock,
    log,
    metrics,
    counters,
    bus,
    keys: { puzzleKey: secrets.puzzleKey },
    audit,
  });
  shutdown.add('captcha', async () => await captcha.close());

  let jobs: Jobs | undefined;
  const queue: Pick<Jobs, 'enqueueMany'> & { wakeJobs: () => void } = {
    // Services are made before the jobs that carry their handlers; nothing is enqueued until both exist.
    enqueueMany: async (trx, newJobs) => await jobs?.enqueueMany(trx, newJobs),
    wakeJobs: () => jobs?.wake(),
  };
  // What happens to the data of other services is read from them when it is told; they are made after the feed.
  const readers: Record<string, (id: string) => Promise<JsonObject | undefined>> = {
    [MESSAGE_RECEIVED]: async (id) => await contact.eventData(id),
  };
  const webhooks = createWebhooks({
    db,
    clock,
    log,
    metrics,
    ...queue,
    audit,
    notifyDesk,
    secretKey: keyFor('foyer webhook secrets'),
    eventTypes: Object.keys(readers),
    readEvent: async (type, id) => await readers[type]?.(id),
  });

  const contactSettings = await contactConfig(config);
  const forms = await settings.watch(contactFormsKey, {
    schema: ContactForms.transform((given) => formsOf(given, contactSettings)),
    fallback: contactSettings.forms,
  });
  shutdown.add('contact forms', async () => await forms.close());
  const contact = createContact({
    db,
    clock,
    log,
    metrics,
    ...queue,
    publishEvents: webhooks.publishEvents,
    forms: () => forms.current(),
    checkCaptcha: captcha.checkCaptcha,
    mail,
    mailCompiler,
    renderPage: (page) => renderPage({ ...page, site }),
    addressKey: secrets.addressKey,
    outboxDir: dataFolder.outbox,
    publicUrl: config.publicUrl,
    config: contactSettings,
  });

  const services: readonly Service[] = [staff, captcha, contact, webhooks];
  jobs = createJobs({
    db,
    clock,
    log,
    metrics,
    bus,
    handlers: Object.assign({}, ...services.map((service) => service.jobs)),
    schedules: services.flatMap((service) => service.schedules ?? []),
    redisUrl: config.redisUrl,
    role: { claim: config.roles.has('worker'), work: config.roles.has('worker') },
    isOnlyProcess: database.engine === 'pglite',
  });
  shutdown.add('jobs', async () => await jobs.stop());

  const redis =
    config.redisUrl === undefined
      ? undefined
      : connectRedis({ redisUrl: config.redisUrl, log, purpose: 'health' });
  shutdown.add('redis health', () => redis?.disconnect());
  const readiness = createReadiness({
    database,
    redis,
    pendingMigrations: async () => await pendingSystemMigrations(database),
  });

  return {
    config,
    log,
    clock,
    metrics,
    dataFolder,
    secrets,
    database,
    jobs,
    mail,
    captcha,
    contact,
    webhooks,
    staff,
    deskRoutes: [
      ...services.flatMap((service) => service.deskRoutes),
      ...settingsRoutes({
        settings,
        definitions: {
          [contactFormsKey]: { schema: ContactForms, fallback: () => describedForms(contactSettings.forms) },
        },
      }),
    ],
    services,
    readiness,
    instance: randomUUID(),
  };
}
