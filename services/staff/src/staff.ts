import type { Authorize } from '@foyer/http';
import type { Service } from '@foyer/service';
import { createAccountStore } from './account-store.ts';
import { createAuthorize } from './authorize.ts';
import { accounts as accountsTables } from './migrations/0001-accounts.ts';
import { signInAttempts } from './migrations/0002-sign-in-attempts.ts';
import { settings as settingsTables } from './migrations/0020-settings.ts';
import type { Audit, StaffDeps } from './ports.ts';
import { createSessions } from './session.ts';
import { createSessionStore } from './session-store.ts';
import { createStartSession } from './sign-in.ts';

export interface Staff extends Service {
  /** For the app: who is calling, and whether they may. */
  authorize: Authorize;
  audit: Audit;
}

export const staffMigrations = [accountsTables, signInAttempts, settingsTables];

const defaultLifetimes = { idleHours: 12, absoluteDays: 7 };

/** Who works here, how they sign in, and what each may do. */
export function createStaff(deps: StaffDeps): Staff {
  const { db, clock, publicUrl, lifetimes = defaultLifetimes } = deps;
  const accounts = createAccountStore(db);
  const sessionStore = createSessionStore(db);
  const sessions = createSessions({ store: sessionStore, clock, lifetimes });
  const audit: Audit = writeNothing;
  createStartSession({ accounts, sessions: sessionStore, clock, audit, lifetimes });

  return {
    name: 'staff',
    migrations: staffMigrations,
    routes: [],
    deskRoutes: [],
    jobs: {},
    personalData: [],
    authorize: createAuthorize({ sessions, publicUrl }),
    audit,
  };
}

// Until there is a log to write to.
const writeNothing: Audit = async () => undefined;
