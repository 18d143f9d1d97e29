import type { Clock, Metrics } from '@foyer/runtime';
import { dayOf } from './due-date.ts';
import type { RequestStore } from './request-store.ts';

export interface RightsMetrics {
  mailed(kind: 'link' | 'extension' | 'refusal' | 'answer', outcome: 'sent' | 'refused' | 'limited'): void;
}

export function createRightsMetrics(deps: {
  metrics: Metrics;
  clock: Clock;
  store: RequestStore;
}): RightsMetrics {
  const { metrics, clock, store } = deps;
  metrics.gauge({
    name: 'foyer_privacy_requests_overdue',
    help: 'Requests of data subjects that were not answered in time',
    collect: async (gauge) => gauge.set(await store.countOverdue(dayOf(clock.now()))),
  });
  const mails = metrics.counter({
    name: 'foyer_privacy_mails_total',
    help: 'Mails to data subjects and what became of them',
    labelNames: ['kind', 'outcome'],
  });
  return { mailed: (kind, outcome) => mails.inc({ kind, outcome }) };
}
