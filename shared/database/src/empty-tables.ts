import { sql } from 'kysely';
import { readTables, type TableShape } from './catalogue.ts';
import type { Database } from './database.ts';

/**
 * Empties every table except the journal of migrations between two tests, and lets every sequence begin anew: in some
 * milliseconds, where `truncate` takes hundreds, for it makes new files for each table, each index and all that refer to them.
 */
export async function emptyTables(db: Database): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Neither guards against deleting nor foreign keys: nothing is left for either.
    await sql`set local session_replication_role = replica`.execute(trx);
    const tables = await readTables(trx);
    const filled = tables.length === 0 ? [] : (await whichAreFilled(tables).execute(trx)).rows;
    for (const { index } of filled) {
      const { schema, name } = tables[index] ?? {};
      if (schema !== undefined && name !== undefined)
        await sql`delete from ${sql.id(schema, name)}`.execute(trx);
    }
    await sql`
      select setval(seqrelid::regclass, seqstart, false) from pg_sequence
      where pg_sequence_last_value(seqrelid::regclass) is not null`.execute(trx);
  });
}

function whichAreFilled(tables: readonly TableShape[]) {
  const looks = tables.map(
    ({ schema, name }, index) =>
      sql`select ${sql.lit(index)}::integer as index where exists (select from ${sql.id(schema, name)})`,
  );
  return sql<{ index: number }>`${sql.join(looks, sql` union all `)}`;
}
