import type { Database } from '@foyer/database';
import { sql } from 'kysely';

export interface LinkCount {
  campaign: number;
  link: number;
  hour: Date;
  raw: number;
  likelyHuman: number;
}

export interface LinkResult {
  number: number;
  url: string;
  hours: { hour: Date; raw: number; likelyHuman: number }[];
}

export interface LinkStore {
  /** Where it leads, and since when the mail with it is out. */
  byNumber(campaign: number, link: number): Promise<{ url: string; startedAt: Date | null } | undefined>;
  /** What is counted for links that are gone is dropped. */
  add(counts: readonly LinkCount[]): Promise<void>;
  resultsOf(campaign: number): Promise<LinkResult[]>;
}

export function createLinkStore(db: Database): LinkStore {
  return {
    byNumber: async (campaign, link) => {
      const { rows } = await sql<{ url: string; startedAt: Date | null }>`
        select link.url, campaign.started_at as "startedAt"
        from newsletter.link join newsletter.campaign on campaign.number = link.campaign_number
        where link.campaign_number = ${campaign} and link.number = ${link}`.execute(db);
      return rows[0];
    },
    add: async (counts) => {
      if (counts.length === 0) return;
      const given = JSON.stringify(counts);
      // In one order everywhere: two processes that add at once must not wait for one another in a circle.
      await sql`
        insert into newsletter.link_count (campaign_number, link_number, hour, raw, likely_human)
        select campaign, link, hour, raw, "likelyHuman"
        from jsonb_to_recordset(${given}::jsonb)
          as counted (campaign integer, link integer, hour timestamptz, raw integer, "likelyHuman" integer)
        where exists (select from newsletter.link
          where link.campaign_number = counted.campaign and link.number = counted.link)
        order by campaign, link, hour
        on conflict (campaign_number, link_number, hour) do update
        set raw = link_count.raw + excluded.raw, likely_human = link_count.likely_human + excluded.likely_human`.execute(
        db,
      );
    },
    resultsOf: async (campaign) => {
      const { rows } = await sql<
        LinkResult & { hours: { hour: string; raw: number; likelyHuman: number }[] }
      >`
        select link.number, link.url, coalesce(
          jsonb_agg(jsonb_build_object('hour', count.hour, 'raw', count.raw, 'likelyHuman', count.likely_human)
            order by count.hour) filter (where count.hour is not null), '[]') as hours
        from newsletter.link
        left join newsletter.link_count as count
          on count.campaign_number = link.campaign_number and count.link_number = link.number
        where link.campaign_number = ${campaign}
        group by link.number, link.url order by link.number`.execute(db);
      return rows.map((row) => ({
        ...row,
        hours: row.hours.map((hour) => ({ ...hour, hour: new Date(hour.hour) })),
      }));
    },
  };
}
