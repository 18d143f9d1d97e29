import type { Database } from '@foyer/database';
import type { Route } from '@foyer/http';
import type { Clock, Log } from '@foyer/runtime';
import type { Audit } from '@foyer/service';
import type { AccountStore } from './account-store.ts';
import type { OidcConfig } from './oidc-config.ts';
import { createOidcIdentityStore } from './oidc-identity-store.ts';
import { createOidcProvider } from './oidc-provider.ts';
import { createOidcRequests } from './oidc-request.ts';
import { oidcRoutes } from './oidc-routes.ts';
import { createOidcSignIn } from './oidc-sign-in.ts';
import type { NotifyDesk } from './ports.ts';
import type { Sessions } from './session.ts';
import type { SessionStore } from './session-store.ts';
import type { StartSession } from './sign-in.ts';

/** Signing in through the company's identity provider; nothing without one. */
export function createOidc(deps: {
  oidc?: OidcConfig | undefined;
  db: Database;
  clock: Clock;
  log: Log;
  publicUrl: string;
  staffKey: Uint8Array;
  accounts: AccountStore;
  sessions: Sessions;
  sessionStore: SessionStore;
  startSession: StartSession;
  audit: Audit;
  notifyDesk: NotifyDesk;
}): { routes: Route[] } {
  const { oidc: config, db, clock, log, publicUrl, staffKey } = deps;
  if (config === undefined) return { routes: [] };
  const { accounts, sessions, sessionStore, startSession, audit, notifyDesk } = deps;
  return {
    routes: oidcRoutes({
      provider: createOidcProvider({ config, publicUrl, clock, log }),
      requests: createOidcRequests({ key: staffKey, clock }),
      log,
      signIn: createOidcSignIn({
        db,
        clock,
        accounts,
        identities: createOidcIdentityStore(),
        sessions,
        sessionStore,
        startSession,
        audit,
        notifyDesk,
        providerName: config.name,
      }),
    }),
  };
}
