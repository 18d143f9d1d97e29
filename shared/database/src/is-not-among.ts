import { sql, type RawBuilder } from 'kysely';

/**
 * A condition: the column's value is none of these ids. One parameter whatever their number, so that the statement is
 * always the same. Compared as text, because ids of other tables may stand among them, which are written differently.
 */
export function isNotAmong(column: string, ids: readonly string[]): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(column)}::text <> all (string_to_array(${ids.join(',')}, ','))`;
}
