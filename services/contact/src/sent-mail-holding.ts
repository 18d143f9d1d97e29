import { recipientDigest } from '@foyer/mail';
import { lasting, newCanary, type PersonalDataHolding } from '@foyer/service';
import type { CanaryStore } from './canary-store.ts';
import type { SentMailStore } from './sent-mail-store.ts';
import { describeSentMails } from './descriptions.ts';

/** Keyed digests of addresses that got a mail in the last hours. */
export function createSentMailHolding(deps: {
  addressKey: Uint8Array;
  sentMails: SentMailStore;
  memoryHours: number;
  forget: (now: Date, limit: number) => Promise<number>;
  canaries: CanaryStore;
}): PersonalDataHolding {
  const { addressKey, sentMails, memoryHours, forget, canaries } = deps;
  return {
    name: 'contact.sent_mails',
    describe: (language) => describeSentMails(memoryHours)[language],
    columns: ['message_id', 'kind', 'recipient_digest', 'domain_digest', 'sent_at'].map(
      (column) => `contact.sent_mail.${column}`,
    ),
    retention: {
      days: memoryHours / 24,
      from: 'contact.sent_mail.sent_at',
    },
    // A digest can only be compared: there are no records to show, and nothing in them to correct.
    find: async () => [],
    export: async () => [],
    correct: async () => 0,
    restrict: async () => 0,
    erase: async ({ email }, { language }) => {
      if (email === undefined) return { erased: 0, retained: [] };
      const { count, newest } = await sentMails.countFor(
        recipientDigest(addressKey, 'contact', email).recipient,
      );
      if (count === 0 || newest === null) return { erased: 0, retained: [] };
      const until = new Date(newest.getTime() + memoryHours * 3_600_000);
      return { erased: 0, retained: [lasting(describeSentMails(memoryHours)[language], until)] };
    },
    due: async ({ now }) => sentMails.countBefore(new Date(now.getTime() - memoryHours * 3_600_000)),
    purge: async ({ now, limit }) => {
      const purged = await forget(now, limit);
      return { purged, more: purged === limit };
    },
    oldest: async () => sentMails.oldest(),
    plantCanary: async (from) => {
      const canary = newCanary(from);
      await canaries.plantSentMail(canary, from);
      return canary.marks;
    },
  };
}
