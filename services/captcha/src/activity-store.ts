import type { Database } from '@foyer/database';
import { sql } from 'kysely';

export interface ActivityCount {
  hour: Date;
  siteNumber: number;
  measure: string;
  count: number;
}

export interface ActivityStore {
  /** Adds to what is there, in one statement. */
  add(counts: readonly ActivityCount[]): Promise<void>;
  /** Sums by stretches of `stepHours` (that divide a day) since `from`; of one site, or of all. */
  read(options: {
    from: Date;
    stepHours: number;
    siteNumber?: number | undefined;
  }): Promise<{ at: Date; measure: string; count: number }[]>;
  /** @returns how many rows */
  deleteBefore(moment: Date, limit: number): Promise<number>;
}

export function createActivityStore(db: Database): ActivityStore {
  return {
    add: async (counts) => {
      // In the order of the key: two processes that add at once must not wait for each other in a circle.
      await sql`
        insert into captcha.activity as a (hour, site_number, measure, count)
        select hour, "siteNumber", measure, count
        from jsonb_to_recordset(${JSON.stringify(counts)}::jsonb)
          as r (hour timestamptz, "siteNumber" integer, measure text, count bigint)
        order by hour, "siteNumber", measure
        on conflict (hour, site_number, measure) do update set count = a.count + excluded.count`.execute(db);
    },
    read: async ({ from, stepHours, siteNumber }) => {
      const step = stepHours * 3600;
      const { rows } = await sql<{ at: Date; measure: string; count: number }>`
        select to_timestamp(floor(extract(epoch from hour) / ${step}::integer) * ${step}::integer) as at, measure,
          sum(count)::bigint as count
        from captcha.activity
        where hour >= ${from} and ${siteNumber === undefined ? sql`true` : sql`site_number = ${siteNumber}`}
        group by 1, 2`.execute(db);
      return rows;
    },
    deleteBefore: async (moment, limit) => {
      const { rows } = await sql`
        delete from captcha.activity
        where (hour, site_number, measure) in (
          select hour, site_number, measure from captcha.activity where hour < ${moment}
          order by hour limit ${limit}
        )
        returning 1 as one`.execute(db);
      return rows.length;
    },
  };
}
