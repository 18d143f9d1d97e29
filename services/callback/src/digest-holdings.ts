import { newCanary, type PersonalDataHolding } from '@foyer/service';
import type { Database } from '@foyer/database';
import type { CanaryStore } from './canary-store.ts';
import type { CallbackConfig } from './config.ts';
import { daysAfter } from './dates.ts';
import type { DoNotCallList } from './do-not-call.ts';
import type { DoNotCallStore } from './do-not-call-store.ts';
import type { MailLimits } from './mail-limits.ts';
import type { RecipientStore } from './recipient-store.ts';
import { numberOf } from './submission-schema.ts';

// A digest can only be compared: there are no records to show, and nothing in them to correct.
const onlyComparable = {
  find: async () => [],
  export: async () => [],
  correct: async () => 0,
  restrict: async () => 0,
};

/** Keyed digests of addresses that got a mail in the last hours. */
export function createRecipientsHolding(deps: {
  limits: MailLimits;
  recipients: RecipientStore;
  canaries: CanaryStore;
}): PersonalDataHolding {
  const { limits, recipients, canaries } = deps;
  const { memoryHours } = limits;
  return {
    ...onlyComparable,
    name: 'callback.recipients',
    category: 'Keyed digest of an e-mail address, with the time of a mail to it',
    purpose: 'Keeping strangers from flooding an address through our form',
    legalBasis: 'Art. 6(1)(f) GDPR: protecting the owners of addresses',
    columns: ['request_id', 'kind', 'sequence', 'recipient_digest', 'domain_digest', 'sent_at'].map(
      (column) => `callback.recipient.${column}`,
    ),
    retention: {
      days: memoryHours / 24,
      from: 'callback.recipient.sent_at',
      text: `Deleted after ${memoryHours} hours; never in a backup.`,
    },
    erase: async ({ email }) => {
      const newest = email === undefined ? null : await limits.newestTo(email);
      if (newest === null) return { erased: 0, retained: [] };
      const retained = {
        what: 'a keyed digest of the address, without its text',
        why: 'it keeps strangers from flooding this very address with mail',
        until: new Date(newest.getTime() + memoryHours * 3_600_000),
      };
      return { erased: 0, retained: [retained] };
    },
    due: async ({ now }) => recipients.countBefore(new Date(now.getTime() - memoryHours * 3_600_000)),
    purge: async ({ now, limit }) => {
      const purged = await limits.forget(now, limit);
      return { purged, more: purged === limit };
    },
    oldest: async () => recipients.oldest(),
    plantCanary: async (from) => {
      const canary = newCanary(from);
      await canaries.plantRecipient(canary, from);
      return canary.marks;
    },
  };
}

/** Keyed digests of the numbers that are not to be called: without them nobody could keep to it. */
export function createDoNotCallHolding(deps: {
  db: Database;
  config: CallbackConfig;
  doNotCall: DoNotCallList;
  store: DoNotCallStore;
  canaries: CanaryStore;
}): PersonalDataHolding {
  const { db, config, doNotCall, store, canaries } = deps;
  const { doNotCallDays } = config;
  return {
    ...onlyComparable,
    name: 'callback.do_not_call',
    category: 'Keyed digest of a telephone number',
    purpose: 'Not calling those who have said that they do not want to be called',
    legalBasis: 'Art. 6(1)(c) and 21(3) GDPR: the objection must be kept to',
    columns: ['number_digest', 'key_id', 'recorded_at'].map((column) => `callback.do_not_call.${column}`),
    retention: {
      days: doNotCallDays,
      from: 'callback.do_not_call.recorded_at',
      text: `Deleted after ${doNotCallDays} days, or when the owner of the number wants to be called again.`,
    },
    erase: async ({ phone }) => {
      const number = phone === undefined ? undefined : numberOf({ phone: withPlus(phone) }, config);
      const recordedAt = number && (await doNotCall.recordedAt(db, number.e164));
      if (recordedAt === undefined) return { erased: 0, retained: [] };
      const retained = {
        what: 'a keyed digest of the number, without the number itself',
        why: 'its owner has asked not to be called, and only the digest lets us keep to that',
        until: daysAfter(recordedAt, doNotCallDays),
      };
      return { erased: 0, retained: [retained] };
    },
    due: async ({ now }) => store.countBefore(daysAfter(now, -doNotCallDays)),
    purge: async ({ now, limit }) => {
      const purged = await store.deleteBefore(daysAfter(now, -doNotCallDays), limit);
      return { purged, more: purged === limit };
    },
    oldest: async () => store.oldest(),
    plantCanary: async (from) => {
      const canary = newCanary(from);
      await canaries.plantDoNotCall(canary, from);
      return canary.marks;
    },
  };
}

/** Requests of data subjects may name a number by its digits alone. */
function withPlus(phone: string): string {
  return /^[1-9]/.test(phone.trim()) ? `+${phone.trim()}` : phone;
}

/** With these in a backup, its reader could link digests to addresses. */
export const tablesKeptOutOfDumps: readonly string[] = ['callback.recipient'];

/** Who saved opening hours is in the audit log alone. */
export const columnsWithoutPersonalData: readonly string[] = [
  'callback.opening_hours.version',
  'callback.opening_hours.hours',
  'callback.opening_hours.saved_at',
];
