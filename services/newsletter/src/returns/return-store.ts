import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import { isGraver, type Returned, type Verdict } from './returned.ts';

export interface OpenReturn {
  campaignNumber: number;
  subscriberNumber: number;
  verdict: Verdict;
}

/** Refusals of us, alike in who said what. */
interface RefusalGroup {
  provider: string;
  reason: string;
  status: string | null;
  count: number;
  lastAt: Date;
  /** What was said last. */
  says: string;
}

export interface ReturnStore {
  /**
   * @returns false when as much was known of this mail already
   */
  note(trx: DatabaseOrTx, returned: Returned, at: Date): Promise<boolean>;
  /** Of mails of which nothing came back so far; those that have something to follow are settled by a job. */
  noteMany(trx: DatabaseOrTx, returned: readonly Returned[], at: Date): Promise<void>;
  /**
   * Some that are not settled, locked; the oldest first. What was refused at once waits until its campaign has ended as
   * campaigns do, or somebody has said that the refusals are right: a relay that knows nobody says the same as one that knows
   * better.
   */
  open(trx: DatabaseOrTx, limit: number): Promise<OpenReturn[]>;
  settle(trx: DatabaseOrTx, one: OpenReturn, at: Date): Promise<void>;
  /** How many mails to somebody in a row came back for now, since one arrived, and when the first of them did. */
  softSince(
    db: DatabaseOrTx,
    subscriberNumber: number,
    since: Date | null,
  ): Promise<{ count: number; firstAt: Date | null }>;
  countByVerdict(since: Date): Promise<{ verdict: Verdict; count: number }[]>;
  refusals(since: Date): Promise<RefusalGroup[]>;
  /** What came back of one campaign. */
  ofCampaign(
    campaignId: string,
  ): Promise<{ verdict: Verdict; reason: string; provider: string; count: number }[]>;
}

export function createReturnStore(db: Database): ReturnStore {
  return {
    note: async (trx, returned, at) => {
      const { campaignNumber, subscriberNumber, verdict } = returned;
      const { rows } = await sql<{ verdict: Verdict }>`
        select verdict from newsletter.returned
        where campaign_number = ${campaignNumber} and subscriber_number = ${subscriberNumber} for update`.execute(
        trx,
      );
      const [known] = rows;
      if (known !== undefined && !isGraver(verdict, known.verdict)) return false;
      await sql`
        insert into newsletter.returned (campaign_number, subscriber_number, verdict, reason, status, diagnostic, provider,
          came_by, noted_at)
        values (${campaignNumber}, ${subscriberNumber}, ${verdict}, ${returned.reason}, ${returned.status},
          ${returned.diagnostic}, ${returned.provider}, ${returned.cameBy}, ${at})
        on conflict (campaign_number, subscriber_number) do update set verdict = excluded.verdict,
          reason = excluded.reason, status = excluded.status, diagnostic = excluded.diagnostic,
          provider = excluded.provider, came_by = excluded.came_by, settled_at = null`.execute(trx);
      return true;
    },
    noteMany: async (trx, returned, at) => {
      await sql`
        insert into newsletter.returned (campaign_number, subscriber_number, verdict, reason, status, diagnostic, provider,
          came_by, noted_at, settled_at)
        select r."campaignNumber", r."subscriberNumber", r.verdict, r.reason, r.status, r.diagnostic, r.provider,
          r."cameBy", ${at}::timestamptz, case when r.verdict in ('hard', 'soft') then null else ${at}::timestamptz end
        from jsonb_to_recordset(${JSON.stringify(returned)}::jsonb) as r ("campaignNumber" integer,
          "subscriberNumber" integer, verdict text, reason text, status text, diagnostic text, provider text,
          "cameBy" text)
        on conflict do nothing`.execute(trx);
    },
    open: async (trx, limit) => {
      const { rows } = await sql<OpenReturn>`
        select campaign_number as "campaignNumber", subscriber_number as "subscriberNumber", verdict
        from newsletter.returned as r where settled_at is null and campaign_number > 0
          and not (r.came_by = 'refusal' and r.verdict = 'hard' and exists (
            select from newsletter.sending as s where s.campaign_number = r.campaign_number
              and s.refusals_believed_at is null and (s.finished_at is null or s.braked_at is not null)))
        order by noted_at limit ${limit} for update skip locked`.execute(trx);
      return rows;
    },
    settle: async (trx, { campaignNumber, subscriberNumber }, at) => {
      await sql`
        update newsletter.returned set settled_at = ${at}
        where campaign_number = ${campaignNumber} and subscriber_number = ${subscriberNumber}`.execute(trx);
    },
    softSince: async (reader, subscriberNumber, since) => {
      const { rows } = await sql<{ count: number; firstAt: Date | null }>`
        select count(*) as count, min(noted_at) as "firstAt" from newsletter.returned
        where subscriber_number = ${subscriberNumber} and verdict = 'soft' and campaign_number > 0
          and (${since}::timestamptz is null or noted_at > ${since}::timestamptz)`.execute(reader);
      return rows[0] ?? { count: 0, firstAt: null };
    },
    countByVerdict: async (since) => {
      const { rows } = await sql<{ verdict: Verdict; count: number }>`
        select verdict, count(*) as count from newsletter.returned
        where noted_at >= ${since} and campaign_number > 0 group by verdict`.execute(db);
      return rows;
    },
    refusals: async (since) => {
      const { rows } = await sql<RefusalGroup>`
        select provider, reason, status, count(*) as count, max(noted_at) as "lastAt",
          (array_agg(diagnostic order by noted_at desc))[1] as says
        from newsletter.returned where noted_at >= ${since} and campaign_number > 0 and verdict = 'policy'
        group by provider, reason, status order by count desc, "lastAt" desc limit 50`.execute(db);
      return rows;
    },
    ofCampaign: async (campaignId) => {
      const { rows } = await sql<{ verdict: Verdict; reason: string; provider: string; count: number }>`
        select r.verdict, r.reason, r.provider, count(*) as count
        from newsletter.sending as s join newsletter.returned as r on r.campaign_number = s.campaign_number
        where s.campaign_id = ${campaignId}::uuid
        group by r.verdict, r.reason, r.provider order by count desc limit 200`.execute(db);
      return rows;
    },
  };
}
