import { randomUUID } from 'node:crypto';
import { createJobs, type Jobs } from '@foyer/jobs';
import type { Log, Shutdown } from '@foyer/runtime';
import type { Config } from './config.ts';
import { pendingSystemMigrations } from './migrations.ts';
import { openPorts, type Ports } from './ports.ts';
import { createReadiness, type Readiness } from './readiness.ts';
import { createServices, type Services } from './services.ts';

/** Everything there is, made and connected, but not yet working: no job runs and nobody listens. */
export interface System extends Omit<Ports, 'shutdown' | 'db' | 'redis'> {
  services: Services;
  jobs: Jobs;
  readiness: Readiness;
  /** Tells this process from all others; new at each start. */
  instance: string;
}

/**
 * Opens the ports and makes the services and their jobs on them. What was opened is closed by `shutdown`, the newest first.
 *
 * @throws MigrationsPendingError when the database is older than this program and AUTO_MIGRATE does not let it migrate
 */
export async function openSystem(config: Config, log: Log, shutdown: Shutdown): Promise<System> {
  const ports = await openPorts(config, log, shutdown);
  const { database, redis, bus, clock, metrics } = ports;

  let jobs: Jobs | undefined;
  const services = await createServices(ports, {
    // Nothing is enqueued before both exist.
    enqueueMany: async (trx, newJobs) => await jobs?.enqueueMany(trx, newJobs),
    wakeJobs: () => jobs?.wake(),
  });
  const isWorker = config.roles.has('worker');
  jobs = createJobs({
    db: database.db,
    clock,
    log,
    metrics,
    bus,
    handlers: Object.assign({}, ...services.all.map((service) => service.jobs)),
    lastWords: Object.assign({}, ...services.all.map((service) => service.lastWords ?? {})),
    schedules: services.all.flatMap((service) => service.schedules ?? []),
    redisUrl: config.redisUrl,
    role: { claim: isWorker, work: isWorker },
    isOnlyProcess: database.engine === 'pglite',
  });
  shutdown.add('jobs', async () => await jobs.stop());

  const readiness = createReadiness({
    database,
    redis,
    pendingMigrations: async () => await pendingSystemMigrations(database),
  });
  return { ...ports, services, jobs, readiness, instance: randomUUID() };
}
