import { connectRedis, createBus, createCounters, type Bus, type Counters } from '@foyer/bus';
import { openDatabase, type Database, type OpenedDatabase } from '@foyer/database';
import {
  createBulkTransport,
  createMail,
  createMailCompiler,
  rememberCompiled,
  type BulkTransport,
  type Mail,
  type MailCompiler,
} from '@foyer/mail';
import {
  createMetrics,
  systemClock,
  type Clock,
  type Log,
  type Metrics,
  type Shutdown,
} from '@foyer/runtime';
import type { Config } from './config.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { migrateIfAllowed } from './migrations.ts';
import { programCache } from './program-cache.ts';
import { loadSecrets, type Secrets } from './secrets.ts';

/** What services stand on, opened and connected. */
export interface Ports {
  config: Config;
  log: Log;
  clock: Clock;
  metrics: Metrics;
  shutdown: Shutdown;
  dataFolder: DataFolder;
  secrets: Secrets;
  database: OpenedDatabase;
  db: Database;
  bus: Bus;
  counters: Counters;
  mail: Mail;
  /** For newsletters, which must not keep other mails waiting. */
  bulkTransport: BulkTransport;
  mailCompiler: MailCompiler;
  /** Only to ask how it is; undefined where none is configured. */
  redis: ReturnType<typeof connectRedis> | undefined;
}

/**
 * Opens the data folder, the database and the connections. What was opened is closed by `shutdown`, the newest first.
 *
 * @throws MigrationsPendingError when the database is older than this program and AUTO_MIGRATE does not let it migrate
 */
export async function openPorts(config: Config, log: Log, shutdown: Shutdown): Promise<Ports> {
  const dataFolder = await openDataFolder(config.dataDir);
  const secrets = await loadSecrets(config);

  const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, log });
  shutdown.add('database', async () => await database.close());
  await migrateIfAllowed(database, config.autoMigrate, log);

  const { redisUrl } = config;
  const bus = createBus({ redisUrl, log });
  shutdown.add('bus', async () => await bus.close());
  const counters = createCounters({ redisUrl, log });
  shutdown.add('counters', async () => await counters.close());
  const redis = redisUrl === undefined ? undefined : connectRedis({ redisUrl, log, purpose: 'health' });
  shutdown.add('redis health', () => redis?.disconnect());

  const mail = createMail({
    smtpUrl: config.smtpUrl,
    outboxDir: dataFolder.outbox,
    from: config.mailFrom,
    log,
  });
  shutdown.add('mail', async () => await mail.close());
  const bulkTransport = createBulkTransport({ smtpUrl: config.smtpUrl, outboxDir: dataFolder.outbox });
  shutdown.add('bulk mail', async () => await bulkTransport.close());
  const mailCompiler = rememberCompiled(createMailCompiler(), programCache('mails'));
  shutdown.add('mail compiler', async () => await mailCompiler.close());

  return {
    config,
    log,
    clock: systemClock,
    metrics: createMetrics({ processMetrics: true }),
    shutdown,
    dataFolder,
    secrets,
    database,
    db: database.db,
    bus,
    counters,
    mail,
    bulkTransport,
    mailCompiler,
    redis,
  };
}
