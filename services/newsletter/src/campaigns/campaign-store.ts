import type { Database, DatabaseOrTx, Tx } from '@foyer/database';
import { sql } from 'kysely';
import type { SendingStanding } from '../sending/sending-row.ts';
import {
  CampaignValue,
  ReleasedContent,
  type Campaign,
  type CampaignState,
  type CampaignSummary,
} from './campaign.ts';

export interface CampaignStore {
  /** @returns false when there are as many as there may be */
  insert(trx: Tx, campaign: { id: string; value: CampaignValue; by: string; at: Date }): Promise<boolean>;
  /** The newest first. */
  list(wanted: {
    state?: CampaignState | undefined;
    sending?: SendingStanding | undefined;
    before?: string | undefined;
    limit: number;
  }): Promise<CampaignSummary[]>;
  byId(db: DatabaseOrTx, id: string): Promise<Campaign | undefined>;
  /** Keeps others from changing it until the transaction ends. */
  lock(trx: Tx, id: string): Promise<Campaign | undefined>;
  /** A draft again, whatever it was. */
  save(trx: Tx, id: string, value: CampaignValue, by: string, at: Date): Promise<void>;
  remove(trx: Tx, id: string): Promise<void>;
  release(
    trx: Tx,
    id: string,
    release: { content: ReleasedContent; contentHash: string; by: string; at: Date },
  ): Promise<void>;
  schedule(trx: Tx, id: string, start: { at: Date; local: string; zone: string }): Promise<void>;
  unschedule(trx: Tx, id: string): Promise<void>;
  noteLate(trx: Tx, id: string): Promise<void>;
  noteStart(trx: Tx, id: string, at: Date): Promise<void>;
  released(trx: DatabaseOrTx, id: string): Promise<ReleasedContent | undefined>;
}

const maxCampaigns = 20_000;

const sendingStanding = sql`(
    select case when s.state = 'paused' and s.braked_at is not null then 'braked' else s.state end
    from newsletter.sending as s where s.campaign_id = campaign.id)`;

const columns = sql`id, number, state, ${sendingStanding} as sending, version, value ->> 'name' as name, value ->> 'subject' as subject,
  written_by as "writtenBy", changed_by as "changedBy", changed_at as "changedAt", created_at as "createdAt",
  content_hash as "contentHash", released_by as "releasedBy", released_at as "releasedAt", start_at as "startAt",
  start_local as "startLocal", start_zone as "startZone", started_at as "startedAt"`;

const noSchedule = sql`start_at = null, start_local = null, start_zone = null`;

export function createCampaignStore(db: Database): CampaignStore {
  return {
    insert: async (trx, { id, value, by, at }) => {
      const { rows } = await sql`
        insert into newsletter.campaign
          (id, state, version, value, written_by, changed_by, changed_at, created_at)
        select ${id}::uuid, 'draft', 1, ${JSON.stringify(value)}::jsonb, array[${by}::uuid], ${by}::uuid,
          ${at}::timestamptz, ${at}::timestamptz
        where (select count(*) from newsletter.campaign) < ${maxCampaigns}
        returning id`.execute(trx);
      return rows.length === 1;
    },
    list: async ({ state, sending, before, limit }) => {
      const { rows } = await sql<CampaignSummary>`
        select ${columns} from newsletter.campaign
        where (${state ?? null}::text is null or state = ${state ?? null}::text)
          and (${sending ?? null}::text is null or ${sendingStanding} = ${sending ?? null}::text)
          and (${before ?? null}::uuid is null or id < ${before ?? null}::uuid)
        order by id desc limit ${limit}`.execute(db);
      return rows;
    },
    byId: async (reader, id) => await read(reader, id, { lock: false }),
    lock: async (trx, id) => await read(trx, id, { lock: true }),
    save: async (trx, id, value, by, at) => {
      await sql`
        update newsletter.campaign
        set value = ${JSON.stringify(value)}::jsonb, version = version + 1, state = 'draft',
          changed_by = ${by}::uuid, changed_at = ${at},
          written_by = case when ${by}::uuid = any(written_by) then written_by else written_by || ${by}::uuid end,
          content_hash = null, released = null, released_by = null, released_at = null, ${noSchedule}
        where id = ${id}::uuid`.execute(trx);
      // The links of a release that is void.
      await sql`
        delete from newsletter.link
        where campaign_number = (select number from newsletter.campaign where id = ${id}::uuid)`.execute(trx);
    },
    remove: async (trx, id) => {
      await sql`delete from newsletter.campaign where id = ${id}::uuid`.execute(trx);
    },
    release: async (trx, id, { content, contentHash, by, at }) => {
      await sql`
        update newsletter.campaign
        set state = 'released', content_hash = ${contentHash}, released = ${JSON.stringify(content)}::jsonb,
          released_by = ${by}::uuid, released_at = ${at}
        where id = ${id}::uuid`.execute(trx);
      await sql`
        insert into newsletter.link (campaign_number, number, url)
        select campaign.number, (link ->> 'number')::integer, link ->> 'url'
        from newsletter.campaign, jsonb_array_elements(${JSON.stringify(content.links)}::jsonb) as link
        where campaign.id = ${id}::uuid`.execute(trx);
    },
    schedule: async (trx, id, { at, local, zone }) => {
      await sql`
        update newsletter.campaign
        set state = 'scheduled', start_at = ${at}, start_local = ${local}, start_zone = ${zone}
        where id = ${id}::uuid`.execute(trx);
    },
    unschedule: async (trx, id) => {
      await sql`
        update newsletter.campaign set state = 'released', ${noSchedule} where id = ${id}::uuid`.execute(trx);
    },
    noteLate: async (trx, id) => {
      await sql`update newsletter.campaign set state = 'late' where id = ${id}::uuid`.execute(trx);
    },
    noteStart: async (trx, id, at) => {
      await sql`
        update newsletter.campaign set state = 'started', started_at = ${at} where id = ${id}::uuid`.execute(
        trx,
      );
    },
    released: async (trx, id) => {
      const { rows } = await sql<{ released: unknown }>`
        select released from newsletter.campaign where id = ${id}::uuid and released is not null`.execute(
        trx,
      );
      return rows[0] && ReleasedContent.parse(rows[0].released);
    },
  };
}

async function read(db: DatabaseOrTx, id: string, options: { lock: boolean }): Promise<Campaign | undefined> {
  const { rows } = await sql<CampaignSummary & { value: unknown }>`
    select ${columns}, value from newsletter.campaign where id = ${id}::uuid
    ${options.lock ? sql`for update` : sql``}`.execute(db);
  return rows[0] && { ...rows[0], value: CampaignValue.parse(rows[0].value) };
}
