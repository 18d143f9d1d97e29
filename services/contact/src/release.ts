import type { FormConsents } from './consents.ts';
import { messageReceived } from './event-data.ts';
import { jobsFor } from './jobs.ts';
import type { ContactMetrics } from './contact-metrics.ts';
import type { MessageStore } from './message-store.ts';
import type { ContactDeps } from './ports.ts';

const methods = { visitor: 'checkbox, then the link in a mail', staff: 'checkbox, released by staff' };

/** Lets a held message go the whole way it would have gone at once. @returns false when it was not held any more */
export type Release = (messageId: string, by: 'visitor' | 'staff', actorId?: string) => Promise<boolean>;

export function createRelease(
  deps: Pick<
    ContactDeps,
    'db' | 'clock' | 'inbox' | 'notifyDesk' | 'enqueueMany' | 'wakeJobs' | 'publishEvents'
  > & {
    messages: MessageStore;
    consents: FormConsents;
    metrics: ContactMetrics;
  },
): Release {
  const { db, clock, inbox, notifyDesk, enqueueMany, wakeJobs, publishEvents, messages, consents, metrics } =
    deps;
  return async (messageId, by, actorId) => {
    const isReleased = await db.transaction().execute(async (trx) => {
      const now = clock.now();
      const released = await messages.release(trx, messageId, by, now);
      if (released === undefined) return false;
      await inbox.setState(trx, [messageId], 'open', now, actorId);
      await publishEvents?.(trx, [messageReceived(messageId, now)]);
      if (released.consents !== undefined)
        await consents.record(trx, released, released.consents, methods[by]);
      await enqueueMany(trx, jobsFor('received', { id: messageId, hasEmail: released.email !== null }));
      return true;
    });
    if (isReleased) {
      wakeJobs();
      notifyDesk('inbox', [messageId]);
      metrics.released(by);
    }
    return isReleased;
  };
}
