import type { IncomingHttpHeaders } from 'node:http';
import type { DatabaseOrTx } from '@foyer/database';
import { uuidv7, type Clock } from '@foyer/runtime';
import type { Audit } from '@foyer/service';
import type { AccountStore } from './account-store.ts';
import { staffError } from './errors.ts';
import type { SessionLifetimes } from './ports.ts';
import { programName } from './program-name.ts';
import { sessionCookie, sessionTokenOf } from './session-cookie.ts';
import type { SessionStore, SignInMethod } from './session-store.ts';
import { csrfTokenOf, hashOfToken, newToken } from './token.ts';

export interface StartedSession {
  sessionId: string;
  /** second_factor: only the route of the second factor takes this cookie. */
  state: 'second_factor' | 'signed_in';
  /** For Set-Cookie. */
  cookie: string;
  csrfToken: string;
}

/**
 * Begins a session, once it is clear who is there, in the transaction that used up the code or challenge. The session of
 * the cookie in `headers` ends with it: whoever knew the token before signing in must not know the one after.
 *
 * After a password alone, an account with a second factor is only half signed in.
 *
 * @throws AppError sign_in_failed when the account is gone or disabled
 */
export type StartSession = (
  trx: DatabaseOrTx,
  start: { staffId: string; method: SignInMethod; headers: IncomingHttpHeaders },
) => Promise<StartedSession>;

const maxSessions = 20;
/** To find one's telephone and type six digits. */
const secondFactorMinutes = 10;
const dayMilliseconds = 86_400_000;

export function createStartSession(deps: {
  accounts: AccountStore;
  sessions: SessionStore;
  clock: Clock;
  audit: Audit;
  lifetimes: SessionLifetimes;
}): StartSession {
  const { accounts, sessions, clock, audit, lifetimes } = deps;

  return async (trx, { staffId, method, headers }) => {
    // Locked: who disables an account at this moment ends this session too, or it does not begin.
    const account = await accounts.lock(trx, staffId);
    if (account === undefined || account.disabledAt !== null) throw staffError('sign_in_failed');
    await endPrevious(trx, headers);

    const isComplete = method !== 'password' || account.totpSecret === null;
    const now = clock.now();
    const token = newToken();
    const id = uuidv7(now);
    const lifetime = isComplete ? lifetimes.absoluteDays * dayMilliseconds : secondFactorMinutes * 60_000;
    await sessions.insert(trx, {
      id,
      accountId: staffId,
      tokenHash: hashOfNew(token),
      isComplete,
      method,
      program: programName(headers['user-agent']),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + lifetime),
    });
    await sessions.deleteBeyond(trx, staffId, maxSessions);
    if (isComplete) {
      await accounts.noteSignIn(trx, staffId, now);
      await audit(trx, {
        actorId: staffId,
        action: 'staff.sign_in',
        subject: `staff.account:${staffId}`,
        detail: { method },
      });
    }
    return {
      sessionId: id,
      state: isComplete ? 'signed_in' : 'second_factor',
      cookie: sessionCookie(token, Math.floor(lifetime / 1000)),
      csrfToken: csrfTokenOf(token),
    };
  };

  async function endPrevious(trx: DatabaseOrTx, headers: IncomingHttpHeaders): Promise<void> {
    const tokenHash = hashOfToken('staff.session', sessionTokenOf(headers) ?? '');
    if (tokenHash) await sessions.deleteByToken(trx, tokenHash);
  }
}

function hashOfNew(token: string): Uint8Array {
  const hash = hashOfToken('staff.session', token);
  if (hash === undefined) throw new Error('a new token must have the shape of a token');
  return hash;
}
