import { randomUUID } from 'node:crypto';
import { createBus, createCounters, connectRedis } from '@foyer/bus';
import { createCaptcha, type Captcha } from '@foyer/captcha';
import { createContact, type Contact } from '@foyer/contact';
import { openDatabase, type OpenedDatabase } from '@foyer/database';
import { createJobs, type Jobs } from '@foyer/jobs';
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
import { contactConfig } from './contact-config.ts';
import type { Config } from './config.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { migrateIfAllowed, pendingSystemMigrations } from './migrations.ts';
import { renderPage } from './pages/layout.ts';
import { renderRefusedForm } from './pages/refused-form.ts';
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
  const captcha = await createCaptcha({
    db,
    clock,
    log,
    metrics,
    counters,
    bus,
    keys: { puzzleKey: secrets.puzzleKey },
  });
  shutdown.add('captcha', async () => await captcha.close());

  let jobs: Jobs | undefined;
  const contact = createContact({
    db,
    clock,
    log,
    metrics,
    // Services are made before the jobs that carry their handlers; nothing is enqueued until both exist.
    enqueueMany: async (trx, newJobs) => await jobs?.enqueueMany(trx, newJobs),
    wakeJobs: () => jobs?.wake(),
    checkCaptcha: captcha.checkCaptcha,
    mail,
    mailCompiler,
    renderPage: (page) => renderPage({ ...page, site }),
    renderForm: renderRefusedForm,
    addressKey: secrets.addressKey,
    outboxDir: dataFolder.outbox,
    publicUrl: config.publicUrl,
    config: await contactConfig(config),
  });

  const services: readonly Service[] = [captcha, contact];
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
    services,
    readiness,
    instance: randomUUID(),
  };
}
