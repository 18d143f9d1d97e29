import type { JobHandler, Schedule } from '@foyer/jobs';
import type { Clock } from '@foyer/runtime';
import type { PasskeyStore } from './passkey-store.ts';

export const passkeySchedules: Schedule[] = [
  { name: 'staff.purge_challenges', job: 'staff.purge_challenges', everySeconds: 3600 },
];

const batch = 1000;
const maxBatches = 100;
// A process whose clock is behind may still take a challenge that is over here.
const slackMilliseconds = 900_000;

export function createPasskeyPurge(deps: { store: PasskeyStore; clock: Clock }): Record<string, JobHandler> {
  return {
    'staff.purge_challenges': async (_job, { signal }) => {
      const moment = new Date(deps.clock.now().getTime() - slackMilliseconds);
      for (let round = 0; round < maxBatches && !signal.aborted; round += 1) {
        if ((await deps.store.deleteSpentBefore(moment, batch)) < batch) return;
      }
    },
  };
}
