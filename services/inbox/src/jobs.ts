import type { JobHandler, LastWords } from '@foyer/jobs';
import { deleteOutboxMails } from '@foyer/mail';
import { z } from 'zod';
import type { InboxDeps } from './ports.ts';

/** Otherwise a reply would be shown as on its way for ever. */
export const inboxLastWords: LastWords = { 'inbox.send_reply': 'inbox.give_up_reply' };

const Copies = z.object({ messageIds: z.array(z.string()) });

export function createInboxJobs(
  deps: Pick<InboxDeps, 'outboxDir'> & {
    sendReply: JobHandler;
    giveUpReply: JobHandler;
    settleSource: JobHandler;
  },
): Record<string, JobHandler> {
  const { outboxDir, sendReply, giveUpReply, settleSource } = deps;
  return {
    'inbox.send_reply': sendReply,
    'inbox.give_up_reply': giveUpReply,
    'inbox.settle_source': settleSource,
    'inbox.forget_mails': async (job) => {
      await deleteOutboxMails(outboxDir, Copies.parse(job.payload).messageIds);
    },
  };
}
