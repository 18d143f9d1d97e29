import type { JobHandler } from '@foyer/jobs';
import { z } from 'zod';
import type { Changes } from './changes.ts';
import type { InboxDeps } from './ports.ts';
import type { ReplyStore } from './reply-store.ts';

const Payload = z.object({ replyId: z.uuid() });
const reason = 'the mail could not be handed over to a mail server in any of its attempts';

/**
 * Runs when the job that mails a reply has died: the reply shows it, and its item is open again, because the one who
 * wrote and closed it believes that the visitor was answered. Running twice changes nothing more.
 */
export function createGiveUpReply(
  deps: Pick<InboxDeps, 'db' | 'clock' | 'notifyDesk' | 'wakeJobs'> & { store: ReplyStore; changes: Changes },
): JobHandler {
  const { db, clock, notifyDesk, wakeJobs, store, changes } = deps;
  return async (job) => {
    const { replyId } = Payload.parse(job.payload);
    const at = clock.now();
    const itemId = await db.transaction().execute(async (trx) => {
      const failed = await store.fail(trx, replyId, reason, at);
      if (failed !== undefined) {
        await changes.changeIn(trx, [failed], { state: 'open' }, { actorId: null, bulkId: null, at });
      }
      return failed;
    });
    if (itemId === undefined) return;
    wakeJobs();
    notifyDesk('inbox', [itemId]);
  };
}
