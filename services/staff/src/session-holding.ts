import type { Database } from '@foyer/database';
import type { DataSubject, PersonalDataHolding } from '@foyer/service';
import type { AccountDataStore } from './account-data-store.ts';
import type { NotifyDesk, SessionLifetimes } from './ports.ts';
import type { Session, SessionStore } from './session-store.ts';
import type { Sessions } from './session.ts';

/** Where staff are signed in. */
export function createSessionHolding(deps: {
  db: Database;
  accounts: AccountDataStore;
  sessions: Pick<Sessions, 'seenSince'>;
  store: SessionStore;
  lifetimes: SessionLifetimes;
  notifyDesk: NotifyDesk;
}): PersonalDataHolding {
  const { db, accounts, sessions, store, lifetimes, notifyDesk } = deps;
  return {
    name: 'staff.sessions',
    category: 'Hash of a cookie, browser and system in words, times of the first and the last request',
    purpose: 'Keeping staff signed in, and letting them see and end where they are',
    legalBasis: 'Art. 6(1)(c) GDPR with Art. 32: security of processing',
    columns: [
      'id',
      'token_hash',
      'account_id',
      'is_complete',
      'method',
      'program',
      'created_at',
      'last_seen_at',
      'expires_at',
    ].map((column) => `staff.session.${column}`),
    retention: {
      days: lifetimes.absoluteDays,
      from: 'staff.session.created_at',
      text: `Deleted after ${lifetimes.idleHours} hours without a request, after ${lifetimes.absoluteDays} days, or when signed out; never in a backup.`,
    },
    find: async (subject) => (await sessionsOf(subject)).map(({ id }) => id),
    export: async (subject) =>
      (await sessionsOf(subject)).map(({ id, createdAt, lastSeenAt, method, program }) => ({
        id,
        createdAt,
        fields: { method, program, lastSeenAt: lastSeenAt.toISOString() },
      })),
    // What the program noted itself is not for anybody to correct; who wants no session signs out.
    correct: async () => 0,
    restrict: async () => 0,
    erase: async (subject) => {
      const ids = await accounts.find(subject);
      const gone = await Promise.all(ids.map((id) => store.deleteAll(db, id)));
      notifyDesk('staff', ids);
      return { erased: gone.reduce((sum, count) => sum + count, 0), retained: [] };
    },
    purge: async ({ now, limit }) => {
      const purged = await store.deleteOver({ now, seenSince: sessions.seenSince(now) }, limit);
      return { purged, more: purged === limit };
    },
    oldest: () => store.oldest(),
  };

  async function sessionsOf(subject: DataSubject): Promise<Session[]> {
    const ids = await accounts.find(subject);
    return (await Promise.all(ids.map((id) => store.listAll(id)))).flat();
  }
}
