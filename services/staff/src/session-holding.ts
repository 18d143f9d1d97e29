import type { Database } from '@foyer/database';
import { newCanary, withoutHeld, type DataSubject, type PersonalDataHolding } from '@foyer/service';
import type { AccountDataStore } from './account-data-store.ts';
import type { CanaryStore } from './canary-store.ts';
import type { NotifyDesk, SessionLifetimes } from './ports.ts';
import type { Session, SessionStore } from './session-store.ts';
import type { Sessions } from './session.ts';
import { describeSessions } from './descriptions.ts';

/** Where staff are signed in. */
export function createSessionHolding(deps: {
  db: Database;
  accounts: AccountDataStore;
  sessions: Pick<Sessions, 'seenSince'>;
  store: SessionStore;
  lifetimes: SessionLifetimes;
  notifyDesk: NotifyDesk;
  canaries: CanaryStore;
}): PersonalDataHolding {
  const { db, accounts, sessions, store, lifetimes, notifyDesk, canaries } = deps;
  return {
    name: 'staff.sessions',
    isAboutStaff: true,
    describe: (language) => describeSessions(lifetimes)[language],
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
    erase: async (subject, { held, language }) => {
      const { retained } = withoutHeld(
        await sessionsOf(subject),
        held,
        describeSessions(lifetimes)[language],
      );
      const heldIds = held.map(({ id }) => id);
      const ids = await accounts.find(subject);
      const gone = await Promise.all(ids.map((id) => store.deleteAll(db, id, ...heldIds)));
      notifyDesk('staff', ids);
      return { erased: gone.reduce((sum, count) => sum + count, 0), retained };
    },
    due: ({ now, held }) => store.countOver({ now, seenSince: sessions.seenSince(now) }, held),
    purge: async ({ now, limit, held }) => {
      const purged = await store.deleteOver({ now, seenSince: sessions.seenSince(now) }, limit, held);
      return { purged, more: purged === limit };
    },
    oldest: () => store.oldest(),
    plantCanary: async (from) => {
      const canary = newCanary(from);
      const end = new Date(from.getTime() + lifetimes.absoluteDays * 86_400_000);
      // Seen until its end, so that it is not over any earlier.
      await canaries.plantSession(canary, { createdAt: from, lastSeenAt: end, expiresAt: end });
      return canary.marks;
    },
  };

  async function sessionsOf(subject: DataSubject): Promise<Session[]> {
    const ids = await accounts.find(subject);
    return (await Promise.all(ids.map((id) => store.listAll(id)))).flat();
  }
}
