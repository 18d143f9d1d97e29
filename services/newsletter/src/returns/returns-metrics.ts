import type { Clock, Metrics } from '@foyer/runtime';
import type { ReturnStore } from './return-store.ts';
import type { CameBy, Verdict } from './returned.ts';

export interface ReturnsMetrics {
  /**
   * `delayed`, `none` and `automatic` are only counted; `foreign` was none of our mails, of `unreadable` nobody can tell;
   * `left` is somebody who unsubscribed; what `failed` stays in the mailbox and is tried, and counted, again.
   */
  noted(
    verdict: Verdict | 'delayed' | 'none' | 'automatic' | 'foreign' | 'unreadable' | 'left' | 'failed',
    cameBy: CameBy,
  ): void;
  purged(count: number): void;
  /** A mail, or a whole connection, that is to come again later. */
  putOff(limit: string): void;
}

const dayMilliseconds = 86_400_000;

export function createReturnsMetrics(deps: {
  metrics: Metrics;
  clock: Clock;
  store: Pick<ReturnStore, 'countByVerdict'>;
}): ReturnsMetrics {
  const { metrics, clock, store } = deps;
  metrics.gauge({
    name: 'foyer_newsletter_policy_refusals',
    help: 'Newsletters of the last 24 hours that a mail server refused because of us, and not of the recipient',
    collect: async (gauge) => {
      const counts = await store.countByVerdict(new Date(clock.now().getTime() - dayMilliseconds));
      gauge.set(counts.find(({ verdict }) => verdict === 'policy')?.count ?? 0);
    },
  });
  const noted = metrics.counter({
    name: 'foyer_newsletter_returns_total',
    help: 'Mails that came back or were refused, by what they say and the way they came',
    labelNames: ['verdict', 'came_by'],
  });
  const purged = metrics.counter({
    name: 'foyer_newsletter_returns_purged_total',
    help: 'Notes of returned mails that were deleted because their time was over',
    labelNames: [],
  });
  const putOff = metrics.counter({
    name: 'foyer_newsletter_returns_put_off_total',
    help: 'Times that a mail server was told to come again later because it sent too much, by the limit',
    labelNames: ['limit'],
  });
  return {
    putOff: (limit) => putOff.inc({ limit }),
    noted: (verdict, cameBy) => noted.inc({ verdict, came_by: cameBy }),
    purged: (count) => purged.inc(count),
  };
}
