import type { Database, DatabaseOrTx } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import type { Audit } from '@foyer/service';
import type { InvitationStore } from './invitation-store.ts';
import { hashOfToken, newToken } from './token.ts';

export interface Invitations {
  /**
   * A link with which the owner of the account chooses a password, for seven days; the one before works no more. The caller
   * notes in the audit log who asked for it.
   */
  invite(trx: DatabaseOrTx, accountId: string): Promise<{ url: string }>;
  /** A link that makes a new administrator, for a day; the one before works no more. */
  createAdministratorLink(): Promise<{ url: string }>;
}

export const invitationDays = 7;
const administratorLinkDays = 1;
const dayMilliseconds = 86_400_000;

export function createInvitations(deps: {
  db: Database;
  clock: Clock;
  store: InvitationStore;
  audit: Audit;
  publicUrl: string;
}): Invitations {
  const { db, clock, store, audit, publicUrl } = deps;

  return {
    invite: (trx, accountId) => issue(trx, accountId, invitationDays),
    createAdministratorLink: () =>
      db.transaction().execute(async (trx) => {
        await audit(trx, { actorId: null, action: 'staff.create_link', subject: 'staff.invitation' });
        return await issue(trx, null, administratorLinkDays);
      }),
  };

  async function issue(trx: DatabaseOrTx, accountId: string | null, days: number): Promise<{ url: string }> {
    const now = clock.now();
    const token = newToken();
    const tokenHash = hashOfToken('staff.invitation', token);
    if (tokenHash === undefined) throw new Error('a new token must have the shape of a token');
    const expiresAt = new Date(now.getTime() + days * dayMilliseconds);
    await store.replace(trx, { tokenHash, accountId, createdAt: now, expiresAt });
    return { url: `${publicUrl}/desk/invitation/${token}` };
  }
}
