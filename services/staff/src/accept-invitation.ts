import type { IncomingHttpHeaders } from 'node:http';
import type { Database, DatabaseOrTx } from '@foyer/database';
import { uuidv7, type Clock } from '@foyer/runtime';
import type { Audit } from '@foyer/service';
import type { Account } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { staffError } from './errors.ts';
import type { Invitation, InvitationStore } from './invitation-store.ts';
import type { PasswordHasher } from './password-hasher.ts';
import { refuseWeakPassword } from './password-rules.ts';
import type { NotifyDesk } from './ports.ts';
import type { SecondFactorStore } from './second-factor-store.ts';
import type { SessionStore } from './session-store.ts';
import type { StartedSession, StartSession } from './sign-in.ts';
import { hashOfToken } from './token.ts';

/**
 * Gives the account of a link its name and password, and signs in with it. An account with a second factor is asked for it.
 *
 * @throws AppError invitation_unknown, password_weak or sign_in_busy
 */
export type AcceptInvitation = (
  given: { token: string; name: string; password: string },
  headers: IncomingHttpHeaders,
) => Promise<{ staffId: string; session: StartedSession }>;

interface Owner {
  /** undefined: the account is still to be made. */
  id: string | undefined;
  email: string;
}

interface Chosen {
  name: string;
  passwordHash: string;
}

export function createAcceptInvitation(deps: {
  db: Database;
  clock: Clock;
  invitations: InvitationStore;
  accounts: AccountStore;
  sessionStore: SessionStore;
  secondFactors: SecondFactorStore;
  passwords: PasswordHasher;
  startSession: StartSession;
  audit: Audit;
  notifyDesk: NotifyDesk;
  /** Of the account that an administrator link opens. */
  staffEmail: string;
}): AcceptInvitation {
  const {
    db,
    clock,
    invitations,
    accounts,
    sessionStore,
    secondFactors,
    passwords,
    audit,
    notifyDesk,
    staffEmail,
  } = deps;

  return async ({ token, name, password }, headers) => {
    const tokenHash = hashOfToken('staff.invitation', token);
    const found = tokenHash && (await invitations.find(tokenHash, clock.now()));
    const owner = found && (await ownerOf(found));
    if (tokenHash === undefined || owner === undefined) throw unknown();
    refuseWeakPassword(password, { email: owner.email, name });
    // Hashing costs: only for who brought a link that works, and not while rows are locked.
    const passwordHash = await passwords.hash(password);

    const accepted = await db.transaction().execute(async (trx) => {
      const taken = await invitations.take(trx, tokenHash, clock.now());
      if (taken === undefined) throw unknown();
      const chosen = { name, passwordHash };
      const staffId =
        taken.accountId === null
          ? await becomeAdministrator(trx, owner.id, chosen)
          : await join(trx, taken.accountId, chosen);
      // Whoever knew the password before is out.
      await sessionStore.deleteAll(trx, staffId);
      const session = await deps.startSession(trx, { staffId, method: 'password', headers });
      return { staffId, session };
    });
    notifyDesk('staff', [accepted.staffId]);
    return accepted;
  };

  async function ownerOf({ accountId }: Invitation): Promise<Owner | undefined> {
    if (accountId === null) {
      return (await accounts.findByEmail(staffEmail)) ?? { id: undefined, email: staffEmail };
    }
    const account = await accounts.find(db, accountId);
    return account?.disabledAt === null ? account : undefined;
  }

  async function join(trx: DatabaseOrTx, accountId: string, { name, passwordHash }: Chosen): Promise<string> {
    const account = await accounts.lock(trx, accountId);
    if (account === undefined || account.disabledAt !== null) throw unknown();
    await accounts.change(trx, accountId, { name, roles: account.roles, disabledAt: null });
    await accounts.setPassword(trx, accountId, passwordHash);
    await audit(trx, {
      actorId: accountId,
      action: 'staff.accept_invitation',
      subject: `staff.account:${accountId}`,
    });
    return accountId;
  }

  async function becomeAdministrator(
    trx: DatabaseOrTx,
    namesakeId: string | undefined,
    chosen: Chosen,
  ): Promise<string> {
    const now = clock.now();
    const account = namesakeId === undefined ? undefined : await accounts.lock(trx, namesakeId);
    const id = account?.id ?? uuidv7(now);
    if (account !== undefined) await readmit(trx, account, chosen.name);
    else {
      const { name } = chosen;
      const roles = ['administrator'] as const;
      const isNew = await accounts.insert(trx, {
        id,
        email: staffEmail,
        name,
        roles,
        createdAt: now,
        joinedAt: now,
      });
      if (!isNew)
        throw staffError('email_taken', 'just now somebody else took this address: open the link again');
    }
    await accounts.setPassword(trx, id, chosen.passwordHash);
    await audit(trx, {
      actorId: id,
      action: account === undefined ? 'staff.add_member' : 'staff.readmit_administrator',
      subject: `staff.account:${id}`,
      detail: { method: 'link', roles: (account?.roles ?? ['administrator']).join(',') },
    });
    return id;
  }

  /**
   * Who can make such a link owns the machine. It is the way back for an administrator who lost password and second factor,
   * so neither is asked for.
   */
  async function readmit(trx: DatabaseOrTx, { id, roles }: Account, name: string): Promise<void> {
    const all = [...new Set([...roles, 'administrator'] as const)];
    await accounts.change(trx, id, { name, roles: all, disabledAt: null });
    await secondFactors.remove(trx, id);
  }
}

function unknown(): Error {
  return staffError(
    'invitation_unknown',
    'it was used, replaced by a newer one, or is too old: ask for another',
  );
}
