import { setTimeout } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import { Pool } from 'pg';
import type { Log } from '@foyer/runtime';
import { columnParsers } from './column-parsers.ts';
import type { OpenedDatabase, Schema } from './database.ts';
import { earlyStatementDialect } from './early-statement-dialect.ts';

const statementTimeoutSeconds = 30;
// Longer than any statement may run: it catches a server that vanished without closing the connection.
const answerTimeoutSeconds = 300;
const closeTimeoutSeconds = 10;

export interface OpenPostgresOptions {
  url: string;
  log: Log;
  poolSize: number;
  waitSeconds: number;
}

export async function openPostgres(options: OpenPostgresOptions): Promise<OpenedDatabase> {
  const { url, log, poolSize, waitSeconds } = options;
  const pool = new Pool({
    connectionString: url,
    application_name: 'foyer',
    max: poolSize,
    connectionTimeoutMillis: waitSeconds * 1000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeoutSeconds * 1000,
    idle_in_transaction_session_timeout: statementTimeoutSeconds * 1000,
    query_timeout: answerTimeoutSeconds * 1000,
    keepAlive: true,
    pipeline: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser: (oid: number) => columnParsers.get(oid) ?? asText },
  });
  // Without a listener the loss of an idle connection would end the process; the pool replaces it by itself.
  pool.on('error', (error) => log.warn({ code: errorCode(error) }, 'an idle database connection was lost'));
  // One that is in use has nobody listening either: its statement fails, and the error comes once more as an event.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Schema>({ dialect: earlyStatementDialect(pool) });
  let closing: Promise<void> | undefined;
  const opened: OpenedDatabase = {
    db,
    engine: 'postgres',
    async ping() {
      await sql`select 1`.execute(db);
    },
    async scrub() {},
    close() {
      closing ??= closeInTime();
      return closing;
    },
  };
  try {
    await refuseOldServer(url, opened);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }

  async function closeInTime(): Promise<void> {
    const late = Symbol('late');
    const timer = new AbortController();
    const ended = db.destroy().finally(() => timer.abort());
    const timeout = setTimeout(closeTimeoutSeconds * 1000, late, { signal: timer.signal }).catch(() => late);
    if ((await Promise.race([ended, timeout])) === late) {
      log.warn(`the database connections were still in use after ${closeTimeoutSeconds} s`);
    }
  }
}

async function refuseOldServer(url: string, { db }: OpenedDatabase): Promise<void> {
  const { rows } = await sql<{ version: number; text: string }>`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as text
  `
    .execute(db)
    .catch((error: unknown) => {
      throw new Error(`PostgreSQL at ${withoutPassword(url)} did not answer: ${messageOf(error)}`, {
        cause: error,
      });
    });
  const [server] = rows;
  if (server !== undefined && server.version < 150_000) {
    throw new Error(`PostgreSQL must be 15 or newer, ${withoutPassword(url)} is ${server.text}`);
  }
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return 'DATABASE_URL';
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function messageOf(error: unknown): string {
  // A refused connection to a name with several addresses is an AggregateError without a message.
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}

function errorCode(error: Error): string {
  return 'code' in error ? String(error.code) : error.name;
}

function asText(text: string): string {
  return text;
}
