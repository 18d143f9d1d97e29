import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, sql } from 'kysely';
import type { Log } from '@foyer/runtime';
import { columnParsers } from './column-parsers.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { oneConnectionDialect } from './one-connection-dialect.ts';
import type { OpenedDatabase, Schema } from './database.ts';

// Segments of 1 MB instead of 16: half the time of the first start, and a data folder of a third of the size.
// initdb need not flush: a first start that is cut off by a power failure starts anew.
export const initDbParameters = ['--wal-segsize=1', '--no-sync'];

export interface OpenPgliteOptions {
  dataDir: string;
  log: Log;
  waitSeconds: number;
}

export async function openPglite({ dataDir, log, waitSeconds }: OpenPgliteOptions): Promise<OpenedDatabase> {
  const lock = lockDataFolder(dataDir);
  try {
    const folder = join(dataDir, 'database');
    if (!existsSync(join(folder, 'PG_VERSION'))) log.info('making the database, which takes a few seconds');
    const pglite = new PGlite(folder, {
      initDbStartParams: initDbParameters,
      parsers: Object.fromEntries(columnParsers),
    });
    await pglite.waitReady;
    return pgliteDatabase({
      pglite,
      waitSeconds,
      onClosed: () => lock.release(),
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}

export interface PgliteDatabaseOptions {
  pglite: PGlite;
  waitSeconds: number;
  onClosed: () => void;
}

/** Kysely over a PGlite that is already open. */
export function pgliteDatabase({ pglite, waitSeconds, onClosed }: PgliteDatabaseOptions): OpenedDatabase {
  const db = new Kysely<Schema>({ dialect: oneConnectionDialect({ pglite, waitSeconds }) });
  let closing: Promise<void> | undefined;
  return {
    db,
    engine: 'pglite',
    async ping() {
      await sql`select 1`.execute(db);
    },
    close() {
      closing ??= closeBoth();
      return closing;
    },
  };

  async function closeBoth(): Promise<void> {
    try {
      await db.destroy();
      // Kysely closes only a PGlite that it has used.
      if (!pglite.closed) await pglite.close();
    } finally {
      onClosed();
    }
  }
}
