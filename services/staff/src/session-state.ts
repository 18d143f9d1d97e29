import type { DatabaseOrTx } from '@foyer/database';
import { z } from 'zod';
import type { Account } from './account.ts';
import type { AccountStore } from './account-store.ts';
import { staffError } from './errors.ts';
import { permissionsOf } from './roles.ts';
import type { OpenSession } from './session.ts';
import type { StartedSession } from './sign-in.ts';

/** What the desk must know of the session that its browser has. */
export const SessionState = z
  .object({
    state: z.enum(['signed_out', 'second_factor', 'signed_in']),
    needsSetup: z.boolean().describe('Nobody is administrator yet; the start of the server prints a link'),
    oidc: z.object({ name: z.string() }).nullable().describe('The company’s identity provider'),
    staff: z
      .object({
        id: z.uuid(),
        name: z.string(),
        email: z.string(),
        roles: z.array(z.string()),
        permissions: z.array(z.string()),
      })
      .optional()
      .describe('Only when signed in'),
    csrfToken: z.string().optional().describe('For the header x-foyer-csrf; new with each session'),
  })
  .meta({ id: 'SessionState' });

export type SessionState = z.output<typeof SessionState>;

export interface SessionStates {
  of(open: OpenSession | undefined): Promise<SessionState>;
  /** @throws AppError sign_in_failed when the account has gone in the meantime */
  ofStarted(staffId: string, session: StartedSession): Promise<SessionState>;
}

export function createSessionState(deps: {
  db: DatabaseOrTx;
  accounts: AccountStore;
  /** Of the identity provider, as staff know it; undefined where there is none. */
  providerName: string | undefined;
}): SessionStates {
  const { db, accounts, providerName } = deps;

  const answer = async (
    session: Pick<SessionState, 'state' | 'csrfToken'>,
    account?: Account,
  ): Promise<SessionState> => ({
    ...session,
    // Who is signed in as administrator answers the question.
    needsSetup: !(account?.roles.includes('administrator') || (await accounts.hasAdministrator())),
    oidc: providerName === undefined ? null : { name: providerName },
    // Not before the second factor: a password alone does not open a name and what it may.
    ...(account && session.state === 'signed_in' && { staff: shown(account) }),
  });

  return {
    of: async (open) => {
      if (open === undefined) return answer({ state: 'signed_out' });
      const state = open.session.isComplete ? 'signed_in' : 'second_factor';
      return answer({ state, csrfToken: open.csrfToken }, open.account);
    },
    ofStarted: async (staffId, { state, csrfToken }) => {
      const account = await accounts.find(db, staffId);
      if (account === undefined) throw staffError('sign_in_failed');
      return answer({ state, csrfToken }, account);
    },
  };
}

function shown({ id, name, email, roles }: Account): NonNullable<SessionState['staff']> {
  return { id, name, email, roles: [...roles], permissions: [...permissionsOf(roles)] };
}
