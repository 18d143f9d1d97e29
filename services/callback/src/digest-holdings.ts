import { lasting, newCanary, type PersonalDataHolding } from '@foyer/service';
import type { CanaryStore } from './canary-store.ts';
import type { MailLimits } from './mail-limits.ts';
import type { RecipientStore } from './recipient-store.ts';
import { describeRecipients } from './descriptions.ts';

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
    describe: (language) => describeRecipients(memoryHours)[language],
    columns: ['request_id', 'kind', 'sequence', 'recipient_digest', 'domain_digest', 'sent_at'].map(
      (column) => `callback.recipient.${column}`,
    ),
    retention: {
      days: memoryHours / 24,
      from: 'callback.recipient.sent_at',
    },
    erase: async ({ email }, { language }) => {
      const newest = email === undefined ? null : await limits.newestTo(email);
      if (newest === null) return { erased: 0, retained: [] };
      const until = new Date(newest.getTime() + memoryHours * 3_600_000);
      return { erased: 0, retained: [lasting(describeRecipients(memoryHours)[language], until)] };
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

/** With these in a backup, its reader could link digests to addresses. */
export const tablesKeptOutOfDumps: readonly string[] = ['callback.recipient'];

/** Opening hours are about the company. `saved_by` is the id of a member of staff; what is known of them is in staff.account. */
export const columnsWithoutPersonalData: readonly string[] = [
  'callback.opening_hours.version',
  'callback.opening_hours.hours',
  'callback.opening_hours.saved_at',
  'callback.opening_hours.saved_by',
];
