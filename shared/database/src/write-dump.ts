import { Readable } from 'node:stream';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql } from 'kysely';
import { readMigrationNames, readSequences, readTables } from './catalogue.ts';
import type { TableShape } from './catalogue.ts';
import type { Database, Tx } from './database.ts';
import { DumpError, headerLine, line } from './dump-format.ts';

export interface WriteDumpOptions {
  /** Tables whose rows stay out, 'captcha.address_key'. They must exist: a slip of the pen must not leak them. */
  exceptTables: readonly string[];
  /** Written into the header as it is, and handed back by `readDump`. */
  secrets?: unknown;
}

// Rows are read in pages of about this size, whatever the table's, so that a dump needs little memory.
const pageBytes = 1_000_000;
const mostRowsInPage = 2000;

/**
 * Writes all rows of all tables as they stood at one moment, in a form that both engines restore.
 * The destination is ended; the memory it takes does not grow with the tables.
 *
 * @throws DumpError when `exceptTables` names a table that is not there.
 */
export async function writeDump(
  db: Database,
  options: WriteDumpOptions,
  destination: Writable,
): Promise<void> {
  await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      await useExactText(trx);
      // A slow disk or network may take longer than the server lets an ordinary transaction wait.
      await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx);
      const tables = withoutExceptions(await readTables(trx), options.exceptTables);
      await pipeline(Readable.from(dumpLines(trx, tables, options.secrets)), createGzip(), destination);
    });
}

/** Settings under which a value printed as text reads back as the same value. */
export async function useExactText(trx: Tx): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(trx);
  await sql`set local timezone = 'UTC'`.execute(trx);
  await sql`set local datestyle = 'ISO, MDY'`.execute(trx);
  await sql`set local intervalstyle = 'postgres'`.execute(trx);
  await sql`set local bytea_output = 'hex'`.execute(trx);
  await sql`set local extra_float_digits = 1`.execute(trx);
}

function withoutExceptions(tables: TableShape[], exceptTables: readonly string[]): TableShape[] {
  const except = new Set(exceptTables);
  const kept = tables.filter(({ schema, name }) => !except.delete(`${schema}.${name}`));
  if (except.size > 0) throw new DumpError(`exceptTables names no table: ${[...except].join(', ')}`);
  return kept;
}

async function* dumpLines(trx: Tx, tables: TableShape[], secrets: unknown): AsyncGenerator<string> {
  const { rows } = await sql<{ now: string; engine: string }>`
    select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now, version() as engine
  `.execute(trx);
  const [about = { now: '', engine: '' }] = rows;
  yield headerLine({
    createdAt: about.now,
    engine: about.engine,
    migrations: await readMigrationNames(trx),
    ...(secrets === undefined ? {} : { secrets }),
  });
  let count = 0;
  for (const table of tables) {
    yield line({
      table: `${table.schema}.${table.name}`,
      columns: table.columns.map(({ name }) => name),
    });
    for await (const page of pages(trx, table)) {
      count += page.length;
      yield `${page.join('\n')}\n`;
    }
  }
  for (const { schema, name, value } of await readSequences(trx)) {
    if (value !== null) yield line({ sequence: `${schema}.${name}`, value, isCalled: true });
  }
  yield line({ end: true, rows: count });
}

// A cursor of SQL, because PGlite has none in its protocol; it also serves a table without a primary key.
async function* pages(trx: Tx, { schema, name, columns }: TableShape): AsyncGenerator<string[]> {
  const values = sql.join(columns.map((column) => sql`${sql.id(column.name)}::text`));
  await sql`
    declare foyer_dump no scroll cursor for
    select to_json(array[${values}]::text[])::text as line from ${sql.id(schema, name)}
  `.execute(trx);
  // Few at first: nobody knows yet how long a row is.
  let rowsInPage = 10;
  for (;;) {
    const { rows } = await sql<{
      line: string;
    }>`fetch ${sql.raw(String(rowsInPage))} from foyer_dump`.execute(trx);
    if (rows.length === 0) break;
    yield rows.map((row) => row.line);
    const bytesPerRow = rows.reduce((sum, row) => sum + row.line.length, 0) / rows.length;
    rowsInPage = Math.min(mostRowsInPage, rowsInPage * 10, Math.max(1, Math.floor(pageBytes / bytesPerRow)));
  }
  await sql`close foyer_dump`.execute(trx);
}
