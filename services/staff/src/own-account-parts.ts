import type { Database } from '@foyer/database';
import type { Route } from '@foyer/http';
import type { Clock, SecretBox } from '@foyer/runtime';
import type { Audit } from '@foyer/service';
import type { AccountStore } from './account-store.ts';
import type { Attempts } from './attempts.ts';
import { ownAccountRoutes } from './own-account-routes.ts';
import { createOwnAccount } from './own-account.ts';
import { createOwnSecondFactor } from './own-second-factor.ts';
import { createOwnerProof } from './owner-proof.ts';
import type { PasswordHasher } from './password-hasher.ts';
import type { NotifyDesk } from './ports.ts';
import type { SecondFactorStore } from './second-factor-store.ts';
import { secondFactorRoutes } from './second-factor-routes.ts';
import type { SessionStore } from './session-store.ts';
import type { Sessions } from './session.ts';

/** What everybody does with their own account: put together of its parts. */
export function ownAccount(deps: {
  db: Database;
  clock: Clock;
  companyName: string;
  accounts: AccountStore;
  sessions: Sessions;
  sessionStore: SessionStore;
  secondFactors: SecondFactorStore;
  totpSecrets: SecretBox;
  attempts: Attempts;
  passwords: PasswordHasher;
  audit: Audit;
  notifyDesk: NotifyDesk;
}): { deskRoutes: Route[] } {
  const proof = createOwnerProof({ ...deps, reader: deps.db });
  const account = createOwnAccount({ ...deps, proof });
  const secondFactor = createOwnSecondFactor({ ...deps, proof });
  return { deskRoutes: [...ownAccountRoutes(account), ...secondFactorRoutes(secondFactor)] };
}
