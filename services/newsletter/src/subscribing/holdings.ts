import type { Database } from '@foyer/database';
import { NewsletterSignUp } from '@foyer/contracts';
import { deleteOutboxMails, isMailAddress, recipientDigest } from '@foyer/mail';
import type { Clock } from '@foyer/runtime';
import { newCanary, withoutHeld, type DataCorrection, type PersonalDataHolding } from '@foyer/service';
import { mailIdsOf } from './confirmation-mail.ts';
import { describePending, describeSubscribers } from './descriptions.ts';
import { subscribingError } from './errors.ts';
import type { Pending, PendingStore } from './pending-store.ts';
import { wholeNewsletter, type SuppressionPort } from './privacy-ports.ts';
import { dayOf, daysAfter, leftDays, pendingDays } from './retention-days.ts';
import { spelledAddress } from './sign-up-schema.ts';
import type { SubscriberHoldingStore } from './subscriber-holding-store.ts';
import type { SubscriberStore } from './subscriber-store.ts';

const { name: Name, email: Email } = NewsletterSignUp.shape;

/** Who gets the newsletter, or got it until a few days ago. */
export function createSubscribersHolding(deps: {
  db: Database;
  clock: Clock;
  store: SubscriberHoldingStore;
  subscribers: SubscriberStore;
  suppression: SuppressionPort;
}): PersonalDataHolding {
  const { db, clock, store, subscribers, suppression } = deps;
  return {
    name: 'newsletter.subscribers',
    describe: (language) => describeSubscribers()[language],
    columns: subscriberColumns,
    retention: { days: leftDays, from: 'newsletter.subscriber.unsubscribed_at' },
    find: async (subject) => (await store.find(subject)).map(({ id }) => id),
    export: async ({ email }) => {
      const found = email === undefined ? undefined : await subscribers.byEmail(db, email);
      if (found === undefined) return [];
      const { id, name, salutation, language, state, topics, source } = found;
      return [
        {
          id,
          createdAt: found.confirmedAt,
          fields: {
            email: found.email,
            name,
            salutation,
            language,
            state,
            topics: topics.join(', '),
            source,
            attributes: JSON.stringify(found.attributes),
            confirmedAt: found.confirmedAt.toISOString(),
            pausedUntil: found.pausedUntil?.toISOString() ?? null,
            unsubscribedAt: found.unsubscribedAt?.toISOString() ?? null,
            unsubscribeReason: found.unsubscribeReason,
            isRestricted: found.isRestricted,
          },
        },
      ];
    },
    correct: async (subject, changes) => await store.correct(subject, checkedCorrection(changes)),
    restrict: async (subject, on) => await store.restrict(subject, on),
    erase: async (subject, { held, language }) => {
      const { free, retained } = withoutHeld(
        await store.find(subject),
        held,
        describeSubscribers()[language],
      );
      const erased = await store.remove(free.map(({ id }) => id));
      const at = clock.now();
      // Only a keyed digest stays: without it an import would bring back whoever was erased (Art. 21(3) GDPR).
      for (const { email } of free) {
        await suppression.suppress(db, { email }, { scope: wholeNewsletter, reason: 'erasure', at });
      }
      return { erased, retained };
    },
    due: async ({ now, held }) => await store.countDue(dayOf(now), held),
    purge: async ({ now, limit, held }) => {
      const purged = await store.purge(dayOf(now), limit, held);
      return { purged, more: purged === limit };
    },
    oldest: async () => await store.oldest(),
    plantCanary: async (from) => {
      const canary = newCanary(from);
      await store.plant(canary, from, dayOf(daysAfter(from, leftDays)));
      return [canary.id, canary.word];
    },
  };
}

