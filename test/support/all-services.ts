import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBus, createCounters } from '@foyer/bus';
import type { OpenedDatabase } from '@foyer/database';
import { authorizeAs, startTestServer, testActor } from '@foyer/http/testing';
import { createJobs } from '@foyer/jobs';
import { untilNoJobIsDue } from '@foyer/jobs/testing';
import { createBulkTransport, createMail } from '@foyer/mail';
import { createMetrics, createShutdown } from '@foyer/runtime';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { createServices, loadConfig, loadSecrets, openDataFolder } from '@foyer/server/testing';
import { sql } from 'kysely';

export type AllServices = Awaited<ReturnType<typeof openAllServices>>;

/**
 * All services as the server wires them, with their routes, on a database of the test and a clock that stands still. Jobs
 * run when the test says so, in this process.
 */
export async function openAllServices(
  database: OpenedDatabase,
  start: string,
  counting: { redisUrl?: string | undefined; prefix?: string } = {},
  given: { env?: Record<string, string>; smtpUrl?: string } = {},
) {
  const { db } = database;
  const clock = fakeClock(start);
  const log = silentLog();
  const shutdown = createShutdown({ log });
  const root = await mkdtemp(join(tmpdir(), 'foyer-all-'));
  const config = loadConfig({ DATA_DIR: root, PUBLIC_URL: 'https://hall.example', ...given.env });
  const dataFolder = await openDataFolder(root);
  const metrics = createMetrics();
  const bus = createBus({ log });
  const counters = createCounters({ log, ...counting });
  const mail = createMail({ outboxDir: dataFolder.outbox, from: config.mailFrom, log });
  const scrubbed: string[][] = [];
  const ports = {
    config,
    log,
    clock,
    metrics,
    shutdown,
    dataFolder,
    secrets: await loadSecrets(config),
    database: { ...database, scrub: async (tables: readonly string[]) => void scrubbed.push([...tables]) },
    db,
    bus,
    counters,
    mail,
    bulkTransport: createBulkTransport({ outboxDir: dataFolder.outbox, smtpUrl: given.smtpUrl }),
    // MJML instead of HTML, and no thread to load.
    mailCompiler: { compile: async (mjml: string) => mjml, close: async () => undefined },
    redis: undefined,
  };
  let jobs: ReturnType<typeof createJobs> | undefined;
  const services = await createServices(ports, {
    enqueueMany: async (trx, list) => await jobs?.enqueueMany(trx, list),
    wakeJobs: () => undefined,
  });
  const handlers = Object.assign({}, ...services.all.map((service) => service.jobs));
  const schedules = services.all.flatMap((service) => service.schedules ?? []);
  jobs = createJobs({ db, clock, log, metrics, bus, handlers, schedules });
  const server = await startTestServer(services.all.flatMap(({ routes }) => routes));
  const permissions = services.deskRoutes.flatMap(({ permission }) => permission ?? []);
  const deskServer = await startTestServer(services.deskRoutes, {
    authorize: authorizeAs(testActor(...permissions)),
  });

  const run = async (name: string, payload = {}): Promise<void> => {
    const handler = handlers[name];
    if (handler === undefined) throw new Error(`no job '${name}'`);
    await handler({ id: name, name, payload, attempt: 1 }, { signal: new AbortController().signal, log });
  };

  return {
    services,
    clock,
    log,
    metrics,
    counters,
    dataFolder,
    server,
    scrubbed,
    schedules,
    run,
    /** Calls the desk's API as somebody who may do everything. */
    desk: async (
      method: string,
      path: string,
      body?: object,
      headers: Record<string, string> = {},
    ): Promise<Response> =>
      await deskServer.fetch(`/desk/api/${path}`, {
        method,
        headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
        ...(body && { body: JSON.stringify(body) }),
      }),
    /**
     * Lets the server's own runner work until no job is due: one that fails or waits stays for later.
     *
     * @param through a Redis, where Bull carries the jobs
     */
    settleJobs: async (through: { redisUrl?: string; redisPrefix?: string } = {}): Promise<void> => {
      // Without the schedules, whose jobs the tests call themselves.
      const runner = createJobs({
        db,
        clock,
        log,
        metrics: createMetrics(),
        bus,
        handlers,
        pollSeconds: 0.02,
        random: () => 1,
        isOnlyProcess: true,
        ...through,
      });
      await runner.start();
      await untilNoJobIsDue(db, clock, 20);
      await runner.stop();
    },
    /** All jobs that are due, and those that they leave. */
    runDueJobs: async (): Promise<void> => {
      for (;;) {
        const { rows } = await sql<{ id: string; name: string; payload: object }>`
          delete from jobs.job where state = 'ready' and run_at <= ${clock.now()}
          returning id, name, payload`.execute(db);
        if (rows.length === 0) return;
        for (const { name, payload } of rows) await run(name, payload);
      }
    },
    /** As a form without JavaScript would be sent: held, until somebody releases it. */
    send: async (path: string, fields: Record<string, string>): Promise<number> => {
      const response = await server.fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
        body: new URLSearchParams(fields).toString(),
        redirect: 'manual',
      });
      return response.status;
    },
    close: async (): Promise<void> => {
      await server.close();
      await deskServer.close();
      await shutdown.run();
      await counters.close();
      await bus.close();
      await mail.close();
      await ports.bulkTransport.close();
      await rm(root, { recursive: true });
    },
  };
}
