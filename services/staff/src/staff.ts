import type { Authorize } from '@foyer/http';
import type { Service } from '@foyer/service';
import { createAccountStore } from './account-store.ts';
import { createAudit, type AuditLog } from './audit.ts';
import { auditRoutes } from './audit-routes.ts';
import { createAuthorize } from './authorize.ts';
import { accounts as accountsTables } from './migrations/0001-accounts.ts';
import { signInAttempts } from './migrations/0002-sign-in-attempts.ts';
import { staff0010 } from './migrations/0010-audit.ts';
import { staff0011 } from './migrations/0011-oidc.ts';
import { createOidc } from './oidc.ts';
import type { Audit, StaffDeps } from './ports.ts';
import { createSessions } from './session.ts';
import { createSessionStore } from './session-store.ts';
import { createStartSession } from './sign-in.ts';

export interface Staff extends Service {
  /** For the app: who is calling, and whether they may. */
  authorize: Authorize;
  audit: Audit;
  verifyAudit: AuditLog['verify'];
}

export const staffMigrations = [accountsTables, signInAttempts, staff0010, staff0011];

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
  const oidc = createOidc({ ...deps, accounts, sessions, sessionStore, startSession, audit });

  return {
    name: 'staff',
    migrations: staffMigrations,
    routes: [...oidc.routes],
    deskRoutes: [...auditRoutes(auditLog)],
    jobs: { ...auditLog.jobs },
    schedules: [...auditLog.schedules],
    personalData: [...auditLog.personalData],
    authorize: createAuthorize({ sessions, publicUrl }),
    audit,
    verifyAudit: (noted) => auditLog.verify(noted),
  };
}