/** Whoever typed an address, until it is confirmed or its week is over. */
export function createPendingHolding(deps: {
  db: Database;
  pending: PendingStore;
  outboxDir: string;
  addressKey: Uint8Array;
}): PersonalDataHolding {
  const { db, pending, outboxDir, addressKey } = deps;
  const forget = async (doomed: readonly Pending[]): Promise<number> => {
    await deleteOutboxMails(outboxDir, doomed.flatMap(mailIdsOf));
    const removed = await pending.remove(
      db,
      doomed.map(({ id }) => id),
    );
    // And after, for the mail that was just on its way.
    await deleteOutboxMails(outboxDir, doomed.flatMap(mailIdsOf));
    return removed;
  };
  const of = async (email: string | undefined) => (email === undefined ? [] : await pending.ofEmail(email));
  return {
    name: 'newsletter.pending',
    describe: (language) => describePending()[language],
    columns: pendingColumns,
    retention: { days: pendingDays, from: 'newsletter.pending.requested_at' },
    find: async ({ email }) => (await of(email)).map(({ id }) => id),
    export: async ({ email }) =>
      (await of(email)).map((one) => ({
        id: one.id,
        createdAt: one.requestedAt,
        fields: {
          kind: one.kind,
          email: one.email,
          name: one.name,
          salutation: one.salutation,
          topics: one.topics.join(', '),
          language: one.language,
          network: one.network,
          requestedAt: one.requestedAt.toISOString(),
        },
      })),
    // The link was sent to this address, and to no other.
    correct: async ({ email }, { name, ...others }) => {
      if (Object.keys(others).length > 0 || email === undefined || name === undefined) return 0;
      return await pending.correct(email, checkedCorrection({ name }).name ?? name);
    },
    restrict: async ({ email }, on) => (email === undefined ? 0 : await pending.restrict(email, on)),
    erase: async ({ email }, { held, language }) => {
      const { free, retained } = withoutHeld(await of(email), held, describePending()[language]);
      const erased = await forget(free);
      if (email !== undefined) {
        // Their mails may still lie in the outbox.
        await forget(await pending.settledOf(recipientDigest(addressKey, 'newsletter', email)));
      }
      return { erased, retained };
    },
    due: async ({ now, held }) => await pending.countBefore(daysAfter(now, -pendingDays), held),
    purge: async ({ now, limit, held }) => {
      const purged = await forget(await pending.before(daysAfter(now, -pendingDays), limit, held));
      return { purged, more: purged === limit };
    },
    oldest: async () => await pending.oldest(),
    plantCanary: async (from) => {
      const canary = newCanary(from);
      await pending.insert(db, {
        id: canary.id,
        kind: 'sign_up',
        email: canary.email,
        name: canary.word,
        salutation: 'neutral',
        topics: [],
        language: 'en',
        textVersion: 1,
        isOldEnough: null,
        isSolved: true,
        network: null,
        recipientDigest: canary.digest,
        domainDigest: canary.digest,
        networkDigest: canary.digest,
        mailDomain: 'canary.invalid',
        requestedAt: from,
      });
      return canary.marks;
    },
  };
}

function checkedCorrection(changes: DataCorrection): { name?: string; email?: string } {
  const checked: { name?: string; email?: string } = {};
  for (const [field, value] of Object.entries(changes)) {
    if (field === 'name' && Name.safeParse(value).success) checked.name = value.trim();
    else if (field === 'email' && Email.safeParse(value).success && isMailAddress(value)) {
      checked.email = spelledAddress(value);
      // It is not known here, and no subscriber has one: nothing to put right.
    } else if (field !== 'phone') {
      throw subscribingError(
        'correction_refused',
        `${field} must be name or email with a value that the form takes`,
      );
    }
  }
  return checked;
}

const columnsOf = (table: string, names: string): string[] =>
  names.split(/\s+/).map((name) => `newsletter.${table}.${name}`);

const subscriberColumns = [
  ...columnsOf(
    'subscriber',
    `id number email mail_domain name salutation language state paused_until is_restricted attributes source
      confirmed_at changed_at unsubscribed_at unsubscribe_reason delete_on`,
  ),
  ...columnsOf('subscription', 'subscriber_id topic_id since'),
];

const pendingColumns = columnsOf(
  'pending',
  `id kind email name salutation topics language text_version is_old_enough is_solved network recipient_digest
    domain_digest network_digest mail_domain mail mail_digest is_restricted requested_at settled_at subscriber_number`,
);

/** What the company says about its newsletter, and how many left by which campaign: nothing about anybody. */
export const columnsWithoutPersonalData: readonly string[] = [
  ...columnsOf('topic', 'id position is_active names descriptions version'),
  ...columnsOf('campaign_unsubscribe', 'campaign_number count'),
];

/** A sign-up that is good for a week, or a list that is read within minutes, must not be in a backup that is kept for years. */
export const tablesKeptOutOfDumps: readonly string[] = ['newsletter.pending', 'newsletter.import'];
