import type { Database } from '@foyer/database';
import type { Actor } from '@foyer/http';
import type { Clock } from '@foyer/runtime';
import type { Audit } from '@foyer/service';
import type { AccountStore } from './account-store.ts';
import { staffError } from './errors.ts';
import type { OwnerProof } from './owner-proof.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { refuseWeakPassword } from './password-rules.ts';
import type { NotifyDesk } from './ports.ts';
import type { SecondFactorStore } from './second-factor-store.ts';
import type { Session, SessionStore } from './session-store.ts';
import type { Sessions } from './session.ts';

/** What everybody may do with their own account. */
export interface OwnAccount {
  read(actor: Actor): Promise<{ hasPassword: boolean; hasTotp: boolean; recoveryCodesLeft: number }>;
  sessions(actor: Actor): Promise<(Session & { isCurrent: boolean })[]>;
  /** @throws AppError session_unknown */
  endSession(actor: Actor, id: string): Promise<void>;
  endOtherSessions(actor: Actor): Promise<void>;
  /**
   * All other sessions end.
   *
   * @throws AppError password_wrong, password_weak, sign_in_delayed, sign_in_busy
   */
  changePassword(actor: Actor, address: string, change: { current: string; next: string }): Promise<void>;
}

export function createOwnAccount(deps: {
  db: Database;
  clock: Clock;
  accounts: AccountStore;
  sessions: Sessions;
  sessionStore: SessionStore;
  secondFactors: SecondFactorStore;
  proof: OwnerProof;
  passwords: PasswordHasher;
  audit: Audit;
  notifyDesk: NotifyDesk;
}): OwnAccount {
  const { db, clock, accounts, sessions, sessionStore, secondFactors, proof, passwords, audit, notifyDesk } =
    deps;

  return {
    read: async ({ staffId }) => {
      const account = await accounts.find(db, staffId);
      if (account === undefined) throw staffError('member_unknown');
      return {
        hasPassword: account.passwordHash !== null,
        hasTotp: account.totpSecret !== null,
        recoveryCodesLeft: await secondFactors.countRecoveryCodes(db, staffId),
      };
    },

    sessions: async ({ staffId, sessionId }) => {
      const now = clock.now();
      const found = await sessionStore.list(staffId, { now, seenSince: sessions.seenSince(now) });
      return found.map((session) => ({ ...session, isCurrent: session.id === sessionId }));
    },

    endSession: async ({ staffId }, id) => {
      await db.transaction().execute(async (trx) => {
        if (!(await sessionStore.deleteOne(trx, staffId, id))) throw staffError('session_unknown');
        await audit(trx, {
          actorId: staffId,
          action: 'staff.end_session',
          subject: `staff.account:${staffId}`,
          detail: { session: id },
        });
      });
      notifyDesk('staff', [staffId]);
    },

    endOtherSessions: async ({ staffId, sessionId }) => {
      await db.transaction().execute(async (trx) => {
        const sessionsEnded = await sessionStore.deleteAll(trx, staffId, sessionId);
        await audit(trx, {
          actorId: staffId,
          action: 'staff.end_other_sessions',
          subject: `staff.account:${staffId}`,
          detail: { sessions: sessionsEnded },
        });
      });
      notifyDesk('staff', [staffId]);
    },

    changePassword: async ({ staffId, sessionId, email, name }, address, { current, next }) => {
      refuseWeakPassword(next, { email, name }, 'next');
      const use = await proof.ask({ staffId, address }, { password: current }, 'current');
      const passwordHash = await passwords.hash(next);
      await db.transaction().execute(async (trx) => {
        await use(trx);
        await accounts.setPassword(trx, staffId, passwordHash);
        await sessionStore.deleteAll(trx, staffId, sessionId);
        await audit(trx, {
          actorId: staffId,
          action: 'staff.change_password',
          subject: `staff.account:${staffId}`,
        });
      });
      notifyDesk('staff', [staffId]);
    },
  };
}
