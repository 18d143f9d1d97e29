import { z } from 'zod';
import { CompiledMail } from '../compiled-mail.ts';
import { Audience } from '../subscribing/audience.ts';
import { deliveryStates, noCounts } from './delivery-state.ts';

export const sendingStates = ['preparing', 'sending', 'paused', 'cancelled', 'finished'] as const;
export type SendingState = (typeof sendingStates)[number];

/** As it is shown. `braked`: paused because more was refused than is natural, and somebody has to decide. */
export const sendingStandings = [...sendingStates, 'braked'] as const;
export type SendingStanding = (typeof sendingStandings)[number];

const Counts = z.object({
  // Of a campaign that was finished before there was a state it has none.
  states: z
    .partialRecord(z.enum(deliveryStates), z.number())
    .transform((states) => ({ ...noCounts(), ...states })),
  reasons: z.record(z.string(), z.number()),
});
/** Of the whole ledger of a campaign: `reasons` as `excluded.paused`. */
export type LedgerCounts = z.infer<typeof Counts>;

/** A campaign on its way. */
export interface Sending {
  campaignId: string;
  campaignNumber: number;
  state: SendingState;
  listId: string;
  audience: Audience;
  crashPolicy: 'hold' | 'resend';
  /** null until the audience is frozen. */
  candidates: number | null;
  /** Once it is finished. */
  counts: LedgerCounts | null;
  createdAt: Date;
  startedAt: Date | null;
  pausedAt: Date | null;
  /** When it was stopped because more was refused than is natural. */
  brakedAt: Date | null;
  finishedAt: Date | null;
  /** Since when only the counts are left of its deliveries. */
  forgottenAt: Date | null;
}

/** What is put into each mail. */
export interface FrozenMail {
  campaignNumber: number;
  mail: CompiledMail;
  from: string;
  replyTo: string | null;
  listId: string;
  listName: string;
}

export interface SendingRow {
  campaign_id: string;
  campaign_number: number;
  state: SendingState;
  list_id: string;
  audience: unknown;
  crash_policy: 'hold' | 'resend';
  candidates: number | null;
  counts: unknown;
  created_at: Date;
  started_at: Date | null;
  paused_at: Date | null;
  braked_at: Date | null;
  finished_at: Date | null;
  forgotten_at: Date | null;
}

export function sendingOf(row: SendingRow): Sending {
  return {
    campaignId: row.campaign_id,
    campaignNumber: row.campaign_number,
    state: row.state,
    listId: row.list_id,
    audience: Audience.parse(row.audience),
    crashPolicy: row.crash_policy,
    candidates: row.candidates,
    counts: row.counts === null ? null : Counts.parse(row.counts),
    createdAt: row.created_at,
    startedAt: row.started_at,
    pausedAt: row.paused_at,
    brakedAt: row.braked_at,
    finishedAt: row.finished_at,
    forgottenAt: row.forgotten_at,
  };
}

export function frozenMailOf(row: {
  campaign_number: number;
  mail: unknown;
  sender: string;
  reply_to: string | null;
  list_id: string;
  list_name: string;
}): FrozenMail {
  return {
    campaignNumber: row.campaign_number,
    mail: CompiledMail.parse(row.mail),
    from: row.sender,
    replyTo: row.reply_to,
    listId: row.list_id,
    listName: row.list_name,
  };
}
