import type { Database, DatabaseOrTx } from '@foyer/database';
import type { Clock, SecretBox } from '@foyer/runtime';
import type { Audit } from '@foyer/service';
import type { AccountStore } from './account-store.ts';
import type { Account } from './account.ts';
import { staffError } from './errors.ts';
import type { Owner, OwnerProof, Proof } from './owner-proof.ts';
import type { NotifyDesk } from './ports.ts';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-code.ts';
import type { SecondFactorStore } from './second-factor-store.ts';
import { newTotpSecret, stepOfCode } from './totp.ts';

/** Setting up and switching off the second factor of one's own account. */
export interface OwnSecondFactor {
  /** A secret for the authenticator app; asked for only once its first code was right. @throws AppError totp_active */
  start(staffId: string): Promise<{ secret: string; uri: string }>;
  /** @returns recovery codes, which nobody can read again. @throws AppError totp_active, totp_not_started, code_wrong */
  confirm(staffId: string, code: string): Promise<string[]>;
  /** @throws AppError second_factor_not_asked, password_wrong, code_wrong, sign_in_delayed */
  remove(owner: Owner, proof: Proof): Promise<void>;
  /** Those from before work no more. @throws as `remove` */
  renewRecoveryCodes(owner: Owner, proof: Proof): Promise<string[]>;
}

export function createOwnSecondFactor(deps: {
  db: Database;
  clock: Clock;
  accounts: AccountStore;
  secondFactors: SecondFactorStore;
  totpSecrets: SecretBox;
  proof: OwnerProof;
  audit: Audit;
  notifyDesk: NotifyDesk;
  companyName: string;
}): OwnSecondFactor {
  const { db, clock, accounts, secondFactors, totpSecrets, proof, audit, notifyDesk, companyName } = deps;

  return {
    start: (staffId) =>
      db.transaction().execute(async (trx) => {
        const { email } = await lockWithout(trx, staffId);
        const { bytes, secret, uri } = newTotpSecret({ issuer: companyName, label: email });
        await secondFactors.setPending(trx, staffId, totpSecrets.seal(bytes, staffId));
        return { secret, uri };
      }),

    confirm: async (staffId, code) => {
      const recoveryCodes = await db.transaction().execute(async (trx) => {
        const { totpPending } = await lockWithout(trx, staffId);
        if (totpPending === null) throw staffError('totp_not_started', 'begin anew with a new secret');
        const step = stepOfCode(totpSecrets.open(totpPending, staffId), code, clock.now());
        if (step === undefined) throw codeWrong();
        await secondFactors.activate(trx, staffId, step);
        await note(trx, staffId, 'staff.add_totp');
        return await replaceCodes(trx, staffId);
      });
      notifyDesk('staff', [staffId]);
      return recoveryCodes;
    },

    remove: async (owner, shown) => {
      const use = await askOfWhoHasOne(owner, shown);
      await db.transaction().execute(async (trx) => {
        await use(trx);
        await secondFactors.remove(trx, owner.staffId);
        await note(trx, owner.staffId, 'staff.remove_totp');
      });
      notifyDesk('staff', [owner.staffId]);
    },

    renewRecoveryCodes: async (owner, shown) => {
      const use = await askOfWhoHasOne(owner, shown);
      return await db.transaction().execute(async (trx) => {
        const { totpSecret } = await use(trx);
        if (totpSecret === null) throw notAsked();
        await note(trx, owner.staffId, 'staff.renew_recovery_codes');
        return await replaceCodes(trx, owner.staffId);
      });
    },
  };

  /** The account, locked, which must have no second factor yet. */
  async function lockWithout(trx: DatabaseOrTx, staffId: string): Promise<Account> {
    const account = await accounts.lock(trx, staffId);
    if (account === undefined) throw staffError('member_unknown');
    if (account.totpSecret !== null) throw staffError('totp_active', 'switch off the present one first');
    return account;
  }

  async function askOfWhoHasOne(owner: Owner, shown: Proof) {
    const account = await accounts.find(db, owner.staffId);
    if (account === undefined || account.totpSecret === null) throw notAsked();
    return proof.ask(owner, shown);
  }

  async function replaceCodes(trx: DatabaseOrTx, staffId: string): Promise<string[]> {
    const codes = newRecoveryCodes();
    const hashes = codes.map((code) => hashOfRecoveryCode(staffId, code));
    await secondFactors.replaceRecoveryCodes(trx, staffId, hashes, clock.now());
    return codes;
  }

  async function note(trx: DatabaseOrTx, staffId: string, action: string): Promise<void> {
    await audit(trx, { actorId: staffId, action, subject: `staff.account:${staffId}` });
  }
}

function notAsked(): Error {
  return staffError('second_factor_not_asked', 'your account has no second factor');
}

function codeWrong(): Error {
  const detail = 'the code is not the one that the app shows now; check the clock of the device';
  return staffError('code_wrong', detail, { errors: [{ pointer: '/code', detail, code: 'code_wrong' }] });
}
