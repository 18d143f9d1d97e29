import type { Metrics } from '@foyer/runtime';
import type { Outcome } from './ledger-store.ts';

export interface SendingMetrics {
  decided(state: Outcome['state']): void;
  purged(count: number): void;
}

export function createSendingMetrics(metrics: Metrics): SendingMetrics {
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
