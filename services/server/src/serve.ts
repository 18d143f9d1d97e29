import { listen } from '@foyer/http';
import { ConfigError, createLog, createShutdown } from '@foyer/runtime';
import type { Middleware } from 'koa';
import { banner } from './banner.ts';
import { loadConfig, type Config } from './config.ts';
import { createCommandRunner } from './control-commands.ts';
import { serveCommands } from './control-socket.ts';
import { serveMetrics } from './metrics-server.ts';
import { observeProxies } from './proxy-observations.ts';
import { openSystem, type System } from './system.ts';
import { createWebApp } from './web-app.ts';

// The story of the system, top to bottom.

const exitConfiguration = 78;

const config = readConfigOrExit();
const log = createLog({ level: config.logLevel });
const shutdown = createShutdown({ log });
let isClosing = false;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close(0));
process.once('uncaughtException', (error) => {
  log.fatal({ err: error }, 'something was not foreseen; closing');
  void close(1);
});

try {
  await open();
} catch (error) {
  // Whoever starts a server reads the terminal, not a line of JSON.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  await close(error instanceof ConfigError ? exitConfiguration : 1);
}

async function open(): Promise<void> {
  const system = await openSystem(config, log, shutdown);
  await serveMetrics(system, shutdown);

  const proxies = observeProxies();
  const stopCommands = await serveCommands(config.dataDir, createCommandRunner(system, proxies.read));
  shutdown.add('commands', stopCommands);

  await system.jobs.start();

  if (config.roles.has('web')) {
    await openToVisitors(system, proxies.middleware);
    await openToReturnedMail(system);
  }
  prepareMails(system);
}

async function openToVisitors(system: System, observe: Middleware): Promise<void> {
  const app = await createWebApp(system, observe);
  const server = await listen(app, { host: config.host, port: config.port, log });
  shutdown.add('http', async () => await server.close());
  shutdown.add('desk events', async () => await system.services.staff.closeEvents());
  shutdown.add('readiness', () => system.readiness.close());
  const { staff } = system.services;
  const link = (await staff.needsAdministrator()) ? await staff.createAdministratorLink() : undefined;
  process.stdout.write(
    banner(config, { port: server.port, seconds: process.uptime(), administratorLink: link?.url }),
  );
}

async function openToReturnedMail({ services, log: systemLog }: System): Promise<void> {
  const listener = await services.newsletter.returns.listen();
  if (listener === undefined) return;
  systemLog.info({ port: listener.port }, 'returned mail is taken here');
  shutdown.add('returned mail', async () => await listener.close());
}

/** The first visitor's mail should not wait until MJML is loaded and the templates are compiled. */
function prepareMails({ services, log: systemLog }: System): void {
  const { contact, callback, inbox, privacy, newsletter } = services;
  Promise.all(
    [contact, callback, inbox, privacy, newsletter].map(async (service) => await service.prepareMails()),
  ).catch((error: unknown) => {
    if (!isClosing)
      systemLog.warn({ err: error }, 'the mails could not be prepared; each tries again when it is sent');
  });
}

async function close(code: number): Promise<never> {
  isClosing = true;
  await shutdown.run();
  process.exit(code);
}

function readConfigOrExit(): Config {
  try {
    return loadConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return process.exit(exitConfiguration);
  }
}
