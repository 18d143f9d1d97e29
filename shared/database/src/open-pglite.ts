import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, sql } from 'kysely';
import type { Log } from '@foyer/runtime';
import { columnParsers } from './column-parsers.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { durableStartParameters, DurableNodeFS, flush, flushFolder } from './durable-node-fs.ts';
import { oneConnectionDialect } from './one-connection-dialect.ts';
import type { OpenedDatabase, Schema } from './database.ts';
import { startPglite } from './start-pglite.ts';
import { scrubPglite } from './scrub.ts';

// Segments of 1 MB instead of 16: half the time of the first start, and a data folder of two thirds the size.
// initdb need not flush, makeFolder does.
export const initDbParameters = ['--wal-segsize=1', '--no-sync'];

// A quarter of the default: writing that much memory for the first time is half of what opening costs. The files are read
// through the system's own cache anyway.
export const startParameters: readonly string[] = [...PGlite.defaultStartParams, '-c', 'shared_buffers=32MB'];

export interface OpenPgliteOptions {
  dataDir: string;
  log: Log;
  waitSeconds: number;
}

export async function openPglite({ dataDir, log, waitSeconds }: OpenPgliteOptions): Promise<OpenedDatabase> {
  const lock = lockDataFolder(dataDir);
  try {
    const folder = join(dataDir, 'database');
    if (!existsSync(folder)) {
      log.info('making the database, which takes a few seconds');
      await makeFolder(dataDir, folder);
    }
    const pglite = await openFolder(folder);
    return pgliteDatabase({ pglite, folder, waitSeconds, onClosed: () => lock.release() });
  } catch (error) {
    lock.release();
    throw error;
  }
}

// Under another name until it is whole: a first start that is killed halfway must not leave a folder that
// looks like a database.
async function makeFolder(dataDir: string, folder: string): Promise<void> {
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const pglite = await openFolder(draft);
  await pglite.close();
  await flushFolder(draft);
  renameSync(draft, folder);
  flush(dataDir);
}

async function openFolder(folder: string): Promise<PGlite> {
  return await startPglite({
    fs: new DurableNodeFS(folder),
    initDbStartParams: initDbParameters,
    startParams: durableStartParameters(startParameters),
    parsers: Object.fromEntries(columnParsers),
  });
}

export interface PgliteDatabaseOptions {
  pglite: PGlite;
  /** Of its cluster; none when it is in memory. */
  folder?: string;
  waitSeconds: number;
  onClosed: () => void;
}

/** Kysely over a PGlite that is already open. */
export function pgliteDatabase({
  pglite,
  folder,
  waitSeconds,
  onClosed,
}: PgliteDatabaseOptions): OpenedDatabase {
  const db = new Kysely<Schema>({ dialect: oneConnectionDialect({ pglite, waitSeconds }) });
  let closing: Promise<void> | undefined;
  return {
    db,
    engine: 'pglite',
    async ping() {
      await sql`select 1`.execute(db);
    },
    scrub: (tables) => scrubPglite(db, folder, tables),
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
