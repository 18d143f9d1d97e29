import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database } from './database.ts';

// 64 segments of 1 MB are the most that an installation of before kept for later use.
const mostSegments = 80;

/**
 * Makes the files of PGlite forget what was deleted. A deleted row stays in the pages of its table, TOAST table and
 * indexes until somebody needs the room, in the statistics of the planner, and in the log. So the tables are written
 * anew, the statistics are dropped, and the log is moved on past everything that names the row.
 *
 * Needs room for one more copy of the largest table, and everybody waits while one is written.
 *
 * @param folder of the cluster; undefined when it is in memory
 * @param tables 'contact.message'; those that are not there are passed over
 */
export async function scrubPglite(
  db: Database,
  folder: string | undefined,
  tables: readonly string[],
): Promise<void> {
  // Each statement by itself, so that others get their turn in between.
  const { rows } = await sql<{ schema: string; name: string; id: number }>`
    select n.nspname as schema, c.relname as name, c.oid::integer as id
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname || '.' || c.relname in (
      select jsonb_array_elements_text(${JSON.stringify(tables)}::jsonb)
    )
    order by 1, 2`.execute(db);
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  // An index over an expression has statistics of its own.
  await sql`
    delete from pg_catalog.pg_statistic where starelid in (${sql.join(ids)})
      or starelid in (select indexrelid from pg_catalog.pg_index where indrelid in (${sql.join(ids)}))`.execute(
    db,
  );
  await sql`vacuum full pg_catalog.pg_statistic`.execute(db);
  for (const { schema, name } of rows) await sql`vacuum full ${sql.id(schema, name)}`.execute(db);
  // The new tables reach their files, the old files go, and the log begins anew behind this point.
  await sql`checkpoint`.execute(db);
  if (folder === undefined) return;
  for (let moved = 0; moved < mostSegments; moved += 1) {
    await sql`select pg_switch_wal()`.execute(db);
    await sql`checkpoint`.execute(db);
    if (!(await hasOldSegments(folder, db))) return;
  }
}

/**
 * Whether segments lie in front of the log: earlier versions of ours used old ones again, and those hold what they held.
 */
async function hasOldSegments(folder: string, db: Database): Promise<boolean> {
  const { rows } = await sql<{ current: string }>`
    select pg_walfile_name(pg_current_wal_insert_lsn()) as current`.execute(db);
  const current = rows[0]?.current ?? '';
  const names = await readdir(join(folder, 'pg_wal'));
  return names.filter((name) => /^[0-9A-F]{24}$/.test(name) && name > current).length > 0;
}
