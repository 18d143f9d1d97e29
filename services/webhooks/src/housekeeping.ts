import type { JobHandler, Schedule } from '@foyer/jobs';
import type { Clock } from '@foyer/runtime';
import type { DeliveryStore } from './delivery-store.ts';

const logDays = 30;
const batch = 1000;
// What is left over waits for the next run.
const maxBatches = 200;

export const webhookSchedules: Schedule[] = [
  { name: 'webhooks.purge', job: 'webhooks.purge', everySeconds: 3600 },
];

/** Keeps the log of deliveries for 30 days. */
export function createPurge({ clock, deliveries }: { clock: Clock; deliveries: DeliveryStore }): JobHandler {
  return async (_job, { signal }) => {
    const moment = new Date(clock.now().getTime() - logDays * 86_400_000);
    for (let round = 0; round < maxBatches && !signal.aborted; round += 1) {
      if ((await deliveries.deleteBefore(moment, batch)) < batch) return;
    }
  };
}
