import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import { activityHours, stepHoursOf, type Activity, type ActivityHours } from './activity.ts';
import { solverKinds } from './activity-measures.ts';
import { captchaError } from './errors.ts';
import { describeLadder, Ladder, LadderStep } from './ladder.ts';
import { MemoryHardSettings, SiteDescription, type Site } from './site.ts';
import type { Sites } from './sites.ts';

const SiteAnswer = z
  .object({
    siteKey: z.string(),
    name: z.string(),
    origins: z.array(z.string()),
    ladder: z.array(
      LadderStep.extend({ expectedHashes: z.number().describe('of the whole puzzle, on average') }),
    ),
    ladderVersion: z.int(),
    ladderChangedBy: z.string().nullable().describe('Id of a member of staff'),
    ladderChangedAt: z.iso.datetime().nullable(),
    memoryHard: MemoryHardSettings.nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'CaptchaSite' });

const Settings = { ladder: Ladder.optional(), memoryHard: MemoryHardSettings.nullable().optional() };
const Secret = z.string().describe('shown this once');
const SiteKey = z.object({ siteKey: z.string().max(100) });

const Seconds = z.object({ count: z.int(), p50: z.number().nullable(), p95: z.number().nullable() });
const ActivityAnswer = z.object({
  stepHours: z.int().describe('how long each bucket is'),
  items: z.array(
    z.object({
      at: z.iso.datetime().describe('its beginning'),
      puzzles: z.int(),
      solved: z.int(),
      refused: z.record(z.string(), z.int()).describe('by reason'),
      secondsBySolver: z.record(z.enum(solverKinds), Seconds).describe('as the visitors’ browsers say'),
    }),
  ),
  nextCursor: z.null(),
});

const {
  captcha_site_unknown: unknown,
  captcha_site_invalid: invalid,
  captcha_ladder_conflict: conflict,
} = captchaError.kinds;

/** What staff see of the captcha, and the sites that administrators keep. */
export function captchaDeskRoutes({ sites, activity }: { sites: Sites; activity: Activity }): Route[] {
  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/captcha/sites',
        summary: 'All sites with their ladders in force, and the hashes that each step costs',
        permission: 'captcha.read',
        responses: { 200: z.object({ items: z.array(SiteAnswer), nextCursor: z.null() }) },
      },
      async () => {
        const items = (await sites.list()).map(siteAnswer);
        return { status: 200, body: { items, nextCursor: null } };
      },
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/captcha/sites',
        summary: 'Add a site; the answer shows its secret, this once',
        permission: 'captcha.manage',
        body: SiteDescription.extend(Settings),
        responses: { 201: SiteAnswer.extend({ secret: Secret }) },
        problems: [invalid],
      },
      async ({ body, actor }) => {
        const { site, secret } = await sites.create(body, actor.staffId);
        return { status: 201, body: { ...siteAnswer(site), secret } };
      },
    ),
    deskRoute(
      {
        method: 'patch',
        path: '/desk/api/captcha/sites/:siteKey',
        summary: 'Change name, origins, ladder or memory-hard settings; in force at once',
        permission: 'captcha.manage',
        params: SiteKey,
        body: SiteDescription.partial().extend(Settings),
        responses: { 200: SiteAnswer },
        problems: [unknown, invalid],
      },
      async ({ params, body, actor }) => ({
        status: 200,
        body: siteAnswer(await sites.change(params.siteKey, body, actor.staffId)),
      }),
    ),
    deskRoute(
      {
        method: 'put',
        path: '/desk/api/captcha/sites/:siteKey/ladder',
        summary: 'Change the difficulty ladder, based on the version that was read; in force at once',
        permission: 'captcha.manage',
        params: SiteKey,
        body: z.object({ ladder: Ladder, basedOnVersion: z.int().min(1).max(2_000_000_000) }),
        responses: { 200: SiteAnswer },
        problems: [unknown, invalid, conflict],
      },
      async ({ params, body, actor }) => ({
        status: 200,
        body: siteAnswer(await sites.changeLadder(params.siteKey, body, actor.staffId)),
      }),
    ),
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/captcha/sites/:siteKey/secret',
        summary: 'Give a site a new secret; the one before it ends at once',
        permission: 'captcha.manage',
        params: SiteKey,
        responses: { 200: z.object({ secret: Secret }) },
        problems: [unknown],
      },
      async ({ params, actor }) => ({
        status: 200,
        body: { secret: await sites.renewSecret(params.siteKey, actor.staffId) },
      }),
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/captcha/activity',
        summary:
          'Puzzles, solutions and refusals of the last hours; counts of the last seconds may be missing',
        permission: 'captcha.read',
        query: z.object({
          hours: z.enum(activityHours.map(String)).default('24').describe('24, 168 or 720'),
          site: z.string().max(100).optional().describe('a site key; all sites when not given'),
        }),
        responses: { 200: ActivityAnswer },
        problems: [unknown],
      },
      async ({ query }) => {
        const hours = activityHours.find((known) => String(known) === query.hours) ?? activityHours[0];
        const siteNumber = query.site === undefined ? undefined : await numberOf(query.site);
        return { status: 200, body: await answer(hours, siteNumber) };
      },
    ),
  ];

  async function answer(hours: ActivityHours, siteNumber: number | undefined) {
    const items = await activity.read({ hours, siteNumber });
    return { stepHours: stepHoursOf[hours], items, nextCursor: null };
  }

  async function numberOf(siteKey: string): Promise<number> {
    const site = await sites.find(siteKey);
    if (site === undefined) throw captchaError('captcha_site_unknown');
    return site.number;
  }
}

function siteAnswer(site: Site) {
  const { siteKey, name, origins, ladder, ladderVersion, ladderChangedBy, memoryHard } = site;
  return {
    siteKey,
    name,
    origins,
    ladder: describeLadder(ladder),
    ladderVersion,
    ladderChangedBy,
    ladderChangedAt: site.ladderChangedAt?.toISOString() ?? null,
    memoryHard,
    createdAt: site.createdAt.toISOString(),
  };
}
