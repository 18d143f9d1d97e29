import type { IncomingHttpHeaders } from 'node:http';
import type { Database } from '@foyer/database';
import type { AccountStore } from './account-store.ts';
import type { Attempts } from './attempts.ts';
import { staffError } from './errors.ts';
import { isCheaper, type PasswordCost } from './password-hash.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { StartedSession, StartSession } from './sign-in.ts';

/**
 * Signs in who knows the password; half, where a second factor is asked for.
 *
 * @throws AppError sign_in_failed, the same for a wrong password and for an address that nobody has, sign_in_delayed or
 *   sign_in_busy
 */
export type SignInByPassword = (
  given: { email: string; password: string },
  request: { address: string; headers: IncomingHttpHeaders },
) => Promise<{ staffId: string; session: StartedSession }>;

export function createSignInByPassword(deps: {
  db: Database;
  accounts: AccountStore;
  attempts: Attempts;
  passwords: PasswordHasher;
  passwordCost: PasswordCost;
  startSession: StartSession;
}): SignInByPassword {
  const { db, accounts, attempts, passwords, passwordCost, startSession } = deps;

  return async ({ email, password }, { address, headers }) => {
    const attempt = await attempts.begin(email, address);
    const account = await accounts.findByEmail(email);
    const hash = account?.disabledAt === null ? account.passwordHash : null;
    let isRight: boolean;
    try {
      // Without a hash too: it must not be seen from the time it takes who has an account.
      isRight = await passwords.verify(password, hash);
    } catch (error) {
      await attempts.takeBack(db, attempt);
      throw error;
    }
    if (!isRight || account === undefined || hash === null) throw noMatch();
    const better = isCheaper(hash, passwordCost) ? await passwords.hash(password) : undefined;

    const session = await db.transaction().execute(async (trx) => {
      const locked = await accounts.lock(trx, account.id);
      // While it was looked at, the password was changed: then this one is not right any more.
      if (locked?.passwordHash !== hash) throw noMatch();
      if (better !== undefined) await accounts.setPassword(trx, account.id, better);
      const started = await startSession(trx, { staffId: account.id, method: 'password', headers });
      await attempts.forgive(trx, attempt);
      return started;
    });
    return { staffId: account.id, session };
  };
}

function noMatch(): Error {
  return staffError('sign_in_failed', 'no account has this address with this password');
}
