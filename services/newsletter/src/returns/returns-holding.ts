import { randomInt } from 'node:crypto';
import type { Clock } from '@foyer/runtime';
import { newCanary, withoutHeld, type PersonalDataHolding } from '@foyer/service';
import { describeReturns, returnedKeptDays } from './returns-description.ts';
import type { ReturnsDataStore } from './returns-data-store.ts';
import type { ReturnsMetrics } from './returns-metrics.ts';

const dayMilliseconds = 86_400_000;

/** Whose newsletter came back, and what was said about it. */
export function createReturnsHolding(deps: {
  clock: Clock;
  data: ReturnsDataStore;
  metrics: ReturnsMetrics;
}): PersonalDataHolding {
  const { data, metrics } = deps;
  return {
    name: 'newsletter.returns',
    describe: (language) => describeReturns()[language],
    columns: [
      'campaign_number',
      'subscriber_number',
      'verdict',
      'reason',
      'status',
      'diagnostic',
      'provider',
      'came_by',
      'noted_at',
      'settled_at',
    ].map((column) => `newsletter.returned.${column}`),
    retention: { days: returnedKeptDays, from: 'newsletter.returned.noted_at' },
    find: async (subject) => (await data.ofSubject(subject)).map(({ id }) => id),
    export: async (subject) =>
      (await data.ofSubject(subject)).map((one) => ({
        id: one.id,
        createdAt: one.notedAt,
        fields: {
          campaign: one.campaignNumber,
          verdict: one.verdict,
          reason: one.reason,
          status: one.status,
          diagnostic: one.diagnostic,
          cameBy: one.cameBy,
          notedAt: one.notedAt.toISOString(),
        },
      })),
    // What a server said cannot be put right, and it only ever keeps mails away.
    correct: async () => 0,
    restrict: async () => 0,
    erase: async (subject, { held, language }) => {
      const found = await data.ofSubject(subject);
      const { free, retained } = withoutHeld(found, held, describeReturns()[language]);
      return { erased: await data.remove(free.map(({ id }) => id)), retained };
    },
    due: async ({ now, held }) => await data.countDue(notedBefore(now), held),
    purge: async ({ now, limit, held }) => {
      const purged = await data.purge(notedBefore(now), limit, held);
      metrics.purged(purged);
      return { purged, more: purged === limit };
    },
    oldest: async () => await data.oldest(),
    plantCanary: async (from) => {
      const canary = newCanary(from);
      await data.plant(canary, -randomInt(1, 2 ** 31 - 1), from);
      return [canary.word];
    },
  };
}

function notedBefore(now: Date): Date {
  return new Date(now.getTime() - returnedKeptDays * dayMilliseconds);
}
