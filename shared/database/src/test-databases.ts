import { randomBytes } from 'node:crypto';
import { createLog } from '@foyer/runtime';
import { Client } from 'pg';
import { columnParsers } from './column-parsers.ts';
import type { OpenedDatabase } from './database.ts';
import { initialisedCluster } from './initialised-cluster.ts';
import { pgliteDatabase, startParameters } from './open-pglite.ts';
import { openPostgres } from './open-postgres.ts';
import { startPglite } from './start-pglite.ts';

const waitSeconds = 10;

/** An empty PGlite in memory. */
export async function openTestPglite(): Promise<OpenedDatabase> {
  const pglite = await startPglite({
    loadDataDir: await initialisedCluster(),
    startParams: [...startParameters],
    parsers: Object.fromEntries(columnParsers),
  });
  return pgliteDatabase({ pglite, waitSeconds, onClosed: () => undefined });
}

/** An empty database of its own on the server, dropped when it is closed. */
export async function openTestPostgres(serverUrl: string): Promise<OpenedDatabase> {
  const name = `foyer_test_${randomBytes(8).toString('hex')}`;
  await onServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const log = createLog({ level: 'error' });
  const opened = await openPostgres({ url: url.href, log, poolSize: 10, waitSeconds });
  return {
    ...opened,
    async close() {
      await opened.close();
      await onServer(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: waitSeconds * 1000 });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
