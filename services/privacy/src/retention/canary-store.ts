import type { Database } from '@foyer/database';
import { sql } from 'kysely';

export interface PlantedCanary {
  id: string;
  holding: string;
  dueAt: Date;
  marks: string[];
  goneAt: Date | null;
  copiesGoneAt: Date | null;
  foundIn: string[];
}

export interface CanaryStore {
  /** Takes the day of a holding before the canary is planted; false when it has one. */
  reserve(canary: { id: string; holding: string; day: string; dueAt: Date }): Promise<boolean>;
  keepMarks(id: string, marks: readonly string[]): Promise<void>;
  /** Nothing was planted after all. */
  giveUp(id: string): Promise<void>;
  /** Those that must be gone and were not yet seen to be: from tables since `due`, from dumps since `copiesDue`. */
  toLookFor(moment: { due: Date; copiesDue: Date }): Promise<PlantedCanary[]>;
  note(
    id: string,
    seen: { goneAt: Date | null; copiesGoneAt: Date | null; foundIn: readonly string[] },
  ): Promise<void>;
  /** Those that were found where they must not be, and are still there. */
  countFound(): Promise<number>;
  /** The newest one of each holding that was seen to be gone. */
  lastGone(): Promise<ReadonlyMap<string, Date>>;
  /** Those of which nothing is left. */
  deleteSettled(dueBefore: Date): Promise<void>;
}

export function createCanaryStore(db: Database): CanaryStore {
  return {
    reserve: async ({ id, holding, day, dueAt }) => {
      const { rows } = await sql`
        insert into privacy.canary (id, holding, planted_on, due_at, marks)
        values (${id}, ${holding}, ${day}::date, ${dueAt}, '{}')
        on conflict (holding, planted_on) do nothing returning 1 as made`.execute(db);
      return rows.length === 1;
    },
    keepMarks: async (id, marks) => {
      await sql`update privacy.canary set marks = ${[...marks]}::text[] where id = ${id}::uuid`.execute(db);
    },
    giveUp: async (id) => {
      await sql`delete from privacy.canary where id = ${id}::uuid`.execute(db);
    },
    toLookFor: async ({ due, copiesDue }) => {
      const { rows } = await sql<PlantedCanary>`
        select id, holding, due_at as "dueAt", marks, gone_at as "goneAt", copies_gone_at as "copiesGoneAt",
          found_in as "foundIn"
        from privacy.canary
        where (gone_at is null and due_at <= ${due}) or (copies_gone_at is null and due_at <= ${copiesDue})
        order by due_at limit 1000`.execute(db);
      return rows;
    },
    note: async (id, { goneAt, copiesGoneAt, foundIn }) => {
      await sql`
        update privacy.canary
        set gone_at = ${goneAt}, copies_gone_at = ${copiesGoneAt}, found_in = ${[...foundIn]}::text[]
        where id = ${id}::uuid`.execute(db);
    },
    countFound: async () => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from privacy.canary where found_in <> '{}'`.execute(db);
      return rows[0]?.n ?? 0;
    },
    lastGone: async () => {
      const { rows } = await sql<{ holding: string; goneAt: Date }>`
        select holding, max(gone_at) as "goneAt" from privacy.canary
        where gone_at is not null group by holding`.execute(db);
      return new Map(rows.map(({ holding, goneAt }) => [holding, goneAt]));
    },
    deleteSettled: async (dueBefore) => {
      await sql`
        delete from privacy.canary
        where due_at < ${dueBefore} and gone_at is not null and copies_gone_at is not null`.execute(db);
    },
  };
}
