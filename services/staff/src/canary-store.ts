import type { Database } from '@foyer/database';
import type { Canary } from '@foyer/service';
import { sql } from 'kysely';

/** Made-up records that prove that real ones go on their day; none of them lets anybody in. */
export interface CanaryStore {
  /** Disabled, without a role or a password, and not in the list of members. */
  plantAccount(canary: Canary, disabledAt: Date): Promise<void>;
  /** Of nobody. `at` is its beginning, its last request and its end. */
  plantSession(canary: Canary, at: { createdAt: Date; lastSeenAt: Date; expiresAt: Date }): Promise<void>;
  plantAttempt(canary: Canary, attemptedAt: Date): Promise<void>;
}

/** No address begins so: it is how the list of members knows what it does not show. */
export const canaryKeyPrefix = 'canary:';

export function createCanaryStore(db: Database): CanaryStore {
  return {
    plantAccount: async ({ id, word, email, digest }, disabledAt) => {
      await sql`
        insert into staff.account (id, email, email_key, name, roles, created_at, disabled_at)
        values (${id}, ${email}, ${`${canaryKeyPrefix}${word}`}, ${word}, '{}', ${disabledAt}, ${disabledAt})`.execute(
        db,
      );
      await sql`
        insert into staff.recovery_code (account_id, code_hash, created_at)
        values (${id}, ${digest}, ${disabledAt})`.execute(db);
    },
    plantSession: async ({ id, word, digest }, { createdAt, lastSeenAt, expiresAt }) => {
      await sql`
        insert into staff.session (id, token_hash, account_id, is_complete, method, program, created_at, last_seen_at, expires_at)
        values (${id}, ${digest}, null, false, 'password', ${word}, ${createdAt}, ${lastSeenAt}, ${expiresAt})`.execute(
        db,
      );
    },
    plantAttempt: async ({ id, digest }, attemptedAt) => {
      await sql`
        insert into staff.sign_in_attempt (id, account_digest, prefix_digest, attempted_at)
        values (${id}, ${digest}, ${digest}, ${attemptedAt})`.execute(db);
    },
  };
}
