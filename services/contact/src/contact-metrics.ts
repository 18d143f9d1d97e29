import type { Metrics } from '@foyer/runtime';
import type { HoldReason, MailKind, MailOutcome } from './message.ts';

export interface ContactMetrics {
  submitted(state: 'received' | 'held', reasons: readonly HoldReason[]): void;
  released(by: 'visitor' | 'staff'): void;
  mailed(kind: MailKind, outcome: MailOutcome): void;
  purged(count: number): void;
}

export function createContactMetrics(metrics: Metrics): ContactMetrics {
  const messages = metrics.counter({
    name: 'foyer_contact_messages_total',
    help: 'Messages stored, by state',
    labelNames: ['state'],
  });
  const held = metrics.counter({
    name: 'foyer_contact_held_total',
    help: 'Reasons for which messages were held; one message may have several',
    labelNames: ['reason'],
  });
  const releases = metrics.counter({
    name: 'foyer_contact_released_total',
    help: 'Held messages released',
    labelNames: ['by'],
  });
  const mails = metrics.counter({
    name: 'foyer_contact_mails_total',
    help: 'Mails by kind and what became of them',
    labelNames: ['kind', 'outcome'],
  });
  const purged = metrics.counter({
    name: 'foyer_contact_purged_total',
    help: 'Messages deleted because their time was over',
    labelNames: [],
  });
  return {
    submitted: (state, reasons) => {
      messages.inc({ state });
      for (const reason of reasons) held.inc({ reason });
    },
    released: (by) => releases.inc({ by }),
    mailed: (kind, outcome) => mails.inc({ kind, outcome }),
    purged: (count) => purged.inc(count),
  };
}
