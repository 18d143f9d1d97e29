import type { DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import { OpeningHours } from './opening-hours.ts';

interface SavedHours {
  /** 0: nobody saved any yet. */
  version: number;
  savedAt: Date | null;
  /** An id of staff; null for what nobody saved, and for versions older than this column. */
  savedBy: string | null;
  hours: OpeningHours;
}

export interface OpeningHoursStore {
  /** The version in force. */
  current(db: DatabaseOrTx): Promise<SavedHours>;
  /** @returns false when another version was saved since `basedOnVersion` */
  add(trx: DatabaseOrTx, basedOnVersion: number, saved: Omit<SavedHours, 'version'>): Promise<boolean>;
}

export function createOpeningHoursStore(byDefault: OpeningHours): OpeningHoursStore {
  return {
    current: async (db) => {
      const { rows } = await sql<{
        version: number;
        saved_at: Date;
        saved_by: string | null;
        hours: unknown;
      }>`
        select version, saved_at, saved_by, hours from callback.opening_hours order by version desc limit 1`.execute(
        db,
      );
      const [row] = rows;
      if (row === undefined) return { version: 0, savedAt: null, savedBy: null, hours: byDefault };
      const { version, saved_at: savedAt, saved_by: savedBy } = row;
      return { version, savedAt, savedBy, hours: OpeningHours.parse(row.hours) };
    },
    add: async (trx, basedOnVersion, { hours, savedAt, savedBy }) => {
      // Of two at once the primary key lets one through.
      const { rows } = await sql`
        insert into callback.opening_hours (version, hours, saved_at, saved_by)
        select ${basedOnVersion}::integer + 1, ${JSON.stringify(hours)}::jsonb, ${savedAt}::timestamptz, ${savedBy}
        where coalesce((select max(version) from callback.opening_hours), 0) = ${basedOnVersion}
        on conflict do nothing
        returning version`.execute(trx);
      return rows.length === 1;
    },
  };
}
