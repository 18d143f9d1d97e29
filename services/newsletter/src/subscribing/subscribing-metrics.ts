import type { Metrics } from '@foyer/runtime';
import type { LeaveMethod } from './leaving.ts';
import type { MailOutcome, Pending } from './pending-store.ts';

export interface SubscribingMetrics {
  asked(kind: Pending['kind']): void;
  mailed(kind: Pending['kind'], outcome: MailOutcome): void;
  confirmed(): void;
  left(method: LeaveMethod): void;
}

export function createSubscribingMetrics(metrics: Metrics): SubscribingMetrics {
  const asked = metrics.counter({
    name: 'foyer_newsletter_asked_total',
    help: 'Addresses that were typed, to sign up or to leave',
    labelNames: ['kind'],
  });
  const mails = metrics.counter({
    name: 'foyer_newsletter_subscribing_mails_total',
    help: 'Mails with a link to confirm or to leave, and what became of them',
    labelNames: ['kind', 'outcome'],
  });
  const confirmed = metrics.counter({
    name: 'foyer_newsletter_confirmed_total',
    help: 'Sign-ups that were confirmed',
    labelNames: [],
  });
  const left = metrics.counter({
    name: 'foyer_newsletter_left_total',
    help: 'Subscribers who left, by the way they took',
    labelNames: ['method'],
  });
  return {
    asked: (kind) => asked.inc({ kind }),
    mailed: (kind, outcome) => mails.inc({ kind, outcome }),
    confirmed: () => confirmed.inc(),
    left: (method) => left.inc({ method }),
  };
}
