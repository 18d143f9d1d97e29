import type { Authorize } from '@foyer/http';
import { parseMailbox } from '@foyer/mail';
import type { Audit, Service } from '@foyer/service';
import { createSecretBox } from '@foyer/runtime';
import { createAcceptInvitation } from './accept-invitation.ts';
import { createAccountDataStore } from './account-data-store.ts';
import { createAccountHolding } from './account-holding.ts';
import { createAccountStore } from './account-store.ts';
import { createAttemptHolding } from './attempt-holding.ts';
import { createAttemptStore } from './attempt-store.ts';
import { createAttempts } from './attempts.ts';
import { createAudit, type AuditLog } from './audit.ts';
import { auditRoutes } from './audit-routes.ts';
import { createAuthorize } from './authorize.ts';
import { createCanaryStore } from './canary-store.ts';
import { createInvitationStore } from './invitation-store.ts';
import { createInvitations } from './invitations.ts';
import { accounts as accountsTables } from './migrations/0001-accounts.ts';
import { signInAttempts } from './migrations/0002-sign-in-attempts.ts';
import { staff0010 } from './migrations/0010-audit.ts';
import { staff0011 } from './migrations/0011-oidc.ts';
import { staff0012 } from './migrations/0012-passkeys.ts';
import { eventRoutes } from './event-routes.ts';
import { createEvents } from './events.ts';
import { createComposeNotice } from './mails/second-factor-removed.ts';
import { createMemberLocks } from './member-locks.ts';
import { memberRoutes } from './member-routes.ts';
import { createRemoveSecondFactor } from './member-second-factor.ts';
import { createMembers } from './members.ts';
import { createNoticeJobs } from './notices.ts';
import { createNotifyDesk } from './notify-desk.ts';
import { createOidc } from './oidc.ts';
import { ownAccount } from './own-account-parts.ts';
import { createPasskeyChallenges } from './passkey-challenge.ts';
import { createPasskeys } from './passkey.ts';
import { createPasskeyPurge, passkeySchedules } from './passkey-housekeeping.ts';
import { passkeyRoutes } from './passkey-routes.ts';
import { createPasskeyStore } from './passkey-store.ts';
import { staff0021 } from './migrations/0021-retention.ts';
import { settings as settingsTables } from './migrations/0020-settings.ts';
import { defaultPasswordCost } from './password-hash.ts';
import { createPasswordHasher } from './password-hasher.ts';
import type { NotifyDesk, StaffDeps } from './ports.ts';
import { createSecondFactorStore } from './second-factor-store.ts';
import { createSessions } from './session.ts';
import { createSessionHolding } from './session-holding.ts';
import { sessionRoutes } from './session-routes.ts';
import { createSessionState } from './session-state.ts';
import { createSessionStore } from './session-store.ts';
import { createSignInByCode } from './sign-in-by-code.ts';
import { createSignInByPassword } from './sign-in-by-password.ts';
import { createStartSession } from './sign-in.ts';
import { createSignOut } from './sign-out.ts';

export interface Staff extends Service {
  /** For the app: who is calling, and whether they may. */
  authorize: Authorize;
  audit: Audit;
  verifyAudit: AuditLog['verify'];
  /** Hints to the open desks; call it after the commit. */
  notifyDesk: NotifyDesk;
  /** Whether this is the id of an account that may sign in. */
  isStaff: (id: string) => Promise<boolean>;
  /** Ends the event streams of the open desks: to be called before the port closes, which they would hold open. */
  closeEvents(): Promise<void>;
  /** Of colleagues by id; unknown ids are left out. */
  namesOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Whether nobody is administrator who could let others in. */
  needsAdministrator(): Promise<boolean>;
  /** A link with which the owner of STAFF_EMAIL becomes administrator, for a day; the one before works no more. */
  createAdministratorLink(): Promise<{ url: string }>;
  /** Ends the thread that hashes passwords. */
  close(): Promise<void>;
}

export const staffMigrations = [
  accountsTables,
  signInAttempts,
  staff0010,
  staff0011,
  staff0012,
  settingsTables,
  staff0021,
];

const defaultLifetimes = { idleHours: 12, absoluteDays: 7 };

/**
 * Who works here, how they sign in, and what each may do.
 *
 * @throws RangeError when the sender of its mails is not one mail address
 */
