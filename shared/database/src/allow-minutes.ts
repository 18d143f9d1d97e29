import { sql } from 'kysely';
import type { Tx } from './database.ts';

const most = 4;

/**
 * Lets each further statement of a transaction run for minutes on PostgreSQL, which else ends it after 30 seconds: for work
 * on a million rows, which nobody waits for.
 *
 * @param minutes 1 to 4; after 5 the connection is given up whatever the database says
 * @throws RangeError when it is none of them
 */
export async function allowMinutes(trx: Tx, minutes: number): Promise<void> {
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > most) {
    throw new RangeError(`minutes must be 1 to ${most}, got ${minutes}`);
  }
  await sql`select set_config('statement_timeout', ${`${minutes}min`}, true)`.execute(trx);
}
