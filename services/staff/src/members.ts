import type { Database, DatabaseOrTx } from '@foyer/database';
import { uuidv7, type Clock } from '@foyer/runtime';
import type { Audit } from '@foyer/service';
import type { Account } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { staffError } from './errors.ts';
import type { Invitations } from './invitations.ts';
import type { MemberLocks } from './member-locks.ts';
import type { NotifyDesk } from './ports.ts';
import type { Role } from './roles.ts';
import type { SessionStore } from './session-store.ts';

interface MemberChange {
  name?: string | undefined;
  roles?: readonly Role[] | undefined;
  isDisabled?: boolean | undefined;
}

export interface Members {
  list(page: { after: string | undefined; limit: number }): Promise<Account[]>;
  colleagues(): Promise<{ id: string; name: string }[]>;
  /** @throws AppError email_taken */
  add(
    actorId: string,
    member: { email: string; name: string; roles: readonly Role[] },
  ): Promise<{ id: string; invitationUrl: string }>;
  /**
   * Other roles, and being disabled, end the sessions of that account.
   *
   * @throws AppError member_unknown, last_administrator
   */
  change(actorId: string, id: string, change: MemberChange): Promise<Account>;
  /** @throws AppError member_unknown, member_disabled */
  inviteAgain(actorId: string, id: string): Promise<{ invitationUrl: string }>;
}

export function createMembers(deps: {
  db: Database;
  clock: Clock;
  accounts: AccountStore;
  locks: MemberLocks;
  sessionStore: SessionStore;
  invitations: Pick<Invitations, 'invite'>;
  audit: Audit;
  notifyDesk: NotifyDesk;
}): Members {
  const { db, clock, accounts, locks, sessionStore, invitations, audit, notifyDesk } = deps;

  return {
    list: (page) => accounts.list(page),
    colleagues: () => accounts.colleagues(),

    add: async (actorId, { email, name, roles }) => {
      const now = clock.now();
      const id = uuidv7(now);
      const added = await db.transaction().execute(async (trx) => {
        await locks.lockActor(trx, actorId);
        const isNew = await accounts.insert(trx, { id, email, name, roles, createdAt: now, joinedAt: null });
        if (!isNew) throw emailTaken();
        await note(trx, actorId, 'staff.add_member', id, { roles: roles.join(',') });
        const { url } = await invitations.invite(trx, id);
        return { id, invitationUrl: url };
      });
      notifyDesk('staff', [id]);
      return added;
    },

    change: async (actorId, id, change) => {
      const changed = await db.transaction().execute(async (trx) => {
        const administrators = await locks.lockActor(trx, actorId);
        const account = await locks.lockMember(trx, id);
        const next = { ...account, ...nextOf(account, change, clock.now()) };
        const isLast = administrators.length === 1 && administrators[0] === id;
        if (isLast && (next.disabledAt !== null || !next.roles.includes('administrator'))) {
          throw staffError('last_administrator', 'make somebody else administrator first');
        }
        await accounts.change(trx, id, next);
        await noteChange(trx, actorId, account, next);
        return next;
      });
      notifyDesk('staff', [id]);
      return changed;
    },

    inviteAgain: async (actorId, id) => {
      const { url } = await db.transaction().execute(async (trx) => {
        await locks.lockActor(trx, actorId);
        const account = await locks.lockMember(trx, id);
        if (account.disabledAt !== null) throw staffError('member_disabled', 'enable the account first');
        await note(trx, actorId, 'staff.invite', id);
        return await invitations.invite(trx, id);
      });
      return { invitationUrl: url };
    },
  };

  async function noteChange(
    trx: DatabaseOrTx,
    actorId: string,
    before: Account,
    after: Account,
  ): Promise<void> {
    const { id } = before;
    const roles = after.roles.join(',');
    const hasOtherRoles = roles !== before.roles.join(',');
    const isDisabled = after.disabledAt !== null;
    const isSwitched = isDisabled !== (before.disabledAt !== null);
    if (hasOtherRoles || isDisabled) await sessionStore.deleteAll(trx, id);
    if (hasOtherRoles) await note(trx, actorId, 'staff.change_roles', id, { roles });
    if (isSwitched) await note(trx, actorId, isDisabled ? 'staff.disable_member' : 'staff.enable_member', id);
    if (after.name !== before.name) await note(trx, actorId, 'staff.rename_member', id);
  }

  async function note(
    trx: DatabaseOrTx,
    actorId: string,
    action: string,
    id: string,
    detail: Record<string, string> = {},
  ): Promise<void> {
    await audit(trx, { actorId, action, subject: `staff.account:${id}`, detail });
  }
}

function nextOf(account: Account, { name, roles, isDisabled }: MemberChange, now: Date) {
  const disabledAt = isDisabled === true ? (account.disabledAt ?? now) : null;
  return {
    name: name ?? account.name,
    roles: roles ?? account.roles,
    disabledAt: isDisabled === undefined ? account.disabledAt : disabledAt,
  };
}

function emailTaken(): Error {
  const detail = 'there is an account with this e-mail address: enable it or invite it again';
  return staffError('email_taken', detail, { errors: [{ pointer: '/email', detail, code: 'email_taken' }] });
}
