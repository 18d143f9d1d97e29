import type { Database } from '@foyer/database';
import { deleteJobs } from '@foyer/jobs';
import { deleteOutboxMails } from '@foyer/mail';
import type { InboxPort } from './inbox-port.ts';
import { jobKeysOf } from './jobs.ts';
import { mailIdOf, mailKinds } from './message.ts';
import type { MessageStore } from './message-store.ts';

/** Deletes messages with everything that was made of them: copies of mails, jobs, links, items. @returns how many */
export type DeleteMessages = (messages: readonly { id: string; mailDomain: string }[]) => Promise<number>;

export function createDeleteMessages(deps: {
  db: Database;
  messages: MessageStore;
  inbox: InboxPort;
  outboxDir: string;
}): DeleteMessages {
  const { db, messages, inbox, outboxDir } = deps;
  return async (doomed) => {
    if (doomed.length === 0) return 0;
    // Before, because after the commit nobody would know the ids any more if this process died.
    await removeCopies(doomed);
    const deleted = await db.transaction().execute(async (trx) => {
      await deleteJobs(
        trx,
        doomed.flatMap(({ id }) => jobKeysOf(id)),
      );
      const ids = doomed.map(({ id }) => id);
      const removed = await messages.remove(trx, ids);
      await inbox.remove(trx, ids);
      return removed;
    });
    // And after, for the job that was just at work; the next one finds no message.
    await removeCopies(doomed);
    return deleted;
  };

  async function removeCopies(doomed: readonly { id: string; mailDomain: string }[]): Promise<void> {
    await deleteOutboxMails(
      outboxDir,
      doomed.flatMap((message) => mailKinds.map((kind) => mailIdOf(kind, message))),
    );
  }
}
