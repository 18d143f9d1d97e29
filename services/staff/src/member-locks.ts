import type { DatabaseOrTx } from '@foyer/database';
import { httpError } from '@foyer/http';
import type { Account } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { staffError } from './errors.ts';
import { permissionsOf } from './roles.ts';

/** The locks under which administrators change members, always taken in this order. */
export interface MemberLocks {
  /**
   * All administrators are locked, always first and in the same order. Who was dismissed while waiting for that may do
   * no more: of two who dismiss each other at once, one stays.
   *
   * @returns the ids of all administrators
   * @throws AppError forbidden
   */
  lockActor(trx: DatabaseOrTx, actorId: string): Promise<string[]>;
  /** @throws AppError member_unknown */
  lockMember(trx: DatabaseOrTx, id: string): Promise<Account>;
}

export function createMemberLocks(accounts: AccountStore): MemberLocks {
  return {
    lockActor: async (trx, actorId) => {
      const administrators = await accounts.lockAdministrators(trx);
      const actor = await accounts.find(trx, actorId);
      const mayStill = actor?.disabledAt === null && permissionsOf(actor.roles).has('staff.manage');
      if (!mayStill) throw httpError('forbidden', 'this needs the permission staff.manage');
      return administrators;
    },
    lockMember: async (trx, id) => {
      const account = await accounts.lock(trx, id);
      if (account === undefined) throw staffError('member_unknown');
      return account;
    },
  };
}
