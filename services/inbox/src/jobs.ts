import type { JobHandler } from '@foyer/jobs';
import { deleteOutboxMails } from '@foyer/mail';
import { z } from 'zod';
import type { InboxDeps } from './ports.ts';

const Copies = z.object({ messageIds: z.array(z.string()) });

export function createInboxJobs(
  deps: Pick<InboxDeps, 'outboxDir'> & { sendReply: JobHandler; settleSource: JobHandler },
): Record<string, JobHandler> {
  const { outboxDir, sendReply, settleSource } = deps;
  return {
    'inbox.send_reply': sendReply,
    'inbox.settle_source': settleSource,
    'inbox.forget_mails': async (job) => {
      await deleteOutboxMails(outboxDir, Copies.parse(job.payload).messageIds);
    },
  };
}
