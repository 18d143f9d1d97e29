import type { Database } from '@foyer/database';
import { sql } from 'kysely';
import { z } from 'zod';

/** How many records each holding lost. */
type PurgedCounts = Readonly<Record<string, number>>;

export interface PurgeRun {
  id: string;
  startedAt: Date;
  /** null: at work, or killed. */
  endedAt: Date | null;
  outcome: 'done' | 'stopped' | 'failed' | null;
  purged: PurgedCounts;
}

export interface PurgeRunStore {
  begin(run: { id: string; startedAt: Date }): Promise<void>;
  /** After each round, so that a run that is killed has said what it did. */
  note(id: string, purged: PurgedCounts): Promise<void>;
  end(
    id: string,
    end: { at: Date; outcome: 'done' | 'stopped' | 'failed'; purged: PurgedCounts },
  ): Promise<void>;
  /** It found nothing to do: one line for each of those would hide the others. */
  forget(id: string): Promise<void>;
  /** The newest first. */
  list(limit: number): Promise<PurgeRun[]>;
  deleteBefore(moment: Date): Promise<void>;
}

const Counts = z.record(z.string(), z.number());

export function createPurgeRunStore(db: Database): PurgeRunStore {
  return {
    begin: async ({ id, startedAt }) => {
      await sql`insert into privacy.purge_run (id, started_at) values (${id}, ${startedAt})`.execute(db);
    },
    note: async (id, purged) => {
      await sql`
        update privacy.purge_run set purged = ${JSON.stringify(purged)}::jsonb where id = ${id}::uuid`.execute(
        db,
      );
    },
    end: async (id, { at, outcome, purged }) => {
      await sql`
        update privacy.purge_run set ended_at = ${at}, outcome = ${outcome}, purged = ${JSON.stringify(purged)}::jsonb
        where id = ${id}::uuid`.execute(db);
    },
    forget: async (id) => {
      await sql`delete from privacy.purge_run where id = ${id}::uuid`.execute(db);
    },
    list: async (limit) => {
      const { rows } = await sql<Omit<PurgeRun, 'purged'> & { purged: unknown }>`
        select id, started_at as "startedAt", ended_at as "endedAt", outcome, purged from privacy.purge_run
        order by started_at desc limit ${limit}`.execute(db);
      return rows.map((row) => ({ ...row, purged: Counts.parse(row.purged) }));
    },
    deleteBefore: async (moment) => {
      await sql`delete from privacy.purge_run where started_at < ${moment}`.execute(db);
    },
  };
}
