import type { JobHandler, Schedule } from '@foyer/jobs';
import type { Clock } from '@foyer/runtime';
import type { ActivityStore } from './activity-store.ts';
import type { SpentPuzzleStore } from './spent-puzzle-store.ts';

/** A day's key is deleted this long after it was made (a new one is made by the first request of a day), and with it the last chance to tell whose counter was whose. */
export const ADDRESS_KEY_LIFE_HOURS = 48;

// A year to compare with, and a month of it to look back from.
const ACTIVITY_DAYS = 400;
const BATCH = 5000;
const MAX_BATCHES = 100;
// A process whose clock is behind may still accept a puzzle that is expired here.
const CLOCK_SLACK_MILLISECONDS = 15 * 60 * 1000;

export const captchaSchedules: Schedule[] = [
  { name: 'captcha.purge', job: 'captcha.purge', everySeconds: 600 },
  { name: 'captcha.purge_activity', job: 'captcha.purge_activity', everySeconds: 86_400 },
];

export function createHousekeepingJobs(deps: {
  spentPuzzles: SpentPuzzleStore;
  activity: ActivityStore;
  clock: Clock;
}): Record<string, JobHandler> {
  const { spentPuzzles, activity, clock } = deps;
  return {
    // In batches, so that no delete holds its locks for long; what is left over waits for the next run.
    'captcha.purge': async (_job, { signal }) => {
      const moment = new Date(clock.now().getTime() - CLOCK_SLACK_MILLISECONDS);
      for (let batch = 0; batch < MAX_BATCHES && !signal.aborted; batch += 1) {
        if ((await spentPuzzles.deleteExpired(moment, BATCH)) < BATCH) return;
      }
    },
    'captcha.purge_activity': async (_job, { signal }) => {
      const moment = new Date(clock.now().getTime() - ACTIVITY_DAYS * 24 * 60 * 60 * 1000);
      for (let batch = 0; batch < MAX_BATCHES && !signal.aborted; batch += 1) {
        if ((await activity.deleteBefore(moment, BATCH)) < BATCH) return;
      }
    },
  };
}

export function addressKeyLimit(now: Date): Date {
  return new Date(now.getTime() - ADDRESS_KEY_LIFE_HOURS * 60 * 60 * 1000);
}
