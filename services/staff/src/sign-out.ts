import type { IncomingHttpHeaders } from 'node:http';
import type { Database } from '@foyer/database';
import type { Audit } from '@foyer/service';
import { refuseOtherPages } from './csrf.ts';
import type { NotifyDesk } from './ports.ts';
import type { Sessions } from './session.ts';
import type { SessionStore } from './session-store.ts';

/** Ends the session of the request; without one there is nothing to do. @throws AppError forbidden without its token */
export type SignOut = (headers: IncomingHttpHeaders) => Promise<void>;

export function createSignOut(deps: {
  db: Database;
  sessions: Sessions;
  sessionStore: SessionStore;
  audit: Audit;
  notifyDesk: NotifyDesk;
}): SignOut {
  const { db, sessions, sessionStore, audit, notifyDesk } = deps;
  return async (headers) => {
    const open = await sessions.read(headers);
    if (open === undefined) return;
    refuseOtherPages(headers, open.csrfToken);
    const { id, accountId, isComplete } = open.session;
    await db.transaction().execute(async (trx) => {
      const isFirst = await sessionStore.deleteOne(trx, accountId, id);
      if (!isFirst || !isComplete) return;
      await audit(trx, {
        actorId: accountId,
        action: 'staff.sign_out',
        subject: `staff.account:${accountId}`,
      });
    });
    // Open pages of this session have a stream each, which would go on until its next look.
    if (isComplete) notifyDesk('staff', [accountId]);
  };
}
