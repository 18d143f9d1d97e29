import type { DatabaseOrTx } from '@foyer/database';
import type { Clock, SecretBox } from '@foyer/runtime';
import type { Account } from './account.ts';
import type { AccountStore } from './account-store.ts';
import type { Attempts } from './attempts.ts';
import { staffError } from './errors.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { hashOfRecoveryCode } from './recovery-code.ts';
import type { SecondFactorStore } from './second-factor-store.ts';
import { stepOfCode } from './totp.ts';

/** The password, a code of the authenticator app, or a recovery code. */
export type Proof = { password: string } | { code: string };

/** In the transaction of the deed: uses the proof up and answers the account, locked. @throws AppError when it is wrong */
type UseProof = (trx: DatabaseOrTx) => Promise<Account>;

export interface OwnerProof {
  /**
   * Asks who is signed in to show that it is them, before they do what would lock the owner out. Who guesses is slowed
   * down as in signing in.
   *
   * @param field of the body in which the password stands
   * @throws AppError password_wrong, sign_in_delayed, sign_in_busy
   */
  ask(owner: Owner, proof: Proof, field?: string): Promise<UseProof>;
}

export interface Owner {
  staffId: string;
  /** From which they ask. */
  address: string;
}

export function createOwnerProof(deps: {
  reader: DatabaseOrTx;
  clock: Clock;
  accounts: AccountStore;
  secondFactors: SecondFactorStore;
  totpSecrets: SecretBox;
  attempts: Attempts;
  passwords: PasswordHasher;
}): OwnerProof {
  const { reader, clock, accounts, secondFactors, totpSecrets, attempts, passwords } = deps;

  return {
    ask: async ({ staffId, address }, proof, field = 'password') => {
      const account = await accounts.find(reader, staffId);
      if (account === undefined) throw staffError('member_unknown');
      const attempt =
        'password' in proof
          ? await attempts.begin(account.email, address)
          : await attempts.beginCode(staffId);
      // Not in the transaction: hashing takes long.
      if ('password' in proof && !(await passwords.verify(proof.password, account.passwordHash))) {
        throw wrong('password_wrong', field, account);
      }
      return async (trx) => {
        const locked = await accounts.lock(trx, staffId);
        if (locked === undefined) throw staffError('member_unknown');
        if ('password' in proof) {
          // Meanwhile it was changed: the one that was shown is not the present one any more.
          if (locked.passwordHash !== account.passwordHash) throw wrong('password_wrong', field, account);
        } else if (!(await spend(trx, locked, proof.code))) {
          throw wrong('code_wrong', 'code', account);
        }
        await attempts.takeBack(trx, attempt);
        return locked;
      };
    },
  };

  async function spend(trx: DatabaseOrTx, { id, totpSecret }: Account, code: string): Promise<boolean> {
    if (totpSecret === null) return false;
    if (!isTotpCode(code)) return secondFactors.spendRecoveryCode(trx, id, hashOfRecoveryCode(id, code));
    const step = stepOfCode(totpSecrets.open(totpSecret, id), code, clock.now());
    return step !== undefined && (await secondFactors.spendStep(trx, id, step));
  }
}

function isTotpCode(code: string): boolean {
  return /^\d{6}$/.test(code);
}

function wrong(kind: 'password_wrong' | 'code_wrong', field: string, { passwordHash }: Account): Error {
  const hasNone = kind === 'password_wrong' && passwordHash === null;
  const detail = hasNone ? 'your account has no password' : staffError.kinds[kind].title;
  return staffError(kind, detail, { errors: [{ pointer: `/${field}`, detail, code: kind }] });
}
