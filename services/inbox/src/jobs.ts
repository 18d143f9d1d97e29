import type { JobHandler, LastWords, Schedule } from '@foyer/jobs';
import { deleteOutboxMails } from '@foyer/mail';
import type { PersonalDataHolding } from '@foyer/service';
import { z } from 'zod';
import type { InboxDeps } from './ports.ts';

export const inboxSchedules: Schedule[] = [{ name: 'inbox.purge', job: 'inbox.purge', everySeconds: 3600 }];

/** Otherwise a reply would be shown as on its way for ever. */
export const inboxLastWords: LastWords = { 'inbox.send_reply': 'inbox.give_up_reply' };

const Copies = z.object({ messageIds: z.array(z.string()) });
const batch = 500;
// What is left over waits for the next hour; a job that never ends would be taken for one that hangs.
const maxBatches = 200;

export function createInboxJobs(
  deps: Pick<InboxDeps, 'clock' | 'outboxDir'> & {
    sendReply: JobHandler;
    giveUpReply: JobHandler;
    settleSource: JobHandler;
    holdings: readonly PersonalDataHolding[];
  },
): Record<string, JobHandler> {
  const { clock, outboxDir, sendReply, giveUpReply, settleSource, holdings } = deps;
  return {
    'inbox.send_reply': sendReply,
    'inbox.give_up_reply': giveUpReply,
    'inbox.settle_source': settleSource,
    'inbox.forget_mails': async (job) => {
      await deleteOutboxMails(outboxDir, Copies.parse(job.payload).messageIds);
    },
    'inbox.purge': async (_job, { signal }) => {
      for (const holding of holdings) {
        for (let round = 0; round < maxBatches && !signal.aborted; round += 1) {
          const { more } = await holding.purge({ now: clock.now(), limit: batch });
          if (!more) break;
        }
      }
    },
  };
}
