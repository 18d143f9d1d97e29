import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import {
  CampaignAnswer,
  campaignAnswer,
  SendingStandingAnswer,
  SummaryAnswer,
  summaryAnswers,
} from './answers.ts';
import { campaignStates, CampaignValue } from './campaign.ts';
import type { CampaignDeps } from './campaign-ports.ts';
import type { CampaignStore } from './campaign-store.ts';
import { campaignError } from './errors.ts';
import type { Writing } from './writing.ts';

const Id = z.object({ id: z.uuid() });
export const BasedOnVersion = z.int().min(1).max(2_000_000_000);
// A source of 256 kB with its slots and a text part, written in JSON.
export const maxValueBytes = 1_500_000;

/** Writing campaigns. */
export function campaignRoutes(
  deps: Pick<CampaignDeps, 'namesOf'> & { writing: Writing; store: CampaignStore },
): Route[] {
  const { writing, store, namesOf } = deps;
  const { kinds } = campaignError;
  const path = '/desk/api/newsletter/campaigns';

  return [
    deskRoute(
      {
        method: 'get',
        path,
        summary: 'Campaigns, the newest first',
        permission: 'newsletter.read',
        query: z.object({
          state: z.enum(campaignStates).optional(),
          sending: SendingStandingAnswer.optional(),
          cursor: z.uuid().optional().describe('nextCursor of the page before'),
          limit: z.coerce.number().int().min(1).max(100).default(50),
        }),
        responses: { 200: z.object({ items: z.array(SummaryAnswer), nextCursor: z.uuid().nullable() }) },
      },
      async ({ query: { state, sending, cursor, limit } }) => {
        const found = await store.list({ state, sending, before: cursor, limit: limit + 1 });
        const page = found.slice(0, limit);
        const nextCursor = found.length > limit ? (page.at(-1)?.id ?? null) : null;
        return { status: 200, body: { items: await summaryAnswers(page, namesOf), nextCursor } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path,
        summary: 'Begin a campaign',
        permission: 'newsletter.write',
        body: z.strictObject({ value: CampaignValue }),
        maxBodyBytes: maxValueBytes,
        responses: { 201: CampaignAnswer },
        problems: [kinds.campaigns_full],
      },
      async ({ body, actor }) => ({
        status: 201,
        body: await campaignAnswer(await writing.add(body.value, actor.staffId), namesOf),
      }),
    ),
    deskRoute(
      {
        method: 'get',
        path: `${path}/:id`,
        summary: 'One campaign',
        permission: 'newsletter.read',
        params: Id,
        responses: { 200: CampaignAnswer },
        problems: [kinds.campaign_unknown],
      },
      async ({ params }) => ({
        status: 200,
        body: await campaignAnswer(await writing.read(params.id), namesOf),
      }),
    ),
    deskRoute(
      {
        method: 'put',
        path: `${path}/:id`,
        summary: 'Change a campaign, based on the version that was read; voids its release and its schedule',
        permission: 'newsletter.write',
        params: Id,
        body: z.strictObject({ value: CampaignValue, basedOnVersion: BasedOnVersion }),
        maxBodyBytes: maxValueBytes,
        responses: { 200: CampaignAnswer },
        problems: [kinds.campaign_unknown, kinds.campaign_started, kinds.newsletter_conflict],
      },
      async ({ params, body: { value, basedOnVersion }, actor }) => {
        const saved = await writing.save(params.id, value, basedOnVersion, actor.staffId);
        return { status: 200, body: await campaignAnswer(saved, namesOf) };
      },
    ),
    deskRoute(
      {
        method: 'delete',
        path: `${path}/:id`,
        summary: 'Delete a campaign that was not started',
        permission: 'newsletter.write',
        params: Id,
        responses: { 204: 'empty' },
        problems: [kinds.campaign_unknown, kinds.campaign_started],
      },
      async ({ params, actor }) => {
        await writing.remove(params.id, actor.staffId);
        return { status: 204 };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: `${path}/:id/clone`,
        summary: 'Begin a campaign with the content of another one',
        permission: 'newsletter.write',
        params: Id,
        responses: { 201: CampaignAnswer },
        problems: [kinds.campaign_unknown, kinds.campaigns_full],
      },
      async ({ params, actor }) => ({
        status: 201,
        body: await campaignAnswer(await writing.clone(params.id, actor.staffId), namesOf),
      }),
    ),
  ];
}
