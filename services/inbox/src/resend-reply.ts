import { deleteJobs } from '@foyer/jobs';
import { inboxError } from './errors.ts';
import type { ItemStore } from './item-store.ts';
import type { InboxDeps } from './ports.ts';
import { refuseUnmailable, sendJob } from './replies.ts';
import type { Reply, ReplyStore } from './reply-store.ts';

/**
 * Sends a reply once more that was refused or given up: the same mail, in the same place of its thread.
 *
 * @throws AppError item_unknown, reply_unknown, reply_not_failed, item_held, reply_without_address, reply_restricted
 */
export type ResendReply = (itemId: string, replyId: string, staffId: string) => Promise<Reply>;

export function createResendReply(
  deps: Pick<InboxDeps, 'db' | 'audit' | 'notifyDesk' | 'enqueueMany' | 'wakeJobs' | 'source'> & {
    items: ItemStore;
    store: ReplyStore;
  },
): ResendReply {
  const { db, audit, notifyDesk, enqueueMany, wakeJobs, source, items, store } = deps;
  return async (itemId, replyId, staffId) => {
    const item = await items.byId(itemId);
    refuseUnmailable(item, item && (await source(item.kind)?.read(itemId)));
    const queued = await db.transaction().execute(async (trx) => {
      if ((await items.lock(trx, itemId)) === undefined) throw inboxError('item_unknown');
      const reply = await store.lock(trx, itemId, replyId);
      if (reply === undefined) throw inboxError('reply_unknown');
      if (reply.state !== 'refused' && reply.state !== 'failed') {
        throw inboxError('reply_not_failed', `this reply is ${reply.state}`);
      }
      const again = await store.requeue(trx, replyId);
      const job = sendJob(replyId);
      // The dead job has the same key, and as long as it is there no other one with it is taken.
      await deleteJobs(trx, [job.key]);
      await enqueueMany(trx, [job]);
      await audit(trx, {
        actorId: staffId,
        action: 'inbox.reply.resend',
        subject: `inbox.item:${itemId}`,
        detail: { replyId },
      });
      return again;
    });
    wakeJobs();
    notifyDesk('inbox', [itemId]);
    return queued;
  };
}
