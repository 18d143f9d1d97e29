import type { Database } from '@foyer/database';
import { deskRoute, type Route } from '@foyer/http';
import { mailProviders, operatorAdvice, type MailProvider } from '@foyer/mail';
import type { Clock } from '@foyer/runtime';
import { z } from 'zod';
import type { ReturnStore } from './return-store.ts';
import { verdicts } from './returned.ts';

const dayMilliseconds = 86_400_000;

const Overview = z
  .object({
    since: z.iso.datetime(),
    verdicts: z
      .object(Object.fromEntries(verdicts.map((verdict) => [verdict, z.int()])))
      .describe('hard: nobody is there; soft: not this time; policy: we are refused'),
    refusals: z
      .array(
        z.object({
          provider: z.string(),
          reason: z.string(),
          status: z.string().nullable().describe('RFC 3463'),
          count: z.int(),
          lastAt: z.iso.datetime(),
          says: z.string().describe('The words of the server, without addresses'),
          advice: z.string().describe('What it means and what to do, in plain words'),
        }),
      )
      .describe('Of us, and not of recipients: nobody is taken off a list for them'),
    ways: z.object({
      port: z.boolean().describe('Whether returned mail comes to a port of this server'),
      mailbox: z.boolean().describe('Whether a mailbox is read'),
      returnDomain: z
        .string()
        .nullable()
        .describe('To which newsletters come back; null: to their sender, where nobody reads them for you'),
    }),
  })
  .meta({ id: 'NewsletterReturns' });

const OfCampaign = z
  .object({
    returned: z.array(
      z.object({ verdict: z.enum(verdicts), reason: z.string(), provider: z.string(), count: z.int() }),
    ),
  })
  .meta({ id: 'NewsletterCampaignReturns' });

export function returnRoutes(deps: {
  db: Database;
  clock: Clock;
  store: ReturnStore;
  ways: { port: boolean; mailbox: boolean };
  returnDomain: () => string | null;
}): Route[] {
  const { clock, store, ways, returnDomain } = deps;
  return [
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/newsletter/returns',
        summary: 'What came back lately, and what to do where we are refused',
        permission: 'newsletter.read',
        query: z.object({ days: z.coerce.number().int().min(1).max(180).default(7) }),
        responses: { 200: Overview },
      },
      async ({ query: { days } }) => {
        const since = new Date(clock.now().getTime() - days * dayMilliseconds);
        const counts = await store.countByVerdict(since);
        const refusals = await store.refusals(since);
        const countOf = (verdict: string): number =>
          counts.find((one) => one.verdict === verdict)?.count ?? 0;
        return {
          status: 200,
          body: {
            since: since.toISOString(),
            verdicts: Object.fromEntries(verdicts.map((verdict) => [verdict, countOf(verdict)])),
            refusals: refusals.map((one) => ({
              ...one,
              lastAt: one.lastAt.toISOString(),
              advice: operatorAdvice(one.reason, providerOf(one.provider), one.status ?? undefined),
            })),
            ways: { ...ways, returnDomain: returnDomain() },
          },
        };
      },
    ),
    deskRoute(
      {
        method: 'get',
        path: '/desk/api/newsletter/sendings/:campaignId/returns',
        summary: 'What came back of a campaign, by reason and provider',
        description:
          'Nothing for a campaign that was never sent. Kept for 180 days; the sums are in its results for ever.',
        permission: 'newsletter.read',
        params: z.object({ campaignId: z.uuid() }),
        responses: { 200: OfCampaign },
      },
      async ({ params: { campaignId } }) => ({
        status: 200,
        body: { returned: await store.ofCampaign(campaignId) },
      }),
    ),
  ];
}

function providerOf(text: string): MailProvider {
  return mailProviders.find((provider) => provider === text) ?? 'other';
}
