import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import { codeOf, noCounts, stateOf, type DeliveryState, type StateCounts } from './delivery-state.ts';
import { isSilent } from './ledger-store.ts';
import type { LedgerCounts } from './sending-row.ts';

interface DeliveryLine {
  number: number;
  state: DeliveryState;
  reason: string | null;
  changedAt: Date;
  reply: string | null;
  /** null: the subscriber is erased. */
  email: string | null;
}

export interface OverviewStore {
  /** The whole ledger of a campaign, row by row. */
  countLedger(db: DatabaseOrTx, campaignNumber: number): Promise<LedgerCounts>;
  /** From the sums of the chunks; only those that somebody has just now are counted. */
  countByChunks(campaignNumber: number): Promise<StateCounts>;
  /** `silent` of those that are taken have a holder that nobody has heard for a while. */
  chunkStates(
    campaignNumber: number,
    now: Date,
  ): Promise<{ open: number; taken: number; silent: number; due: Date | null }>;
  /** Chunks that say they are done while something in them is not. @returns how many there were */
  reopenUndone(campaignNumber: number, now: Date): Promise<number>;
  /** Nobody gets any more: in pieces, so that no statement takes long. @returns whether there is more */
  excludeRest(campaignNumber: number, reason: string, now: Date): Promise<boolean>;
  lines(
    campaignNumber: number,
    states: readonly DeliveryState[],
    after: number,
    limit: number,
  ): Promise<DeliveryLine[]>;
}

const chunksAtOnce = 50;

export function createOverviewStore(db: Database): OverviewStore {
  return {
    countLedger: async (reader, campaignNumber) => {
      const { rows } = await sql<{ state: number; reason: string | null; count: number }>`
        select state, reason, count(*) as count from newsletter.delivery
        where campaign_number = ${campaignNumber} group by state, reason`.execute(reader);
      const states = noCounts();
      const reasons: Record<string, number> = {};
      for (const { state, reason, count } of rows) {
        states[stateOf(state)] += count;
        if (reason !== null) reasons[`${stateOf(state)}.${reason}`] = count;
      }
      return { states, reasons };
    },
    countByChunks: async (campaignNumber) => {
      // One statement: between two a chunk that changes hands would be counted twice or not at all.
      const { rows } = await sql<{ given: DeliveryState | null; taken: number | null; count: number }>`
        select each.key as given, null::smallint as taken, sum(each.value::integer)::integer as count
        from newsletter.delivery_chunk as c, jsonb_each_text(c.counts) as each
        where c.campaign_number = ${campaignNumber} and c.slot is null group by each.key
        union all
        select null, d.state, count(*)::integer
        from newsletter.delivery_chunk as c join newsletter.delivery as d on d.campaign_number = c.campaign_number
          and d.subscriber_number between c.first_number and c.last_number
        where c.campaign_number = ${campaignNumber} and c.slot is not null group by d.state`.execute(db);
      const counts = noCounts();
      for (const { given, taken, count } of rows) {
        const state = given ?? (taken === null ? undefined : stateOf(taken));
        if (state !== undefined) counts[state] += count;
      }
      return counts;
    },
    chunkStates: async (campaignNumber, now) => {
      const { rows } = await sql<{ open: number; taken: number; silent: number; due: Date | null }>`
        select count(*) filter (where not is_done) as open, count(*) filter (where slot is not null) as taken,
          count(*) filter (where slot is not null and ${isSilent(now)}) as silent,
          min(not_before) filter (where not is_done and slot is null) as due
        from newsletter.delivery_chunk where campaign_number = ${campaignNumber}`.execute(db);
      return rows[0] ?? { open: 0, taken: 0, silent: 0, due: null };
    },
    reopenUndone: async (campaignNumber, now) => {
      const { rows } = await sql`
        update newsletter.delivery_chunk as c set is_done = false, not_before = ${now}
        where c.campaign_number = ${campaignNumber} and c.is_done and exists (
          select from newsletter.delivery as d where d.campaign_number = c.campaign_number
            and d.subscriber_number between c.first_number and c.last_number and d.state in (${sql.join(openCodes)}))
        returning 1 as reopened`.execute(db);
      return rows.length;
    },
    excludeRest: async (campaignNumber, reason, now) => {
      const { rows } = await sql`
        with part as (
          select chunk, first_number, last_number from newsletter.delivery_chunk
          where campaign_number = ${campaignNumber} and not is_done and slot is null
          order by chunk limit ${chunksAtOnce} for update skip locked
        ), excluded as (
          update newsletter.delivery as d
          set state = ${codeOf('excluded')}, reason = ${reason}, changed_at = ${now}
          from part
          where d.campaign_number = ${campaignNumber} and d.subscriber_number between first_number and last_number
            and d.state in (${codeOf('waiting')}, ${codeOf('delayed')})
        )
        update newsletter.delivery_chunk as c set is_done = true, counts = c.counts
          || jsonb_build_object('waiting', 0, 'delayed', 0, 'excluded', coalesce((c.counts ->> 'excluded')::integer, 0)
            + coalesce((c.counts ->> 'waiting')::integer, 0) + coalesce((c.counts ->> 'delayed')::integer, 0))
        from part where c.campaign_number = ${campaignNumber} and c.chunk = part.chunk returning 1 as done`.execute(
        db,
      );
      return rows.length > 0;
    },
    lines: async (campaignNumber, states, after, limit) => {
      const { rows } = await sql<Omit<DeliveryLine, 'state'> & { state: number }>`
        select d.subscriber_number as number, d.state, d.reason, d.changed_at as "changedAt",
          coalesce(r.diagnostic, n.reply) as reply, s.email
        from newsletter.delivery as d
        left join newsletter.delivery_note as n using (campaign_number, subscriber_number)
        left join newsletter.returned as r using (campaign_number, subscriber_number)
        left join newsletter.subscriber as s on s.number = d.subscriber_number
        where d.campaign_number = ${campaignNumber} and d.subscriber_number > ${after}
          and d.state in (${sql.join(states.map(codeOf))})
        order by d.subscriber_number limit ${limit}`.execute(db);
      return rows.map((row) => ({ ...row, state: stateOf(row.state) }));
    },
  };
}

const openCodes = [codeOf('waiting'), codeOf('claimed'), codeOf('delayed')];
