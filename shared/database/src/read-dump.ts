import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { readForeignKeys, readMigrationNames, readTables } from './catalogue.ts';
import type { TableShape } from './catalogue.ts';
import type { Database, Tx } from './database.ts';
import { DumpError, parseEntry, parseHeader } from './dump-format.ts';
import type { DumpHeader } from './dump-format.ts';
import { dumpLines } from './dump-lines.ts';
import { migrateIn } from './migrate.ts';
import type { ServiceMigrations } from './migrate.ts';
import { truncateTables } from './truncate-tables.ts';
import { useExactText } from './write-dump.ts';

export interface ReadDumpOptions {
  /** The steps of this program. With them a database that was never migrated is brought to the state of the
   * dump, filled, and then brought up to date, so that an old dump restores into a new program. */
  services?: readonly ServiceMigrations[];
  /** Sees the header before anything is written; what it throws ends the restore with nothing changed. */
  checkHeader?: (header: DumpHeader) => Promise<void>;
}

const pageBytes = 1_000_000;
const mostRowsInPage = 1000;

/**
 * Restores a dump into an empty database, in one transaction: all of it, or nothing.
 *
 * @returns the header of the dump and how many rows were restored.
 * @throws DumpError when the source is no dump, is of a later version or cut off, when the database holds
 * rows already, or when it was migrated to another state than the dump's.
 */
export async function readDump(
  db: Database,
  source: Readable,
  { services = [], checkHeader }: ReadDumpOptions = {},
): Promise<{ header: DumpHeader; rows: number }> {
  const lines = dumpLines(source);
  try {
    const first = await lines.next();
    const header = parseHeader(first.done === true ? undefined : first.value);
    await checkHeader?.(header);
    const rows = await db.transaction().execute(async (trx) => {
      await useExactText(trx);
      const isFresh = (await readMigrationNames(trx)).length === 0;
      if (isFresh) await migrateIn(trx, stepsOf(services, header));
      await refuseOtherState(trx, header);
      // What the steps themselves put in is in the dump too.
      await (isFresh ? truncateTables(trx) : refuseRows(trx));
      const restored = await withoutConstraints(trx, () => restore(trx, lines));
      if (isFresh) await migrateIn(trx, services);
      return restored;
    });
    return { header, rows };
  } finally {
    await lines.return(undefined);
    source.destroy();
  }
}

function stepsOf(services: readonly ServiceMigrations[], { migrations }: DumpHeader): ServiceMigrations[] {
  const taken = new Set(migrations);
  return services.map((service) => ({
    name: service.name,
    migrations: service.migrations.filter((migration) => taken.has(`${service.name}/${migration.name}`)),
  }));
}

async function refuseOtherState(trx: Tx, header: DumpHeader): Promise<void> {
  const here = await readMigrationNames(trx);
  const unknown = header.migrations.filter((name) => !here.includes(name));
  if (unknown.length > 0) {
    throw new DumpError(
      `the dump was made by a database with the migration ${unknown.join(', ')}, which this one has not taken: ` +
        'restore it with the version of Foyer that made it, or a later one',
    );
  }
  const newer = here.filter((name) => !header.migrations.includes(name));
  if (newer.length > 0) {
    throw new DumpError(
      `the dump is older than the migration ${newer.join(', ')} of this database: ` +
        'restore it into a database that was never started, which is then migrated',
    );
  }
}

async function refuseRows(trx: Tx): Promise<void> {
  for (const { schema, name } of await readTables(trx)) {
    const { rows } = await sql`select 1 from ${sql.id(schema, name)} limit 1`.execute(trx);
    if (rows.length > 0) {
      throw new DumpError(`the table ${schema}.${name} holds rows: restore into an empty database`);
    }
  }
}

// Tables that refer to one another, or to themselves, have no order in which every page would be valid.
// The keys come back at the end, and so check every row. Triggers had their say when the rows were written.
async function withoutConstraints(trx: Tx, load: () => Promise<number>): Promise<number> {
  const tables = await readTables(trx);
  const keys = await readForeignKeys(trx);
  for (const { schema, table, name } of keys) {
    await sql`alter table ${sql.id(schema, table)} drop constraint ${sql.id(name)}`.execute(trx);
  }
  for (const { schema, name } of tables) {
    await sql`alter table ${sql.id(schema, name)} disable trigger user`.execute(trx);
  }
  const rows = await load();
  for (const { schema, name } of tables) {
    await sql`alter table ${sql.id(schema, name)} enable trigger user`.execute(trx);
  }
  for (const { schema, table, name, definition } of keys) {
    await sql`
      alter table ${sql.id(schema, table)} add constraint ${sql.id(name)} ${sql.raw(definition)}
    `.execute(trx);
  }
  return rows;
}

async function restore(trx: Tx, lines: AsyncIterable<string>): Promise<number> {
  const tables = new Map((await readTables(trx)).map((table) => [`${table.schema}.${table.name}`, table]));
  let into: RowWriter | undefined;
  let count = 0;
  let announced: number | undefined;
  for await (const text of lines) {
    if (announced !== undefined) throw new DumpError('the dump goes on after its end');
    const entry = parseEntry(text);
    switch (entry.kind) {
      case 'row':
        if (into === undefined) throw new DumpError('the dump has a row before its first table');
        await into.add(entry.values);
        count += 1;
        break;
      case 'table':
        await into?.flush();
        into = rowWriter(trx, tables.get(entry.table), entry.table, entry.columns);
        break;
      case 'sequence':
        await into?.flush();
        await sql`
          select setval(${entry.sequence}::regclass, ${entry.value}::bigint, ${entry.isCalled}::boolean)
        `.execute(trx);
        break;
      case 'end':
        await into?.flush();
        announced = entry.rows;
        break;
    }
  }
  if (announced === undefined) throw new DumpError('the dump is cut off: its last line is missing');
  if (announced !== count) throw new DumpError(`the dump says ${announced} rows and holds ${count}`);
  return count;
}

interface RowWriter {
  add(values: string): Promise<void>;
  flush(): Promise<void>;
}

function rowWriter(trx: Tx, table: TableShape | undefined, name: string, columns: string[]): RowWriter {
  if (table === undefined) throw new DumpError(`the dump holds the table ${name}, which is not here`);
  const types = columns.map((column) => {
    const shape = table.columns.find((candidate) => candidate.name === column);
    if (shape === undefined) throw new DumpError(`the dump holds ${name}.${column}, which is not here`);
    return shape.type;
  });
  const names = sql.join(columns.map((column) => sql.id(column)));
  const values = sql.join(types.map((type, index) => sql`(r ->> ${sql.lit(index)})::${sql.raw(type)}`));
  let page: string[] = [];
  let bytes = 0;
  return {
    async add(row) {
      page.push(row);
      bytes += row.length;
      if (page.length >= mostRowsInPage || bytes >= pageBytes) await this.flush();
    },
    async flush() {
      if (page.length === 0) return;
      const rows = `[${page.join(',')}]`;
      page = [];
      bytes = 0;
      await sql`
        insert into ${sql.id(table.schema, table.name)} (${names}) overriding system value
        select ${values} from json_array_elements(${rows}::json) as r
      `.execute(trx);
    },
  };
}
