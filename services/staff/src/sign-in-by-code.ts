import type { IncomingHttpHeaders } from 'node:http';
import type { Database, DatabaseOrTx } from '@foyer/database';
import { httpError } from '@foyer/http';
import type { Clock, SecretBox } from '@foyer/runtime';
import type { Account } from './account.ts';
import type { AccountStore } from './account-store.ts';
import type { Attempts } from './attempts.ts';
import { refuseOtherPages } from './csrf.ts';
import { staffError } from './errors.ts';
import { hashOfRecoveryCode } from './recovery-code.ts';
import type { SecondFactorStore } from './second-factor-store.ts';
import type { Sessions } from './session.ts';
import type { SessionStore } from './session-store.ts';
import type { StartedSession, StartSession } from './sign-in.ts';
import { stepOfCode } from './totp.ts';

/**
 * Makes a session that the password began whole.
 *
 * @throws AppError unauthenticated without such a session, forbidden without its token, second_factor_not_asked,
 *   code_wrong, the same for a code that was used before, or sign_in_delayed
 */
export type SignInByCode = (
  given: { method: 'totp' | 'recovery'; code: string },
  headers: IncomingHttpHeaders,
) => Promise<{ staffId: string; session: StartedSession }>;

export function createSignInByCode(deps: {
  db: Database;
  clock: Clock;
  accounts: AccountStore;
  attempts: Attempts;
  sessions: Sessions;
  sessionStore: SessionStore;
  secondFactors: SecondFactorStore;
  totpSecrets: SecretBox;
  startSession: StartSession;
}): SignInByCode {
  const { db, clock, accounts, attempts, sessions, sessionStore, secondFactors, totpSecrets } = deps;

  return async ({ method, code }, headers) => {
    const open = await sessions.read(headers);
    if (open === undefined) throw httpError('unauthenticated', 'begin with the password again');
    refuseOtherPages(headers, open.csrfToken);
    if (open.session.isComplete) throw staffError('second_factor_not_asked', 'you are signed in already');
    const staffId = open.account.id;
    const attempt = await attempts.beginCode(staffId);

    const session = await db.transaction().execute(async (trx) => {
      const account = await accounts.lock(trx, staffId);
      // Somebody may have ended it while it was looked at.
      const isStillOpen = await sessionStore.deleteOne(trx, staffId, open.session.id);
      if (account === undefined || !isStillOpen) {
        throw httpError('unauthenticated', 'begin with the password again');
      }
      const spend = method === 'totp' ? spendTotp : spendRecoveryCode;
      if (!(await spend(trx, account, code))) throw staffError('code_wrong', wrong[method]);
      const started = await deps.startSession(trx, { staffId, method, headers });
      await attempts.forgive(trx, attempt);
      return started;
    });
    return { staffId, session };
  };

  async function spendTotp(trx: DatabaseOrTx, account: Account, code: string): Promise<boolean> {
    if (account.totpSecret === null) return false;
    const secret = totpSecrets.open(account.totpSecret, account.id);
    const step = stepOfCode(secret, code, clock.now());
    return step !== undefined && (await secondFactors.spendStep(trx, account.id, step));
  }

  async function spendRecoveryCode(trx: DatabaseOrTx, account: Account, code: string): Promise<boolean> {
    return secondFactors.spendRecoveryCode(trx, account.id, hashOfRecoveryCode(account.id, code));
  }
}

const wrong = {
  totp: 'a code counts for half a minute and works once: wait for the next one, and look at the clock of the device',
  recovery: 'no recovery code that was not used yet looks like this',
} as const;
