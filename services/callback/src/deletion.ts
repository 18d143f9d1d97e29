import type { Database } from '@foyer/database';
import { deleteOutboxMails } from '@foyer/mail';
import { deleteJobs } from './job-store.ts';
import { jobKeysOf } from './jobs.ts';
import type { InboxPort } from './ports.ts';
import { mailIdOf, mailKinds, staffNoticeIdOf } from './request.ts';
import type { Doomed, RequestStore } from './request-store.ts';

/** Deletes requests with everything that was made of them: copies of mails, jobs, links, attempts. @returns how many */
export type DeleteRequests = (requests: readonly Doomed[]) => Promise<number>;

export function createDeleteRequests(deps: {
  db: Database;
  requests: RequestStore;
  inbox: InboxPort;
  outboxDir: string;
}): DeleteRequests {
  const { db, requests, inbox, outboxDir } = deps;
  return async (doomed) => {
    if (doomed.length === 0) return 0;
    const ids = doomed.map(({ id }) => id);
    // Before, because after the commit nobody would know the ids any more if this process died.
    await removeCopies(doomed);
    const deleted = await db.transaction().execute(async (trx) => {
      await deleteJobs(trx, doomed.flatMap(jobKeysOf));
      await inbox.remove(trx, ids);
      return await requests.remove(trx, ids);
    });
    // And after, for the job that was just at work; the next one finds no request.
    await removeCopies(doomed);
    return deleted;
  };

  async function removeCopies(doomed: readonly Doomed[]): Promise<void> {
    const copies = doomed.flatMap((request) => [
      staffNoticeIdOf(request),
      ...mailKinds.flatMap((kind) =>
        Array.from({ length: request.sequence + 1 }, (_, sequence) =>
          mailIdOf(kind, { ...request, sequence }),
        ),
      ),
    ]);
    await deleteOutboxMails(outboxDir, copies);
  }
}
