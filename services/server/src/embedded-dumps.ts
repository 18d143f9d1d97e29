import { keepDumps, type DumpKeeper } from '@foyer/database';
import type { Shutdown } from '@foyer/runtime';
import { keptOutOfDumps } from './kept-out-of-dumps.ts';
import type { Ports } from './ports.ts';

const hourSeconds = 3600;

/**
 * The embedded database has nobody who looks after it: it is dumped every hour, and no dump stays longer than a day.
 * PostgreSQL has its own tools.
 */
export function keepEmbeddedDumps(
  ports: Omit<Ports, 'shutdown'>,
  shutdown: Shutdown,
): DumpKeeper | undefined {
  const { config, database, dataFolder, clock, log } = ports;
  if (database.engine !== 'pglite') return undefined;
  const keeper = keepDumps({
    db: database.db,
    folder: dataFolder.dumps,
    everySeconds: hourSeconds,
    keep: config.dumpKeep,
    maxAgeSeconds: 24 * hourSeconds,
    exceptTables: keptOutOfDumps,
    clock,
    log,
  });
  shutdown.add('dumps', async () => await keeper.stop());
  return keeper;
}
