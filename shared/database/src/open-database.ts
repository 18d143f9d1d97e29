import type { Log } from '@foyer/runtime';
import type { OpenedDatabase } from './database.ts';
import { openPglite } from './open-pglite.ts';
import { openPostgres } from './open-postgres.ts';

export interface OpenDatabaseOptions {
  /** A postgres:// URL (PostgreSQL 15 or newer). Without one the database is PGlite in `dataDir`/database. */
  url?: string | undefined;
  /** The folder of everything this installation keeps; made when it is not there. */
  dataDir: string;
  log: Log;
  /** PostgreSQL only: connections of this process at most. */
  poolSize?: number | undefined;
  /** How long a query waits for a connection before it fails. */
  waitSeconds?: number | undefined;
}

/**
 * Opens the database that the configuration names: PostgreSQL with `url`, else PGlite.
 *
 * Columns read alike on both: int8 is a number, timestamptz a Date, bytea a Uint8Array, json and jsonb parsed.
 * Bind json as text with `::jsonb`. Inside a transaction use `trx`, never `db`.
 *
 * @throws DatabaseInUseError when another process has PGlite open in this folder.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenedDatabase> {
  const { url, dataDir, log, poolSize = 10, waitSeconds = 10 } = options;
  if (url === undefined || url === '') return openPglite({ dataDir, log, waitSeconds });
  return openPostgres({ url, log, poolSize, waitSeconds });
}
