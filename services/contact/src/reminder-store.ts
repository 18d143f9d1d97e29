import type { Database } from '@foyer/database';
import { sql } from 'kysely';
import type { Day } from './deletion-date.ts';
import type { Reference } from './reference.ts';

export interface OpenMessage {
  id: string;
  reference: Reference;
  receivedAt: Date;
  /** When it closes itself. */
  closesAt: Date;
  deleteOn: Day;
}

/** Those that close themselves until `moment` and that nobody was reminded of; without the restricted ones. */
export async function openMessages(db: Database, moment: Date, limit: number): Promise<OpenMessage[]> {
  const { rows } = await sql<OpenMessage>`
    select id, reference, received_at as "receivedAt", auto_close_at as "closesAt", delete_on as "deleteOn"
    from contact.message
    where closed_at is null and auto_close_at <= ${moment} and reminded_at is null and restricted_at is null
    order by auto_close_at limit ${limit}`.execute(db);
  return rows;
}

export async function noteReminded(db: Database, ids: readonly string[], at: Date): Promise<void> {
  await sql`
    update contact.message set reminded_at = ${at}
    where id in (select unnest(string_to_array(${ids.join(',')}, ','))::uuid)`.execute(db);
}
