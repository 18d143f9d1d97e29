import { languages } from '@foyer/service';
import { z } from 'zod';
import { CompiledMail } from '../compiled-mail.ts';
import type { SendingStanding } from '../sending/sending-row.ts';
import { Audience } from '../subscribing/audience.ts';
import { slotName } from './source.ts';

export const maxSourceBytes = 256_000;

// A line break in one would begin another header.
const line = /^\P{Cc}*$/u;

const Mjml = z.string().max(maxSourceBytes);

/** What staff write. Whether it can be sent is up to the preflight: a draft may be incomplete. */
export const CampaignValue = z
  .strictObject({
    name: z.string().trim().min(1).max(120).describe('for staff only'),
    subject: z.string().trim().max(200).regex(line),
    language: z.enum(languages),
    from: z.strictObject({
      name: z.string().trim().max(100).regex(line),
      address: z.string().trim().max(254),
    }),
    replyTo: z.string().trim().max(254).nullable(),
    templateId: z.uuid().nullable().describe('null: mjml is the whole mail'),
    mjml: Mjml,
    slots: z
      .record(z.string().regex(slotName), Mjml)
      .refine((slots) => Object.keys(slots).length <= 20, { error: 'may be 20 at most' }),
    text: z.string().max(100_000).nullable().describe('null: made from the HTML'),
    audience: Audience.extend({ topics: z.array(Audience.shape.topics.element).max(50) }),
    crashPolicy: z
      .enum(['hold', 'resend'])
      .describe('what becomes of mails that were on their way when a process died'),
  })
  .meta({ id: 'NewsletterCampaignValue' });

export type CampaignValue = z.infer<typeof CampaignValue>;

/** A link of a mail: its number stands in the mail, and leads to where it was going when the mail was compiled. */
export const CampaignLink = z.strictObject({ number: z.int(), url: z.string() });
export type CampaignLink = z.infer<typeof CampaignLink>;

/** Everything that a second person releases. */
export const ReleasedContent = z.strictObject({
  mail: CompiledMail,
  links: z.array(CampaignLink),
  from: CampaignValue.shape.from,
  replyTo: z.string().nullable(),
  audience: Audience,
  crashPolicy: CampaignValue.shape.crashPolicy,
});
export type ReleasedContent = z.infer<typeof ReleasedContent>;

export const campaignStates = ['draft', 'released', 'scheduled', 'late', 'started'] as const;
export type CampaignState = (typeof campaignStates)[number];

export interface CampaignSummary {
  id: string;
  number: number;
  state: CampaignState;
  /** How far it is on its way; null until it is started. */
  sending: SendingStanding | null;
  version: number;
  name: string;
  subject: string;
  writtenBy: string[];
  changedBy: string;
  changedAt: Date;
  createdAt: Date;
  contentHash: string | null;
  releasedBy: string | null;
  releasedAt: Date | null;
  startAt: Date | null;
  startLocal: string | null;
  startZone: string | null;
  startedAt: Date | null;
}

export interface Campaign extends CampaignSummary {
  value: CampaignValue;
}
