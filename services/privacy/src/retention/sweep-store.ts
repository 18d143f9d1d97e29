import type { Database } from '@foyer/database';
import { sql } from 'kysely';

export interface SweepStore {
  /** All tables but the one that knows the marks, with their size in blocks. */
  tables(): Promise<{ schema: string; name: string; blocks: number }[]>;
  /** Which of the marks stand in rows of these blocks, in any column. */
  marksIn(
    table: { schema: string; name: string },
    blocks: { from: number; to: number },
    marks: readonly string[],
  ): Promise<string[]>;
}

export function createSweepStore(db: Database): SweepStore {
  return {
    tables: async () => {
      const { rows } = await sql<{ schema: string; name: string; blocks: number }>`
        select n.nspname as schema, c.relname as name,
          pg_relation_size(c.oid) / current_setting('block_size')::bigint as blocks
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
          and not (n.nspname = 'privacy' and c.relname = 'canary')
        order by 1, 2`.execute(db);
      return rows;
    },
    marksIn: async ({ schema, name }, { from, to }, marks) => {
      const { rows } = await sql<{ mark: string }>`
        select mark
        from (
          select one::text as text from ${sql.id(schema, name)} as one
          where ctid >= ${`(${from},0)`}::tid and ctid < ${`(${to},0)`}::tid
        ) as found, jsonb_array_elements_text(${JSON.stringify(marks)}::jsonb) as mark
        where position(mark in text) > 0
        group by mark`.execute(db);
      return rows.map(({ mark }) => mark);
    },
  };
}
