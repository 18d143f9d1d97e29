import type { Authorize } from '@foyer/http';
import type { Service } from '@foyer/service';
import { createAccountStore } from './account-store.ts';
import { createAttemptStore } from './attempt-store.ts';
import { createAttempts } from './attempts.ts';
import { createAudit, type AuditLog } from './audit.ts';
import { auditRoutes } from './audit-routes.ts';
import { createAuthorize } from './authorize.ts';
import { accounts as accountsTables } from './migrations/0001-accounts.ts';
import { signInAttempts } from './migrations/0002-sign-in-attempts.ts';
import { staff0010 } from './migrations/0010-audit.ts';
import { staff0011 } from './migrations/0011-oidc.ts';
import { staff0012 } from './migrations/0012-passkeys.ts';
import { eventRoutes } from './event-routes.ts';
import { createEvents } from './events.ts';
import { createInvitationStore } from './invitation-store.ts';
import { createInvitations } from './invitations.ts';
import { memberRoutes } from './member-routes.ts';
import { createMembers } from './members.ts';
import { createNotifyDesk } from './notify-desk.ts';
import { createOidc } from './oidc.ts';
import { ownAccount } from './own-account-parts.ts';
import { createPasskeyChallenges } from './passkey-challenge.ts';
import { createPasskeys } from './passkey.ts';
import { createPasskeyPurge, passkeySchedules } from './passkey-housekeeping.ts';
import { passkeyRoutes } from './passkey-routes.ts';
import { createPasskeyStore } from './passkey-store.ts';
import { defaultPasswordCost } from './password-hash.ts';
import { createPasswordHasher } from './password-hasher.ts';
import { staffError } from './errors.ts';
import { settings as settingsTables } from './migrations/0020-settings.ts';
import type { Audit, NotifyDesk, StaffDeps } from './ports.ts';
import { permissionsOf } from './roles.ts';
import { createSecondFactorStore } from './second-factor-store.ts';
import { createSecretBox } from './secret-box.ts';
import { createSessions } from './session.ts';
import { createSessionStore } from './session-store.ts';
import { createStartSession } from './sign-in.ts';

export interface Staff extends Service {
  /** For the app: who is calling, and whether they may. */
  authorize: Authorize;
  audit: Audit;
  verifyAudit: AuditLog['verify'];
  /** Hints to the open desks; call it after the commit. */
  notifyDesk: NotifyDesk;
  /** Whether this is the id of an account that may sign in. */
  isStaff(id: string): Promise<boolean>;
  /** Ends the event streams of the open desks: to be called before the port closes, which they would hold open. */
  closeEvents(): Promise<void>;
  /** Of colleagues by id; unknown ids are left out. */
  namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export const staffMigrations = [
  accountsTables,
  signInAttempts,
  staff0010,
  staff0011,
  staff0012,
  settingsTables,
];

const defaultLifetimes = { idleHours: 12, absoluteDays: 7 };

/** Who works here, how they sign in, and what each may do. */
export function createStaff(deps: StaffDeps): Staff {
  const { db, clock, publicUrl, lifetimes = defaultLifetimes } = deps;
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
  const startSession = createStartSession({ accounts, sessions: sessionStore, clock, audit, lifetimes });
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
    sessionStateOf: async (staffId, { state, csrfToken }) => {
      const account = await accounts.find(db, staffId);
      if (account === undefined) throw staffError('sign_in_failed');
      const { id, name, email, roles } = account;
      return {
        state,
        needsSetup: false,
        oidc: deps.oidc === undefined ? null : { name: deps.oidc.name },
        staff: { id, name, email, roles, permissions: [...permissionsOf(roles)] },
        csrfToken,
      };
    },
  });
  const oidc = createOidc({ ...deps, accounts, sessions, sessionStore, startSession, audit });
  const notifyDesk = createNotifyDesk(deps.bus);
  const events = createEvents({ ...deps, sessions });
  const passwords = createPasswordHasher(deps.passwordCost ?? defaultPasswordCost);
  const totpSecrets = createSecretBox(deps.staffKey, 'staff.totp');
  const secondFactors = createSecondFactorStore();
  const attempts = createAttempts({ store: createAttemptStore(db), clock });
  const invitations = createInvitations({ ...deps, store: createInvitationStore(db), audit });
  const desk = { ...deps, accounts, sessions, sessionStore, audit, notifyDesk };
  const members = createMembers({ ...desk, invitations });
  const own = ownAccount({ ...desk, secondFactors, totpSecrets, attempts, passwords });

  return {
    name: 'staff',
    migrations: staffMigrations,
    routes: [...oidc.routes, ...passkey.routes],
    deskRoutes: [
      ...auditRoutes(auditLog),
      ...passkey.deskRoutes,
      ...memberRoutes(members),
      ...own.deskRoutes,
      ...eventRoutes(events),
    ],
    jobs: { ...auditLog.jobs, ...createPasskeyPurge({ store: passkeyStore, clock }) },
    schedules: [...auditLog.schedules, ...passkeySchedules],
    personalData: [...auditLog.personalData],
    authorize: createAuthorize({ sessions, publicUrl }),
    audit,
    verifyAudit: (noted) => auditLog.verify(noted),
    notifyDesk,
    closeEvents: () => events.close(),
    isStaff: async (id) => (await accounts.namesOf([id])).size === 1,
    namesOf: (ids) => accounts.namesOf(ids),
  };
}
