import type { Clock } from '@foyer/runtime';
import { lasting, newCanary, type PersonalDataHolding } from '@foyer/service';
import type { AttemptStore } from './attempt-store.ts';
import type { CanaryStore } from './canary-store.ts';
import type { Attempts } from './attempts.ts';
import { describeAttempts } from './descriptions.ts';

const attemptHours = 24;
/** The day it serves, and the day after, when its attempts still count. */
const keyHours = 48;
const hourMilliseconds = 3_600_000;

/** Attempts to sign in that failed, so that guessing becomes slow. */
export function createAttemptHolding(deps: {
  store: AttemptStore;
  attempts: Attempts;
  clock: Clock;
  canaries: CanaryStore;
}): PersonalDataHolding {
  const { store, attempts, clock, canaries } = deps;
  const descriptions = describeAttempts({ attemptHours, keyHours });
  return {
    name: 'staff.sign_in_attempts',
    isAboutStaff: true,
    describe: (language) => descriptions[language],
    columns: [
      ...['id', 'account_digest', 'prefix_digest', 'attempted_at'].map(
        (column) => `staff.sign_in_attempt.${column}`,
      ),
      ...['day', 'key', 'created_at'].map((column) => `staff.attempt_key.${column}`),
    ],
    retention: {
      days: attemptHours / 24,
      from: 'staff.sign_in_attempt.attempted_at',
    },
    // A digest can only be compared: there are no records to show, and nothing in them to correct.
    find: async () => [],
    export: async () => [],
    correct: async () => 0,
    restrict: async () => 0,
    erase: async ({ email }, { language }) => {
      const count = email === undefined ? 0 : await attempts.count(email);
      if (count === 0) return { erased: 0, retained: [] };
      const retained = [lasting(descriptions[language], after(clock.now(), attemptHours))];
      return { erased: 0, retained };
    },
    due: ({ now }) => store.countBefore(after(now, -attemptHours)),
    purge: async ({ now, limit }) => {
      const purged = await store.deleteBefore(
        { attempts: after(now, -attemptHours), keys: after(now, -keyHours) },
        limit,
      );
      return { purged, more: purged === limit };
    },
    oldest: () => store.oldest(),
    plantCanary: async (from) => {
      const canary = newCanary(from);
      await canaries.plantAttempt(canary, from);
      return canary.marks;
    },
  };
}

function after(moment: Date, hours: number): Date {
  return new Date(moment.getTime() + hours * hourMilliseconds);
}
