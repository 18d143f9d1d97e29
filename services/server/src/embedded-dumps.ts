import { keepDumps } from '@foyer/database';
import type { Shutdown } from '@foyer/runtime';
import { keptOutOfDumps } from './kept-out-of-dumps.ts';
import type { System } from './system.ts';

const hourSeconds = 3600;

/** The embedded database has nobody who looks after it: it is dumped every hour. PostgreSQL has its own tools. */
export function keepEmbeddedDumps(system: System, shutdown: Shutdown): void {
  const { config, database, dataFolder, clock, log } = system;
  if (database.engine !== 'pglite') return;
  const keeper = keepDumps({
    db: database.db,
    folder: dataFolder.dumps,
    everySeconds: hourSeconds,
    keep: config.dumpKeep,
    exceptTables: keptOutOfDumps,
    clock,
    log,
  });
  shutdown.add('dumps', async () => await keeper.stop());
}
