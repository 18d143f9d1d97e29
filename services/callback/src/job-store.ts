import type { DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';

/** Deletes jobs by their keys, whatever their state: their payload names a request that is gone. */
export async function deleteJobs(db: DatabaseOrTx, keys: readonly string[]): Promise<void> {
  await sql`
    delete from jobs.job where key in (select unnest(string_to_array(${keys.join(',')}, ',')))`.execute(db);
}
