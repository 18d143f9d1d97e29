import { deskRoute, type Route } from '@foyer/http';
import { z } from 'zod';
import { Audience } from '../subscribing/audience.ts';
import type { CampaignDeps } from './campaign-ports.ts';

const Count = z
  .object({
    named: z.int().describe('all whom the audience names'),
    reached: z.int().describe('those of them who get mail, but for those on the suppression list'),
    excluded: z.object({ unsubscribed: z.int(), paused: z.int(), restricted: z.int() }),
  })
  .meta({ id: 'NewsletterAudienceCount' });

/** How many an audience reaches now. */
export function audienceRoutes({
  db,
  clock,
  countAudience,
}: Pick<CampaignDeps, 'db' | 'clock' | 'countAudience'>): Route[] {
  return [
    deskRoute(
      {
        method: 'post',
        path: '/desk/api/newsletter/audience/count',
        summary: 'How many an audience names, and how many of them get nothing and why',
        permission: 'newsletter.read',
        body: z.strictObject({ audience: Audience }),
        responses: { 200: Count },
      },
      async ({ body }) => {
        const { named, excluded } = await countAudience(db, body.audience, clock.now());
        const reached = named - excluded.unsubscribed - excluded.paused - excluded.restricted;
        return { status: 200, body: { named, reached, excluded } };
      },
    ),
  ];
}
