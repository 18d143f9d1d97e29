import type { Database } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import {
  lasting,
  newCanary,
  withoutHeld,
  type DataCorrection,
  type PersonalDataHolding,
} from '@foyer/service';
import { z } from 'zod';
import type { AccountDataStore, SubjectAccount } from './account-data-store.ts';
import type { CanaryStore } from './canary-store.ts';
import { staffError } from './errors.ts';
import type { InvitationStore } from './invitation-store.ts';
import { invitationDays } from './invitations.ts';
import { signInKeyColumns } from './sign-in-key-columns.ts';
import { describeAccounts } from './descriptions.ts';

/** So long the names of who left stand beside what they answered. */
const retentionDays = 365;
const dayMilliseconds = 86_400_000;

/** The company's own people, with what they sign in with. */
export function createAccountHolding(deps: {
  db: Database;
  clock: Clock;
  accounts: AccountDataStore;
  invitations: InvitationStore;
  canaries: CanaryStore;
}): PersonalDataHolding {
  const { db, clock, accounts, invitations, canaries } = deps;
  const descriptions = describeAccounts({ days: retentionDays, invitationDays });
  return {
    name: 'staff.accounts',
    isAboutStaff: true,
    describe: (language) => descriptions[language],
    columns: [...accountColumns, ...signInKeyColumns],
    retention: {
      days: retentionDays,
      from: 'staff.account.disabled_at',
    },
    find: (subject) => accounts.find(subject),
    export: async (subject) => (await accounts.read(subject)).map(recordOf),
    correct: async (subject, changes) => {
      const checked = checkedCorrection(changes);
      const ids = await accounts.find(subject);
      return db.transaction().execute(async (trx) => {
        for (const id of ids) {
          if (!(await accounts.correct(trx, id, checked)))
            throw staffError('email_taken', 'an account has one address, and an address one account');
        }
        return ids.length;
      });
    },
    restrict: (subject, on) => accounts.restrict(subject, on ? clock.now() : null),
    erase: async (subject, { held, language }) => {
      const erased = await accounts.deleteDisabled(
        subject,
        held.map(({ id }) => id),
      );
      const kept = (await accounts.find(subject)).map((id) => ({ id }));
      const { free: inUse, retained: ofHolds } = withoutHeld(kept, held, descriptions[language]);
      const until = new Date(clock.now().getTime() + retentionDays * dayMilliseconds);
      const retained = inUse.map(() => lasting(descriptions[language], until));
      return { erased, retained: [...ofHolds, ...retained] };
    },
    due: async ({ now, held }) => accounts.countDisabledBefore(limitOf(now), held),
    purge: async ({ now, limit, held }) => {
      const purged = await accounts.deleteDisabledBefore(limitOf(now), limit, held);
      const links = await invitations.deleteOver(now, limit);
      return { purged, more: purged === limit || links === limit };
    },
    oldest: () => accounts.oldestDisabledAt(),
    plantCanary: async (from) => {
      const canary = newCanary(from);
      await canaries.plantAccount(canary, from);
      return canary.marks;
    },
  };
}

function limitOf(now: Date): Date {
  return new Date(now.getTime() - retentionDays * dayMilliseconds);
}

function recordOf(account: SubjectAccount) {
  return {
    id: account.id,
    createdAt: account.createdAt,
    fields: {
      name: account.name,
      email: account.email,
      roles: account.roles.join(', '),
      createdAt: account.createdAt.toISOString(),
      joinedAt: text(account.joinedAt),
      lastSignInAt: text(account.lastSignInAt),
      disabledAt: text(account.disabledAt),
      hasPassword: account.passwordHash !== null,
      hasSecondFactor: account.totpSecret !== null,
      recoveryCodes: account.recoveryCodes,
      passkeys: account.passkeys,
      identityProviders: account.providers.join(', '),
      isRestricted: account.isRestricted,
    },
  };
}

function text(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}

const Name = z.string().trim().min(1).max(100);
const Email = z.string().trim().pipe(z.email().max(254));

function checkedCorrection(changes: DataCorrection): { name?: string; email?: string } {
  const checked: { name?: string; email?: string } = {};
  for (const [field, value] of Object.entries(changes)) {
    const name = Name.safeParse(value);
    const email = Email.safeParse(value);
    if (field === 'name' && name.success) checked.name = name.data;
    else if (field === 'email' && email.success) checked.email = email.data;
    else {
      throw staffError(
        'correction_refused',
        `${field} must be name or email with a value that an account takes`,
      );
    }
  }
  return checked;
}

const accountColumns = [
  ...[
    'id',
    'email',
    'email_key',
    'name',
    'roles',
    'password_hash',
    'totp_secret',
    'totp_pending',
    'totp_last_step',
    'created_at',
    'joined_at',
    'last_sign_in_at',
    'disabled_at',
    'restricted_at',
  ].map((column) => `staff.account.${column}`),
  ...['account_id', 'code_hash', 'created_at'].map((column) => `staff.recovery_code.${column}`),
  ...['token_hash', 'account_id', 'created_at', 'expires_at'].map((column) => `staff.invitation.${column}`),
];
