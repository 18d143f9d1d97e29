import { messageReceived } from './event-data.ts';
import { jobsFor } from './jobs.ts';
import type { ContactMetrics } from './contact-metrics.ts';
import type { MessageStore } from './message-store.ts';
import type { ContactDeps } from './ports.ts';

/** Lets a held message go the whole way it would have gone at once. @returns false when it was not held any more */
export type Release = (messageId: string, by: 'visitor' | 'staff') => Promise<boolean>;

export function createRelease(
  deps: Pick<ContactDeps, 'db' | 'clock' | 'enqueueMany' | 'wakeJobs' | 'publishEvents'> & {
    messages: MessageStore;
    metrics: ContactMetrics;
  },
): Release {
  const { db, clock, enqueueMany, wakeJobs, publishEvents, messages, metrics } = deps;
  return async (messageId, by) => {
    const isReleased = await db.transaction().execute(async (trx) => {
      const released = await messages.release(trx, messageId, by, clock.now());
      if (released === undefined) return false;
      await publishEvents?.(trx, [messageReceived(messageId, clock.now())]);
      await enqueueMany(trx, jobsFor('received', { id: messageId, hasEmail: released.hasEmail }));
      return true;
    });
    if (isReleased) {
      wakeJobs();
      metrics.released(by);
    }
    return isReleased;
  };
}
