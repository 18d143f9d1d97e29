import { join } from 'node:path';
import { DatabaseInUseError, openDatabase, type OpenedDatabase } from '@foyer/database';
import { createLog } from '@foyer/runtime';
import { sql } from 'kysely';
import type { Config } from '../config.ts';
import { pendingSystemMigrations } from '../migrations.ts';
import { inspectDataFolder } from '../data-folder.ts';
import type { Finding } from './finding.ts';

const about = 'database';

export async function examineDatabase(config: Config, isRunning: boolean): Promise<Finding[]> {
  if (config.databaseUrl === undefined) return await examineEmbedded(config, isRunning);
  try {
    return await withDatabase(config, examinePostgres);
  } catch (error) {
    return [
      {
        state: 'wrong',
        about,
        says: `PostgreSQL does not answer: ${messageOf(error)}`,
        advice: 'check DATABASE_URL: host, port, user, password, name of the database',
      },
    ];
  }
}

async function examineEmbedded(config: Config, isRunning: boolean): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { hostname } = new URL(config.publicUrl);
  if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    findings.push({
      state: 'odd',
      about,
      says: 'this site is public and keeps its data in the embedded database, which a power cut can cost the last seconds',
      advice: "for real traffic set DATABASE_URL; 'backup' and 'restore' carry the data over",
    });
  }
  if (isRunning) return [{ state: 'well', about, says: 'embedded, open in the running server' }, ...findings];
  if (!(await inspectDataFolder(join(config.dataDir, 'database'))).exists) {
    return [{ state: 'well', about, says: 'embedded, made at the first start' }, ...findings];
  }
  try {
    await withDatabase(config, async (database) => await database.ping());
    return [{ state: 'well', about, says: 'embedded, opens cleanly' }, ...findings];
  } catch (error) {
    const advice =
      error instanceof DatabaseInUseError
        ? 'a process without a control socket has it open: stop that one'
        : 'restore the newest file of its dumps folder';
    return [{ state: 'wrong', about, says: messageOf(error), advice }, ...findings];
  }
}

async function examinePostgres(database: OpenedDatabase): Promise<Finding[]> {
  const { rows } = await sql<{
    version: number;
  }>`select current_setting('server_version_num')::int as version`.execute(database.db);
  const version = rows[0]?.version ?? 0;
  if (version < 150_000) {
    return [
      {
        state: 'wrong',
        about,
        says: `PostgreSQL ${Math.floor(version / 10_000)} is too old`,
        advice: 'Foyer needs 15 or newer',
      },
    ];
  }
  const pending = await pendingSystemMigrations(database);
  if (pending.length === 0)
    return [{ state: 'well', about, says: `PostgreSQL ${Math.floor(version / 10_000)}, up to date` }];
  return [
    {
      state: 'odd',
      about,
      says: `PostgreSQL waits for ${pending.length} migrations`,
      advice: "run 'npm run foyer -- migrate'",
    },
  ];
}

async function withDatabase<Result>(
  config: Config,
  work: (database: OpenedDatabase) => Promise<Result>,
): Promise<Result> {
  const log = createLog({ level: 'silent' });
  const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, log, poolSize: 1 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message || error.name : String(error);
