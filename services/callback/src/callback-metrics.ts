import type { Metrics } from '@foyer/runtime';
import type { AttemptOutcome, MailKind, MailOutcome, NewRequest } from './request.ts';

export interface CallbackMetrics {
  requested(state: NewRequest['state']): void;
  attempted(outcome: AttemptOutcome): void;
  mailed(kind: MailKind | 'notify', outcome: MailOutcome): void;
  purged(count: number): void;
}

export function createCallbackMetrics(metrics: Metrics): CallbackMetrics {
  const requests = metrics.counter({
    name: 'foyer_callback_requests_total',
    help: 'Callback requests stored, by state',
    labelNames: ['state'],
  });
  const attempts = metrics.counter({
    name: 'foyer_callback_attempts_total',
    help: 'Attempts to call, by outcome',
    labelNames: ['outcome'],
  });
  const mails = metrics.counter({
    name: 'foyer_callback_mails_total',
    help: 'Mails by kind and what became of them',
    labelNames: ['kind', 'outcome'],
  });
  const purged = metrics.counter({
    name: 'foyer_callback_purged_total',
    help: 'Callback requests deleted because their time was over',
    labelNames: [],
  });
  return {
    requested: (state) => requests.inc({ state }),
    attempted: (outcome) => attempts.inc({ outcome }),
    mailed: (kind, outcome) => mails.inc({ kind, outcome }),
    purged: (count) => purged.inc(count),
  };
}
