import { sql } from 'kysely';
import type { DatabaseOrTx } from './database.ts';

export interface TableShape {
  schema: string;
  name: string;
  /** Without generated columns, which no one may write. */
  columns: { name: string; type: string }[];
}

/** Every table of the services, in the order of their names; not the journal of migrations. */
export async function readTables(db: DatabaseOrTx): Promise<TableShape[]> {
  const { rows } = await sql<TableShape>`
    select n.nspname as schema, c.relname as name,
      coalesce(
        (
          select json_agg(
            json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
            order by a.attnum
          )
          from pg_attribute a
          where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        ),
        '[]'
      ) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname <> 'foyer'
      and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
    order by n.nspname, c.relname
  `.execute(db);
  return rows;
}

export interface SequenceState {
  schema: string;
  name: string;
  value: string | null;
}

/** The sequences that have given a number, with the last one. */
export async function readSequences(db: DatabaseOrTx): Promise<SequenceState[]> {
  const { rows } = await sql<SequenceState>`
    select schemaname as schema, sequencename as name, last_value::text as value from pg_sequences
    where schemaname <> 'foyer' order by schemaname, sequencename
  `.execute(db);
  return rows;
}

export interface ForeignKey {
  schema: string;
  table: string;
  name: string;
  definition: string;
}

export async function readForeignKeys(db: DatabaseOrTx): Promise<ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    select n.nspname as schema, c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and n.nspname <> 'foyer'
    order by n.nspname, c.relname, k.conname
  `.execute(db);
  return rows;
}

/** As the journal holds them, 'contact/0001-messages'; none for a database that was never migrated. */
export async function readMigrationNames(db: DatabaseOrTx): Promise<string[]> {
  const { rows: found } = await sql<{ exists: boolean }>`
    select to_regclass('foyer.migration') is not null as exists
  `.execute(db);
  if (found[0]?.exists !== true) return [];
  const { rows } = await sql<{ name: string }>`
    select service || '/' || name as name from foyer.migration order by 1
  `.execute(db);
  return rows.map(({ name }) => name);
}
