import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import type { CompiledMail } from '../compiled-mail.ts';
import type { Audience } from '../subscribing/audience.ts';
import {
  frozenMailOf,
  sendingOf,
  type FrozenMail,
  type LedgerCounts,
  type Sending,
  type SendingRow,
  type SendingState,
} from './sending-row.ts';

export interface NewSending {
  campaignId: string;
  campaignNumber: number;
  mail: CompiledMail;
  from: string;
  replyTo?: string | undefined;
  listId: string;
  listName: string;
  audience: Audience;
  crashPolicy: 'hold' | 'resend';
}

export interface SendingStore {
  /** @returns false when this campaign was started already */
  insert(trx: DatabaseOrTx, sending: NewSending, now: Date): Promise<boolean>;
  byId(db: DatabaseOrTx, campaignId: string): Promise<Sending | undefined>;
  byNumber(db: DatabaseOrTx, campaignNumber: number): Promise<Sending | undefined>;
  mailOf(campaignNumber: number): Promise<FrozenMail | undefined>;
  /** Those that are on their way, and those that were cancelled and are not settled yet; the oldest first. */
  unfinished(): Promise<Sending[]>;
  /** The newest first; 100 at most. */
  list(): Promise<Sending[]>;
  /** @returns whether it was in one of those states; one that was stopped for its refusals does not go on by this */
  move(
    trx: DatabaseOrTx,
    campaignId: string,
    from: readonly SendingState[],
    to: SendingState,
    now: Date,
  ): Promise<boolean>;
  /** Makes this run the one that freezes the audience. @returns false when that is done, or nobody wants it any more */
  beginFreeze(trx: DatabaseOrTx, campaignNumber: number, run: string): Promise<boolean>;
  /** Whether it still is, with a lock. */
  holdsFreeze(trx: DatabaseOrTx, campaignNumber: number, run: string): Promise<boolean>;
  start(trx: DatabaseOrTx, campaignNumber: number, candidates: number, now: Date): Promise<boolean>;
  /** Until the end of the transaction. */
  lock(trx: DatabaseOrTx, campaignNumber: number): Promise<void>;
  /** Writes the last counts down; cancelled ones stay cancelled. */
  finish(trx: DatabaseOrTx, campaignNumber: number, counts: LedgerCounts, now: Date): Promise<void>;
  acceptedByMinute(campaignNumber: number, since: Date): Promise<{ minute: Date; accepted: number }[]>;
}

const columns = sql`campaign_id, campaign_number, state, list_id, audience, crash_policy, candidates, counts,
  created_at, started_at, paused_at, braked_at, finished_at, forgotten_at`;

export function createSendingStore(db: Database): SendingStore {
  return {
    insert: async (trx, one, now) => {
      const { rows } = await sql`
        insert into newsletter.sending (campaign_id, campaign_number, state, mail, sender, reply_to, list_id, list_name,
          audience, crash_policy, created_at)
        values (${one.campaignId}::uuid, ${one.campaignNumber}, 'preparing', ${JSON.stringify(one.mail)}::jsonb,
          ${one.from}, ${one.replyTo ?? null}, ${one.listId}, ${one.listName}, ${JSON.stringify(one.audience)}::jsonb,
          ${one.crashPolicy}, ${now})
        on conflict (campaign_id) do nothing returning 1 as made`.execute(trx);
      return rows.length === 1;
    },
    byId: async (reader, campaignId) => {
      const { rows } = await sql<SendingRow>`
        select ${columns} from newsletter.sending where campaign_id = ${campaignId}::uuid`.execute(reader);
      return rows.map(sendingOf)[0];
    },
    byNumber: async (reader, campaignNumber) => {
      const { rows } = await sql<SendingRow>`
        select ${columns} from newsletter.sending where campaign_number = ${campaignNumber}`.execute(reader);
      return rows.map(sendingOf)[0];
    },
    mailOf: async (campaignNumber) => {
      const { rows } = await sql<Parameters<typeof frozenMailOf>[0]>`
        select campaign_number, mail, sender, reply_to, list_id, list_name
        from newsletter.sending where campaign_number = ${campaignNumber}`.execute(db);
      return rows.map(frozenMailOf)[0];
    },
    unfinished: async () => {
      const { rows } = await sql<SendingRow>`
        select ${columns} from newsletter.sending
        where forgotten_at is null and finished_at is null and campaign_number > 0
        order by created_at, campaign_number`.execute(db);
      return rows.map(sendingOf);
    },
    list: async () => {
      const { rows } = await sql<SendingRow>`
        select ${columns} from newsletter.sending where campaign_number > 0
        order by created_at desc, campaign_number desc limit 100`.execute(db);
      return rows.map(sendingOf);
    },
    move: async (trx, campaignId, from, to, now) => {
      const { rows } = await sql`
        update newsletter.sending set state = ${to}, paused_at = ${to === 'paused' ? now : null}
        where campaign_id = ${campaignId}::uuid and state in (${sql.join(from)}) and finished_at is null
          and (braked_at is null or ${to} <> 'sending')
        returning 1 as moved`.execute(trx);
      return rows.length === 1;
    },
    beginFreeze: async (trx, campaignNumber, run) => {
      const { rows } = await sql`
        update newsletter.sending set freeze_run = ${run}::uuid
        where campaign_number = ${campaignNumber} and state = 'preparing' and candidates is null
        returning 1 as begun`.execute(trx);
      return rows.length === 1;
    },
    holdsFreeze: async (trx, campaignNumber, run) => {
      const { rows } = await sql`
        select 1 as held from newsletter.sending
        where campaign_number = ${campaignNumber} and freeze_run = ${run}::uuid and candidates is null
        for update`.execute(trx);
      return rows.length === 1;
    },
    start: async (trx, campaignNumber, candidates, now) => {
      const { rows } = await sql`
        update newsletter.sending set state = case state when 'preparing' then 'sending' else state end,
          candidates = ${candidates}, started_at = ${now}
        where campaign_number = ${campaignNumber} and candidates is null and finished_at is null returning 1 as started`.execute(
        trx,
      );
      return rows.length === 1;
    },
    lock: async (trx, campaignNumber) => {
      await sql`
        select 1 as locked from newsletter.sending where campaign_number = ${campaignNumber} for update`.execute(
        trx,
      );
    },
    finish: async (trx, campaignNumber, counts, now) => {
      await sql`
        update newsletter.sending set state = case state when 'cancelled' then state else 'finished' end,
          counts = ${JSON.stringify(counts)}::jsonb, finished_at = ${now}
        where campaign_number = ${campaignNumber} and finished_at is null`.execute(trx);
    },
    acceptedByMinute: async (campaignNumber, since) => {
      const { rows } = await sql<{ minute: Date; accepted: number }>`
        select minute, accepted from newsletter.sending_minute
        where campaign_number = ${campaignNumber} and accepted > 0 and minute >= date_trunc('minute', ${since}::timestamptz) order by minute limit 20000`.execute(
        db,
      );
      return rows;
    },
  };
}
