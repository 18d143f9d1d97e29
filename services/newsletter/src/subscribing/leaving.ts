import type { Database, DatabaseOrTx } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import {
  newsletterPurpose,
  wholeNewsletter,
  type ConsentPort,
  type SuppressionPort,
} from './privacy-ports.ts';
import { dayOf, daysAfter, leftDays } from './retention-days.ts';
import type { Subscriber } from './subscriber.ts';
import type { SubscriberStore } from './subscriber-store.ts';
import type { TopicStore } from './topic-store.ts';

/** How somebody leaves: also what is written down as the method of the withdrawal. */
export type LeaveMethod =
  | 'one-click'
  | 'link in a mail'
  | 'preference page'
  | 'mail'
  | 'consent withdrawn'
  | 'objection'
  | 'complaint'
  | 'desk';

type Who = { number: number } | { email: string } | { id: string };

export interface Leaving {
  /** Ends the whole newsletter for somebody. @returns whether they had it until now */
  leave(
    trx: DatabaseOrTx,
    who: Who,
    how: { method: LeaveMethod; campaign?: number | undefined; reason?: string | undefined },
  ): Promise<boolean>;
  /** There is nobody behind the address: no mail at all goes there. Nobody has said anything, so the consent stays as it is. */
  bounced(trx: DatabaseOrTx, number: number): Promise<void>;
  /** Somebody has called our mail spam: no mail at all goes there. @returns whether they had the newsletter until now */
  complained(trx: DatabaseOrTx, number: number): Promise<boolean>;
  /** The topics somebody wants from now on; with none of them they leave. */
  choose(trx: DatabaseOrTx, subscriber: Subscriber, topics: readonly string[]): Promise<void>;
  /** Comes back within the days in which the record is kept. @returns whether there was a wording to agree to */
  rejoin(
    trx: DatabaseOrTx,
    subscriber: Subscriber,
    consent: { textVersion: number; isOldEnough?: boolean },
  ): Promise<void>;
}

export function createLeaving(deps: {
  db: Database;
  clock: Clock;
  subscribers: SubscriberStore;
  topics: TopicStore;
  suppression: SuppressionPort;
  consents: ConsentPort;
}): Leaving {
  const { clock, subscribers, suppression, consents } = deps;

  const leave: Leaving['leave'] = async (trx, who, { method, campaign, reason }) => {
    const subscriber = await subscribers.lock(trx, who);
    if (subscriber === undefined) return false;
    if (subscriber.state === 'unsubscribed') {
      if (reason !== undefined) await subscribers.setReason(trx, subscriber.id, reason);
      return false;
    }
    const at = clock.now();
    const { id, email } = subscriber;
    await subscribers.unsubscribe(trx, id, {
      at,
      deleteOn: dayOf(daysAfter(at, leftDays)),
      reason: reason ?? null,
    });
    await suppression.suppress(trx, { email }, { scope: wholeNewsletter, reason: 'unsubscribed', at });
    await consents.withdrawConsent(trx, { subject: { email }, purpose: newsletterPurpose, method, at });
    if (campaign !== undefined) await subscribers.countLeaving(trx, campaign);
    return true;
  };

  return {
    leave,
    bounced: async (trx, number) => {
      const subscriber = await subscribers.lock(trx, { number });
      if (subscriber === undefined) return;
      const at = clock.now();
      const { id, email } = subscriber;
      await suppression.suppress(trx, { email }, { scope: 'mail', reason: 'bounce', at });
      const deleteOn = dayOf(daysAfter(at, leftDays));
      await subscribers.unsubscribe(trx, id, { at, deleteOn, reason: 'bounced' });
    },
    complained: async (trx, number) => {
      const subscriber = await subscribers.lock(trx, { number });
      if (subscriber === undefined) return false;
      const { id, email } = subscriber;
      const entry = { scope: 'mail', reason: 'complaint', at: clock.now() } as const;
      await suppression.suppress(trx, { email }, entry);
      return await leave(trx, { id }, { method: 'complaint' });
    },
    choose: async (trx, subscriber, topics) => {
      const { id, email } = subscriber;
      if (topics.length === 0) {
        await leave(trx, { id }, { method: 'preference page' });
        return;
      }
      const at = clock.now();
      const offered = (await deps.topics.list(trx)).filter(({ isActive }) => isActive);
      const dropped = offered.flatMap((topic) =>
        subscriber.topics.includes(topic.id) && !topics.includes(topic.id) ? [topic.id] : [],
      );
      const added = offered.flatMap((topic) =>
        topics.includes(topic.id) && !subscriber.topics.includes(topic.id) ? [topic.id] : [],
      );
      await subscribers.removeTopics(trx, id, dropped);
      await subscribers.addTopics(trx, id, added, at);
      // An import must not bring back what was left.
      for (const topic of dropped) {
        await suppression.suppress(trx, { email }, { scope: `list:${topic}`, reason: 'unsubscribed', at });
      }
      for (const topic of topics) await suppression.lift(trx, { email }, { scope: `list:${topic}` });
    },
    rejoin: async (trx, { id, email, language, topics }, { textVersion, isOldEnough }) => {
      const at = clock.now();
      await subscribers.rejoin(trx, id, at);
      await consents.recordConsent(trx, {
        purpose: newsletterPurpose,
        subject: { email },
        language,
        textVersion,
        form: 'newsletter/preferences',
        method: 'button behind the link in a mail',
        at,
        ...(isOldEnough !== undefined && { isOldEnough }),
      });
      await suppression.lift(trx, { email }, { scope: wholeNewsletter });
      for (const topic of topics) await suppression.lift(trx, { email }, { scope: `list:${topic}` });
    },
  };
}
