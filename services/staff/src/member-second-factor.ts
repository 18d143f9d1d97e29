import type { Database, DatabaseOrTx } from '@foyer/database';
import type { NewJob } from '@foyer/jobs';
import type { Clock } from '@foyer/runtime';
import type { Audit } from '@foyer/service';
import { staffError } from './errors.ts';
import type { MemberLocks } from './member-locks.ts';
import { noticeJobs } from './notices.ts';
import type { PasskeyStore } from './passkey-store.ts';
import type { NotifyDesk } from './ports.ts';
import type { SecondFactorStore } from './second-factor-store.ts';
import type { SessionStore } from './session-store.ts';

/**
 * Takes the second factor off the account of a colleague who lost the device. Their sessions end, and a mail tells them:
 * whoever can do this could otherwise do it unseen.
 *
 * @throws AppError second_factor_own, member_unknown, second_factor_not_asked
 */
export type RemoveSecondFactor = (
  actorId: string,
  id: string,
  options: { passkeys: boolean },
) => Promise<{ hadTotp: boolean; passkeysRemoved: number; passkeysLeft: number }>;

export function createRemoveSecondFactor(deps: {
  db: Database;
  clock: Clock;
  locks: MemberLocks;
  secondFactors: SecondFactorStore;
  passkeyStore: PasskeyStore;
  sessionStore: SessionStore;
  enqueueMany: (trx: DatabaseOrTx, jobs: readonly NewJob[]) => Promise<void>;
  wakeJobs: () => void;
  audit: Audit;
  notifyDesk: NotifyDesk;
}): RemoveSecondFactor {
  const { db, clock, locks, secondFactors, passkeyStore, sessionStore, audit, notifyDesk } = deps;
  return async (actorId, id, { passkeys }) => {
    if (actorId === id) {
      throw staffError('second_factor_own', 'switch off your own second factor on the page of your account');
    }
    const removed = await db.transaction().execute(async (trx) => {
      await locks.lockActor(trx, actorId);
      const { totpSecret } = await locks.lockMember(trx, id);
      const hadTotp = totpSecret !== null;
      const passkeysRemoved = passkeys ? await passkeyStore.deleteAll(trx, id) : 0;
      const { length: passkeysLeft } = await passkeyStore.list(trx, id);
      if (!hadTotp && passkeysRemoved === 0) {
        const detail = passkeysLeft > 0 ? 'the account has passkeys only' : 'the account has none';
        throw staffError('second_factor_not_asked', detail);
      }
      await secondFactors.remove(trx, id);
      await sessionStore.deleteAll(trx, id);
      await audit(trx, {
        actorId,
        action: 'staff.remove_second_factor',
        subject: `staff.account:${id}`,
        detail: { hadTotp, passkeys: passkeysRemoved },
      });
      await deps.enqueueMany(trx, noticeJobs({ staffId: id, actorId, at: clock.now() }));
      return { hadTotp, passkeysRemoved, passkeysLeft };
    });
    deps.wakeJobs();
    notifyDesk('staff', [id]);
    return removed;
  };
}
