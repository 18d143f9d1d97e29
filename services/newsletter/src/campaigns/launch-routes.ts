import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import { CampaignAnswer, campaignAnswer } from './answers.ts';
import type { CampaignDeps } from './campaign-ports.ts';
import { BasedOnVersion } from './campaign-routes.ts';
import { campaignError } from './errors.ts';
import type { Links } from './links.ts';
import { PreflightAnswer, type Preflight } from './preflight.ts';
import type { Releasing } from './releasing.ts';
import type { Starting } from './starting.ts';
import type { SendTestMail } from './test-mail.ts';
import type { Writing } from './writing.ts';

const Id = z.object({ id: z.uuid() });
const Based = z.strictObject({ basedOnVersion: BasedOnVersion });
const LinkResults = z
  .object({
    raw: z.int().describe('calls without HEAD, prefetching and robots that say that they are'),
    likelyHuman: z
      .int()
      .describe('also without bursts over many links, as scanners of mail servers make them'),
    links: z.array(
      z.object({
        number: z.int(),
        url: z.string(),
        raw: z.int(),
        likelyHuman: z.int(),
        hours: z.array(z.object({ hour: z.iso.datetime(), raw: z.int(), likelyHuman: z.int() })),
      }),
    ),
  })
  .meta({ id: 'NewsletterLinkResults' });

/** From the finished draft to the start: preflight, test, release, schedule, start, and what was clicked. */
export function launchRoutes(
  deps: Pick<CampaignDeps, 'db' | 'namesOf'> & {
    writing: Writing;
    preflight: Preflight;
    releasing: Releasing;
    starting: Starting;
    sendTestMail: SendTestMail;
    links: Links;
  },
): Route[] {
  const { db, namesOf, writing, preflight, releasing, starting, sendTestMail, links } = deps;
  const { kinds } = campaignError;
  const path = '/desk/api/newsletter/campaigns/:id';
  const unreleased = [
    kinds.campaign_unknown,
    kinds.campaign_started,
    kinds.campaign_not_released,
    kinds.newsletter_conflict,
  ];
  const answer = async (id: string) =>
    ({ status: 200, body: await campaignAnswer(await writing.read(id), namesOf) }) as const;

  return [
    deskRoute(
      {
        method: 'get',
        path: `${path}/preflight`,
        summary: 'Everything that is to be said of the mail before it may be sent',
        permission: 'newsletter.read',
        params: Id,
        responses: { 200: PreflightAnswer },
        problems: [kinds.campaign_unknown],
      },
      async ({ params }) => {
        const examined = await preflight.examine(db, await writing.read(params.id));
        return { status: 200, body: examined.answer };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: `${path}/test`,
        summary: 'Send the mail to oneself, marked as a test',
        permission: 'newsletter.write',
        params: Id,
        body: z.strictObject({}),
        responses: { 200: z.object({ sentTo: z.string(), at: z.iso.datetime() }) },
        problems: [kinds.campaign_unknown, kinds.mail_not_compiled, kinds.test_limit, kinds.test_not_sent],
      },
      async ({ params, actor }) => {
        const { sentTo, at } = await sendTestMail(params.id, actor);
        return { status: 200, body: { sentTo, at: at.toISOString() } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: `${path}/release`,
        summary: 'Release the exact content that was looked at; only who has written nothing of it can',
        permission: 'newsletter.release',
        params: Id,
        body: z.strictObject({
          basedOnVersion: BasedOnVersion,
          contentHash: z.string().regex(/^[0-9a-f]{64}$/),
        }),
        responses: { 200: CampaignAnswer },
        problems: [
          kinds.campaign_unknown,
          kinds.campaign_started,
          kinds.newsletter_conflict,
          kinds.release_own_work,
          kinds.content_changed,
          kinds.preflight_failed,
        ],
      },
      async ({ params, body, actor }) => {
        await releasing.release(params.id, body, actor.staffId);
        return await answer(params.id);
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: `${path}/schedule`,
        summary: 'Start a released campaign at a time of a zone',
        permission: 'newsletter.send',
        params: Id,
        body: z.strictObject({
          basedOnVersion: BasedOnVersion,
          localTime: z
            .string()
            .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
            .describe('2026-12-01T09:00'),
          timeZone: z.string().max(64).describe('IANA: Europe/Berlin'),
        }),
        responses: { 200: CampaignAnswer },
        problems: [...unreleased, kinds.schedule_invalid],
      },
      async ({ params, body, actor }) => {
        await starting.schedule(params.id, body, actor.staffId);
        return await answer(params.id);
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: `${path}/unschedule`,
        summary: 'Take the start of a campaign back; it stays released',
        permission: 'newsletter.send',
        params: Id,
        body: Based,
        responses: { 200: CampaignAnswer },
        problems: unreleased,
      },
      async ({ params, body, actor }) => {
        await starting.unschedule(params.id, body.basedOnVersion, actor.staffId);
        return await answer(params.id);
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: `${path}/start`,
        summary: 'Start a released campaign now',
        permission: 'newsletter.send',
        params: Id,
        body: Based,
        responses: { 200: CampaignAnswer },
        problems: [...unreleased, kinds.audience_empty],
      },
      async ({ params, body, actor }) => {
        await starting.start(params.id, body.basedOnVersion, actor.staffId);
        return await answer(params.id);
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: `${path}/links`,
        summary: 'How often each link was opened, by hour; of nobody in particular',
        permission: 'newsletter.read',
        params: Id,
        responses: { 200: LinkResults },
        problems: [kinds.campaign_unknown],
      },
      async ({ params }) => {
        const { number } = await writing.read(params.id);
        const results = (await links.resultsOf(number)).map(({ hours, ...link }) => ({
          ...link,
          ...sumOf(hours),
          hours: hours.map((one) => ({ ...one, hour: one.hour.toISOString() })),
        }));
        return { status: 200, body: { ...sumOf(results), links: results } };
      },
    ),
  ];
}

function sumOf(counts: readonly { raw: number; likelyHuman: number }[]) {
  return {
    raw: counts.reduce((sum, { raw }) => sum + raw, 0),
    likelyHuman: counts.reduce((sum, { likelyHuman }) => sum + likelyHuman, 0),
  };
}
