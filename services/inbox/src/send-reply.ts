import type { JobHandler } from '@foyer/jobs';
import { deleteOutboxMails, MailRefusedError } from '@foyer/mail';
import { waitForLifting } from '@foyer/service';
import { z } from 'zod';
import type { ComposeReply } from './mails/compose.ts';
import type { InboxDeps } from './ports.ts';
import type { ReplyStore } from './reply-store.ts';

const Payload = z.object({ replyId: z.uuid() });

/** May run twice: the mail keeps its id, its date and its thread, and what the visitor's data have become is read anew. */
export function createSendReply(
  deps: Pick<InboxDeps, 'clock' | 'mail' | 'metrics' | 'notifyDesk' | 'outboxDir' | 'source'> & {
    store: ReplyStore;
    compose: ComposeReply;
  },
): JobHandler {
  const { clock, mail, notifyDesk, outboxDir, source, store, compose } = deps;
  const outcomes = deps.metrics.counter({
    name: 'foyer_inbox_replies_total',
    help: 'Replies to visitors and what became of their mails',
    labelNames: ['outcome'],
  });

  return async (job, { signal }) => {
    const { replyId } = Payload.parse(job.payload);
    const reply = await store.toSend(replyId);
    // One that was given up too: somebody has let its dead job run again.
    if (reply?.state !== 'queued' && reply?.state !== 'failed') return;
    const record = await source(reply.kind)?.read(reply.itemId);
    // Being deleted: the reply goes with it.
    if (record === undefined) return;

    if (record.isRestricted) throw waitForLifting(`the ${reply.kind} ${reply.itemId}`, clock.now());

    const refusal =
      record.email === null
        ? 'there is no e-mail address any more'
        : await sendOrBeRefused(async () => mail.send(await compose(reply, record), { signal }));
    const outcome = refusal === null ? 'sent' : 'refused';
    const isThere = await store.settle(replyId, outcome, refusal, clock.now());
    // Deleted while it was being sent: its copy must not stay behind.
    if (!isThere) await deleteOutboxMails(outboxDir, [reply.messageId]);
    outcomes.inc({ outcome });
    notifyDesk('inbox', [reply.itemId]);
  };
}

/** @returns why it was refused for good, null when it left */
async function sendOrBeRefused(send: () => Promise<unknown>): Promise<string | null> {
  try {
    await send();
    return null;
  } catch (error) {
    if (error instanceof MailRefusedError) return error.message;
    throw error;
  }
}
