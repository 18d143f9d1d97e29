import type { Database, Tx } from '@foyer/database';
import { sql } from 'kysely';

/** Adds schedules that are new. One that is known keeps its moment, unless it has become more frequent. */
export async function plantSchedules(
  db: Database,
  schedules: readonly { name: string; nextAt: Date }[],
): Promise<void> {
  if (schedules.length === 0) return;
  const rows = schedules.map(({ name, nextAt }) => ({ name, next_at: nextAt }));
  await sql`
    insert into jobs.schedule (name, next_at)
    select name, next_at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (name text, next_at timestamptz)
    on conflict (name) do update set next_at = least(schedule.next_at, excluded.next_at)`.execute(db);
}

/** The moments of those of the schedules that no other process is looking at just now; they are locked until the end of `trx`. */
export async function lockSchedules(trx: Tx, names: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await sql<{ name: string; nextAt: Date }>`
    select name, next_at as "nextAt" from jobs.schedule
    where name in (select jsonb_array_elements_text(${JSON.stringify(names)}::jsonb))
    for update skip locked`.execute(trx);
  return new Map(rows.map(({ name, nextAt }) => [name, nextAt]));
}

export async function moveSchedule(trx: Tx, name: string, nextAt: Date): Promise<void> {
  await sql`update jobs.schedule set next_at = ${nextAt} where name = ${name}`.execute(trx);
}
