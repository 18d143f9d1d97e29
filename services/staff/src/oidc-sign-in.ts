import type { IncomingHttpHeaders } from 'node:http';
import type { Database, DatabaseOrTx } from '@foyer/database';
import { uuidv7, type AppError, type Clock } from '@foyer/runtime';
import type { Audit } from '@foyer/service';
import type { Account } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { emailKey } from './email-key.ts';
import { staffError } from './errors.ts';
import { oidcError } from './oidc-errors.ts';
import type { OidcIdentityStore } from './oidc-identity-store.ts';
import type { OidcPerson } from './oidc-provider.ts';
import type { NotifyDesk } from './ports.ts';
import type { Sessions } from './session.ts';
import type { SessionStore } from './session-store.ts';
import type { StartedSession, StartSession } from './sign-in.ts';

/**
 * Signs in whom the provider vouches for; an account is made at the first time.
 *
 * @throws AppError oidc_no_role, oidc_no_email, oidc_account_exists or sign_in_failed
 */
export type OidcSignIn = (person: OidcPerson, headers: IncomingHttpHeaders) => Promise<StartedSession>;

interface Present {
  /** The account that has the person's e-mail address. */
  namesake: Account | undefined;
  /** Whose desk this browser has open. */
  signedInId: string | undefined;
}

export function createOidcSignIn(deps: {
  db: Database;
  clock: Clock;
  accounts: AccountStore;
  identities: OidcIdentityStore;
  sessions: Sessions;
  sessionStore: SessionStore;
  startSession: StartSession;
  audit: Audit;
  notifyDesk: NotifyDesk;
  /** Of the provider, as staff know it. */
  providerName: string;
}): OidcSignIn {
  const { db, clock, accounts, identities, sessions, sessionStore, startSession, audit, notifyDesk } = deps;
  const { providerName } = deps;

  return async (person, headers) => {
    const open = await sessions.read(headers);
    const signedInId = open?.session.isComplete === true ? open.account.id : undefined;
    const { email } = person;
    const namesake = email === undefined ? undefined : await accounts.findByEmail(email);
    const { outcome, accountId } = await db.transaction().execute(async (trx) => {
      const account = await accountOf(trx, person, { namesake, signedInId });
      if (!('id' in account)) return { outcome: account };
      if (account.disabledAt !== null) {
        const detail = 'this account is disabled: ask an administrator of the desk';
        return { outcome: staffError('sign_in_failed', detail) };
      }
      await takeOver(trx, account, person);
      // What was taken away must stay so: a refusal is an answer here, and no reason to roll back.
      if (person.roles.length === 0) return { outcome: noRole(), accountId: account.id };
      const started = await startSession(trx, { staffId: account.id, method: 'oidc', headers });
      return { outcome: started, accountId: account.id };
    });
    // Open pages may show less now, or nothing.
    if (accountId !== undefined) notifyDesk('staff', [accountId]);
    if ('code' in outcome) throw outcome;
    return outcome;
  };

  async function accountOf(
    trx: DatabaseOrTx,
    person: OidcPerson,
    { namesake, signedInId }: Present,
  ): Promise<Account | AppError> {
    const knownId = await identities.find(trx, person);
    if (knownId !== undefined) return (await accounts.lock(trx, knownId)) ?? staffError('sign_in_failed');
    if (person.roles.length === 0) return noRole();
    const { email } = person;
    if (email === undefined || person.isEmailVerified === false) {
      return oidcError('oidc_no_email', `${providerName} gives no verified e-mail address of yours`);
    }
    if (namesake === undefined) return await addAccount(trx, person, email);
    return await linkAccount(trx, person, namesake, signedInId);
  }

  async function addAccount(
    trx: DatabaseOrTx,
    person: OidcPerson,
    email: string,
  ): Promise<Account | AppError> {
    const now = clock.now();
    const id = uuidv7(now);
    const name = person.name ?? email.slice(0, email.indexOf('@'));
    const { roles } = person;
    const isNew = await accounts.insert(trx, { id, email, name, roles, createdAt: now, joinedAt: null });
    // Somebody of the same address was faster, and is to be looked at like everybody else.
    if (!isNew)
      return oidcError('oidc_account_exists', 'just now an account was made for you: sign in again');
    await audit(trx, {
      actorId: id,
      action: 'staff.add_member',
      subject: `staff.account:${id}`,
      detail: { method: 'oidc', roles: roles.join(',') },
    });
    return await link(trx, person, id);
  }

  /**
   * An address alone gives nobody an account: those that were invited and never came have no other owner, and for one
   * that has a password its owner must have signed in with it, in this browser.
   */
  async function linkAccount(
    trx: DatabaseOrTx,
    person: OidcPerson,
    namesake: Account,
    signedInId: string | undefined,
  ): Promise<Account | AppError> {
    if (person.isEmailVerified !== true) {
      return oidcError(
        'oidc_no_email',
        `${providerName} does not say that your e-mail address is verified, and an account of the desk has it`,
      );
    }
    const account = await accounts.lock(trx, namesake.id);
    const isStillTheirs = account !== undefined && emailKey(account.email) === emailKey(person.email ?? '');
    if (!isStillTheirs) return staffError('sign_in_failed');
    if (account.passwordHash !== null && account.id !== signedInId) {
      return oidcError(
        'oidc_account_exists',
        `sign in with the password of your account here first, then choose ${providerName} once more: that links the two`,
      );
    }
    return await link(trx, person, account.id);
  }

  async function link(trx: DatabaseOrTx, person: OidcPerson, accountId: string): Promise<Account | AppError> {
    const { issuer, subject } = person;
    if (!(await identities.link(trx, { issuer, subject, accountId, now: clock.now() }))) {
      return oidcError(
        'oidc_account_exists',
        `your account here belongs to another account at ${providerName}: ask an administrator`,
      );
    }
    await audit(trx, {
      actorId: accountId,
      action: 'staff.link_oidc',
      subject: `staff.account:${accountId}`,
    });
    return (await accounts.lock(trx, accountId)) ?? staffError('sign_in_failed');
  }

  /**
   * Roles are the provider's to give and to take. There is no last administrator to be kept: whoever is in the right
   * group is one, and the command line makes one without any group.
   */
  async function takeOver(trx: DatabaseOrTx, account: Account, person: OidcPerson): Promise<void> {
    const name = person.name ?? account.name;
    const roles = person.roles.join(',');
    const isSame = roles === account.roles.join(',');
    if (isSame && name === account.name) return;
    await accounts.change(trx, account.id, { name, roles: person.roles, disabledAt: account.disabledAt });
    if (isSame) return;
    if (person.roles.length === 0) await sessionStore.deleteAll(trx, account.id);
    await audit(trx, {
      actorId: account.id,
      action: 'staff.change_roles',
      subject: `staff.account:${account.id}`,
      detail: { method: 'oidc', roles },
    });
  }

  function noRole(): AppError {
    return oidcError(
      'oidc_no_role',
      `${providerName} knows you, but none of your groups there may use the desk: ask your administrator for one`,
    );
  }
}
