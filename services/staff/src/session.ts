import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '@foyer/runtime';
import type { Account } from './account.ts';
import type { SessionLifetimes } from './ports.ts';
import { sessionTokenOf } from './session-cookie.ts';
import type { Session, SessionStore } from './session-store.ts';
import { csrfTokenOf, hashOfToken } from './token.ts';

export interface OpenSession {
  session: Session;
  account: Account;
  csrfToken: string;
}

export interface Sessions {
  /** The session of a request, half or wholly signed in; undefined for everything that is none. */
  read(headers: IncomingHttpHeaders): Promise<OpenSession | undefined>;
  /** The same without counting as a request: what looks by itself must not keep a session alive. */
  look(headers: IncomingHttpHeaders): Promise<OpenSession | undefined>;
  /** From when on a session must have been seen, not to be over. */
  seenSince(now: Date): Date;
}

/** A write for each request would be too many, and nobody needs to know it to the second. */
const touchMilliseconds = 60_000;

export function createSessions(deps: {
  store: SessionStore;
  clock: Clock;
  lifetimes: SessionLifetimes;
}): Sessions {
  const { store, clock, lifetimes } = deps;
  const seenSince = (now: Date): Date => new Date(now.getTime() - lifetimes.idleHours * 3_600_000);
  const look: Sessions['look'] = async (headers) => {
    const token = sessionTokenOf(headers);
    const tokenHash = token === undefined ? undefined : hashOfToken('staff.session', token);
    if (token === undefined || tokenHash === undefined) return undefined;
    const now = clock.now();
    const found = await store.find(tokenHash, { now, seenSince: seenSince(now) });
    return found && { ...found, csrfToken: csrfTokenOf(token) };
  };
  return {
    seenSince,
    look,
    read: async (headers) => {
      const open = await look(headers);
      const now = clock.now();
      if (open && now.getTime() - open.session.lastSeenAt.getTime() >= touchMilliseconds) {
        await store.touch(open.session.id, now);
      }
      return open;
    },
  };
}
