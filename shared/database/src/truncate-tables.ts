import { sql } from 'kysely';
import { readTables } from './catalogue.ts';
import type { DatabaseOrTx } from './database.ts';

/** Empties every table except the journal of migrations. */
export async function truncateTables(db: DatabaseOrTx): Promise<void> {
  const tables = await readTables(db);
  if (tables.length === 0) return;
  const names = sql.join(tables.map(({ schema, name }) => sql.id(schema, name)));
  await sql`truncate table ${names} restart identity cascade`.execute(db);
}
