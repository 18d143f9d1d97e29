import { newCanary, type PersonalDataHolding } from '@foyer/service';
import type { CanaryStore } from './canary-store.ts';
import { forgottenAt, keyDays } from './submission-key.ts';
import type { SubmissionKeyStore } from './submission-key-store.ts';
import { describeSubmissionKeys } from './descriptions.ts';

/** Keyed digests by which a message that is sent again is known. They go with their message, at the latest after a day. */
export function createSubmissionKeyHolding(
  submissionKeys: SubmissionKeyStore,
  canaries: CanaryStore,
): PersonalDataHolding {
  return {
    name: 'contact.submission_keys',
    describe: (language) => describeSubmissionKeys(keyDays)[language],
    columns: ['key_digest', 'body_digest', 'message_id', 'created_at'].map(
      (column) => `contact.submission_key.${column}`,
    ),
    retention: {
      days: keyDays,
      from: 'contact.submission_key.created_at',
    },
    // A digest can only be compared: there are no records to show, and nothing in them to correct. Erasing the message
    // erases it too.
    find: async () => [],
    export: async () => [],
    correct: async () => 0,
    restrict: async () => 0,
    erase: async () => ({ erased: 0, retained: [] }),
    due: async ({ now }) => submissionKeys.countForgotten(forgottenAt(now)),
    purge: async ({ now, limit }) => {
      const purged = await submissionKeys.deleteForgotten(forgottenAt(now), limit);
      return { purged, more: purged === limit };
    },
    oldest: async () => submissionKeys.oldest(),
    plantCanary: async (from) => {
      const canary = newCanary(from);
      await canaries.plantSubmissionKey(canary, from);
      return canary.marks;
    },
  };
}