export function createStaff(deps: StaffDeps): Staff {
  const { db, clock, publicUrl, lifetimes = defaultLifetimes, passwordCost = defaultPasswordCost } = deps;
  const { address: sender } = parseMailbox(deps.mailFrom, 'mailFrom');
  const mailDomain = sender.slice(sender.lastIndexOf('@') + 1);
  const accounts = createAccountStore(db);
  const sessionStore = createSessionStore(db);
  const sessions = createSessions({ store: sessionStore, clock, lifetimes });
  const auditLog = createAudit({
    db,
    clock,
    log: deps.log,
    retentionDays: deps.auditRetentionDays,
    findStaff: async ({ email }) => {
      const account = email === undefined ? undefined : await accounts.findByEmail(email);
      return account === undefined ? [] : [account.id];
    },
  });
  const { audit } = auditLog;
  const notifyDesk = createNotifyDesk(deps.bus);
  const startSession = createStartSession({ accounts, sessions: sessionStore, clock, audit, lifetimes });
  const passwords = createPasswordHasher(passwordCost);
  const totpSecrets = createSecretBox(deps.staffKey, 'staff.totp');
  const secondFactors = createSecondFactorStore();
  const attemptStore = createAttemptStore(db);
  const attempts = createAttempts({ store: attemptStore, clock });
  const invitationStore = createInvitationStore(db);
  const invitations = createInvitations({ db, clock, store: invitationStore, audit, publicUrl });
  const sessionStates = createSessionState({ db, accounts, providerName: deps.oidc?.name });
  const signIn = { db, clock, accounts, attempts, sessions, sessionStore, startSession, audit, notifyDesk };
  const session = sessionRoutes({
    publicUrl,
    sessions,
    sessionStates,
    signInByPassword: createSignInByPassword({ ...signIn, passwords, passwordCost }),
    signInByCode: createSignInByCode({ ...signIn, secondFactors, totpSecrets }),
    acceptInvitation: createAcceptInvitation({
      ...signIn,
      invitations: invitationStore,
      secondFactors,
      passwords,
      staffEmail: deps.staffEmail,
    }),
    signOut: createSignOut(signIn),
  });
  const passkeyStore = createPasskeyStore(db);
  const challenges = createPasskeyChallenges({ key: deps.staffKey, clock, store: passkeyStore });
  const passkeys = createPasskeys({
    ...deps,
    store: passkeyStore,
    challenges,
    accounts,
    startSession,
    audit,
  });
  const passkey = passkeyRoutes({
    passkeys,
    publicUrl,
    sessionStateOf: async (staffId, started) => sessionStates.ofStarted(staffId, started),
  });
  const accountData = createAccountDataStore(db);
  const canaries = createCanaryStore(db);
  const holdings = {
    accounts: createAccountHolding({
      db,
      clock,
      accounts: accountData,
      invitations: invitationStore,
      canaries,
    }),
    sessions: createSessionHolding({
      db,
      accounts: accountData,
      sessions,
      store: sessionStore,
      lifetimes,
      notifyDesk,
      canaries,
    }),
    attempts: createAttemptHolding({ store: attemptStore, attempts, clock, canaries }),
  };
  const oidc = createOidc({ ...deps, accounts, sessions, sessionStore, startSession, audit, notifyDesk });
  const events = createEvents({ ...deps, sessions });
  const desk = { ...deps, accounts, sessions, sessionStore, audit, notifyDesk };
  const locks = createMemberLocks(accounts);
  const members = createMembers({ ...desk, locks, invitations });
  const removeSecondFactor = createRemoveSecondFactor({ ...desk, locks, secondFactors, passkeyStore });
  const own = ownAccount({ ...desk, secondFactors, totpSecrets, attempts, passwords });

  return {
    name: 'staff',
    migrations: staffMigrations,
    routes: [...session, ...oidc.routes, ...passkey.routes],
    deskRoutes: [
      ...auditRoutes(auditLog),
      ...passkey.deskRoutes,
      ...memberRoutes(members, removeSecondFactor),
      ...own.deskRoutes,
      ...eventRoutes(events),
    ],
    jobs: {
      ...auditLog.jobs,
      ...createNoticeJobs({ ...deps, accounts, compose: createComposeNotice(deps), mailDomain }),
      ...createPasskeyPurge({ store: passkeyStore, clock }),
    },
    schedules: [...auditLog.schedules, ...passkeySchedules],
    // Erased in this order: without the account nobody finds the entries and sessions of its owner.
    personalData: [...auditLog.personalData, holdings.attempts, holdings.sessions, holdings.accounts],
    authorize: createAuthorize({ sessions, publicUrl }),
    audit,
    verifyAudit: (noted) => auditLog.verify(noted),
    notifyDesk,
    closeEvents: () => events.close(),
    needsAdministrator: async () => !(await accounts.hasAdministrator()),
    createAdministratorLink: () => invitations.createAdministratorLink(),
    isStaff: async (id) => (await accounts.namesOf([id])).size === 1,
    namesOf: (ids) => accounts.namesOf(ids),
    close: () => passwords.close(),
  };
}
