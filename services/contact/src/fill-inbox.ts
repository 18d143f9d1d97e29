import type { JobHandler } from '@foyer/jobs';
import { z } from 'zod';
import type { DeskStore } from './desk-store.ts';
import { inboxItemOf } from './inbox-item.ts';
import type { ContactDeps } from './ports.ts';

const Payload = z.object({ after: z.uuid().optional() });
const pageSize = 200;

/**
 * Brings messages from before there was an inbox into it, a page a job, until none is left: the next job is enqueued in
 * the transaction of the page, so that nothing is skipped when the process ends in between.
 */
export function createFillInbox(
  deps: Pick<ContactDeps, 'db' | 'inbox' | 'enqueueMany'> & { desk: DeskStore },
): JobHandler {
  const { db, inbox, enqueueMany, desk } = deps;
  return async (job) => {
    const { after } = Payload.parse(job.payload);
    await db.transaction().execute(async (trx) => {
      const messages = await desk.page(trx, after, pageSize);
      await inbox.add(
        trx,
        messages.map((message) =>
          inboxItemOf(message, message.reference, message.state === 'held' ? 'held' : 'open'),
        ),
      );
      for (const { id, closedAt, state } of messages) {
        if (closedAt !== null && state !== 'held') await inbox.setState(trx, [id], 'closed', closedAt);
      }
      const last = messages.at(-1);
      if (messages.length < pageSize || last === undefined) return;
      await enqueueMany(trx, [{ name: 'contact.fill_inbox', payload: { after: last.id } }]);
    });
  };
}
