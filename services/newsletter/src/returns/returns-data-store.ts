import type { Database } from '@foyer/database';
import type { Canary, DataSubject } from '@foyer/service';
import { sql, type RawBuilder } from 'kysely';
import type { CameBy, Verdict } from './returned.ts';

interface SubjectReturn {
  /** `<campaign>.<subscriber>`, by their numbers. */
  id: string;
  campaignNumber: number;
  verdict: Verdict;
  reason: string;
  status: string | null;
  diagnostic: string;
  cameBy: CameBy;
  notedAt: Date;
}

/** Returned mails as data of persons. */
export interface ReturnsDataStore {
  ofSubject(subject: DataSubject): Promise<SubjectReturn[]>;
  remove(ids: readonly string[]): Promise<number>;
  countDue(before: Date, held: readonly string[]): Promise<number>;
  purge(before: Date, limit: number, held: readonly string[]): Promise<number>;
  oldest(): Promise<Date | null>;
  plant(canary: Canary, campaignNumber: number, notedAt: Date): Promise<void>;
}

const id = sql`(r.campaign_number || '.' || r.subscriber_number)`;

export function createReturnsDataStore(db: Database): ReturnsDataStore {
  return {
    ofSubject: async ({ email }) => {
      if (email === undefined) return [];
      const { rows } = await sql<SubjectReturn>`
        select ${id} as id, r.campaign_number as "campaignNumber", r.verdict, r.reason, r.status, r.diagnostic,
          r.came_by as "cameBy", r.noted_at as "notedAt"
        from newsletter.subscriber as s join newsletter.returned as r on r.subscriber_number = s.number
        where lower(s.email) = lower(${email}) and r.campaign_number > 0 order by r.campaign_number`.execute(
        db,
      );
      return rows;
    },
    remove: async (ids) => {
      const pairs = ids.map((text) => text.split('.').map(Number));
      const rows = pairs.map(([c, s]) => ({ c, s }));
      const { rows: gone } = await sql`
        delete from newsletter.returned as r
        using jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f (c integer, s integer)
        where r.campaign_number = f.c and r.subscriber_number = f.s returning 1 as gone`.execute(db);
      return gone.length;
    },
    countDue: async (before, held) => {
      const { rows } = await sql<{ due: number }>`
        select count(*) as due from newsletter.returned as r where ${isDue(before, held)}`.execute(db);
      return rows[0]?.due ?? 0;
    },
    purge: async (before, limit, held) => {
      const { rows } = await sql`
        delete from newsletter.returned as gone using (
          select campaign_number, subscriber_number from newsletter.returned as r where ${isDue(before, held)}
          order by noted_at limit ${limit}
        ) as due
        where gone.campaign_number = due.campaign_number and gone.subscriber_number = due.subscriber_number
        returning 1 as gone`.execute(db);
      return rows.length;
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(noted_at) as oldest from newsletter.returned`.execute(db);
      return rows[0]?.oldest ?? null;
    },
    plant: async ({ word }, campaignNumber, notedAt) => {
      await sql`
        insert into newsletter.returned (campaign_number, subscriber_number, verdict, reason, diagnostic, provider, came_by,
          noted_at, settled_at)
        values (${campaignNumber}, 1, 'unclear', 'unreadable', ${word}, 'other', 'smtp', ${notedAt}, ${notedAt})`.execute(
        db,
      );
    },
  };
}

function isDue(before: Date, held: readonly string[]): RawBuilder<unknown> {
  const isFree = held.length === 0 ? sql`true` : sql`${id} <> all (string_to_array(${held.join(',')}, ','))`;
  return sql`r.noted_at <= ${before} and ${isFree}`;
}
