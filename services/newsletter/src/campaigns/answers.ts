import { z } from 'zod';
import { sendingStandings } from '../sending/sending-row.ts';
import { campaignStates, CampaignValue, type Campaign, type CampaignSummary } from './campaign.ts';

type NamesOf = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

const Moment = z.iso.datetime();

export const SendingStandingAnswer = z
  .enum(sendingStandings)
  .describe(
    'how far it is on its way; braked: stopped because more was refused than is natural, and somebody has to decide',
  );

export const SummaryAnswer = z
  .object({
    id: z.uuid(),
    number: z.int(),
    state: z
      .enum(campaignStates)
      .describe('late: its moment passed while nobody could start it; a person has to decide'),
    sending: SendingStandingAnswer.nullable().describe('null until it is started'),
    version: z.int(),
    name: z.string(),
    subject: z.string(),
    changedBy: z.uuid(),
    changedByName: z.string().nullable(),
    changedAt: Moment,
    createdAt: Moment,
    writtenBy: z
      .array(z.object({ id: z.uuid(), name: z.string().nullable() }))
      .describe('none of them may release it'),
    release: z
      .object({ contentHash: z.string(), by: z.uuid(), byName: z.string().nullable(), at: Moment })
      .nullable(),
    schedule: z.object({ at: Moment, localTime: z.string(), timeZone: z.string() }).nullable(),
    startedAt: Moment.nullable(),
  })
  .meta({ id: 'NewsletterCampaignSummary' });

export const CampaignAnswer = SummaryAnswer.extend({ value: CampaignValue }).meta({
  id: 'NewsletterCampaign',
});

export async function campaignAnswer(campaign: Campaign, namesOf: NamesOf) {
  const [summary] = await summaryAnswers([campaign], namesOf);
  if (summary === undefined) throw new Error('one campaign has one answer');
  return { ...summary, value: campaign.value };
}

export async function summaryAnswers(campaigns: readonly CampaignSummary[], namesOf: NamesOf) {
  const ids = campaigns.flatMap(({ writtenBy, releasedBy }) => [
    ...writtenBy,
    ...(releasedBy === null ? [] : [releasedBy]),
  ]);
  const names = ids.length === 0 ? new Map<string, string>() : await namesOf([...new Set(ids)]);
  const nameOf = (id: string) => names.get(id) ?? null;
  return campaigns.map((campaign) => ({
    id: campaign.id,
    number: campaign.number,
    state: campaign.state,
    sending: campaign.sending,
    version: campaign.version,
    name: campaign.name,
    subject: campaign.subject,
    changedBy: campaign.changedBy,
    changedByName: nameOf(campaign.changedBy),
    changedAt: campaign.changedAt.toISOString(),
    createdAt: campaign.createdAt.toISOString(),
    writtenBy: campaign.writtenBy.map((id) => ({ id, name: nameOf(id) })),
    release: releaseOf(campaign, nameOf),
    schedule: scheduleOf(campaign),
    startedAt: campaign.startedAt?.toISOString() ?? null,
  }));
}

function releaseOf(
  { contentHash, releasedBy, releasedAt }: CampaignSummary,
  nameOf: (id: string) => string | null,
) {
  if (contentHash === null || releasedBy === null || releasedAt === null) return null;
  return { contentHash, by: releasedBy, byName: nameOf(releasedBy), at: releasedAt.toISOString() };
}

function scheduleOf({ startAt, startLocal, startZone }: CampaignSummary) {
  if (startAt === null || startLocal === null || startZone === null) return null;
  return { at: startAt.toISOString(), localTime: startLocal, timeZone: startZone };
}
