import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Empties every table except the journal of migrations. */
export async function truncateTables(db: Database): Promise<void> {
  const { rows } = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'foyer')
  `.execute(db);
  if (rows.length === 0) return;
  const tables = sql.join(rows.map(({ schema, name }) => sql.id(schema, name)));
  await sql`truncate table ${tables} restart identity cascade`.execute(db);
}
