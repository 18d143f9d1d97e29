import type { Database } from '@foyer/database';
import type { Metrics } from '@foyer/runtime';
import { countBraked } from './brake-store.ts';
import type { Outcome } from './ledger-store.ts';

export interface SendingMetrics {
  decided(state: Outcome['state']): void;
  purged(count: number): void;
}

export function createSendingMetrics({ metrics, db }: { metrics: Metrics; db: Database }): SendingMetrics {
  metrics.gauge({
    name: 'foyer_newsletter_campaigns_stopped',
    help: 'Campaigns that were stopped because more was refused than is natural, and wait for somebody to decide',
    collect: async (gauge) => gauge.set(await countBraked(db)),
  });
  const decided = metrics.counter({
    name: 'foyer_newsletter_deliveries_total',
    help: 'Recipients of newsletters whose state was decided, by state; waiting is one that was given back',
    labelNames: ['state'],
  });
  const purged = metrics.counter({
    name: 'foyer_newsletter_deliveries_purged_total',
    help: 'Deliveries deleted because their time was over; their counts stay',
    labelNames: [],
  });
  return { decided: (state) => decided.inc({ state }), purged: (count) => purged.inc(count) };
}
