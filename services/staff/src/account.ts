import { knownRoles, type Role } from './roles.ts';

/** A member of staff. */
export interface Account {
  id: string;
  email: string;
  name: string;
  roles: readonly Role[];
  /** A PHC string; null for who was invited and has not answered, or signs in elsewhere. */
  passwordHash: string | null;
  /** Encrypted; present: a second factor is asked for after the password. */
  totpSecret: Uint8Array | null;
  /** Encrypted; of a second factor that is being set up. */
  totpPending: Uint8Array | null;
  createdAt: Date;
  joinedAt: Date | null;
  lastSignInAt: Date | null;
  disabledAt: Date | null;
}

/** As it stands in `staff.account`. */
export interface AccountRow {
  id: string;
  email: string;
  name: string;
  roles: string[];
  password_hash: string | null;
  totp_secret: Uint8Array | null;
  totp_pending: Uint8Array | null;
  created_at: Date;
  joined_at: Date | null;
  last_sign_in_at: Date | null;
  disabled_at: Date | null;
  restricted_at: Date | null;
}

export function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    roles: knownRoles(row.roles),
    passwordHash: row.password_hash,
    totpSecret: row.totp_secret,
    totpPending: row.totp_pending,
    createdAt: row.created_at,
    joinedAt: row.joined_at,
    lastSignInAt: row.last_sign_in_at,
    disabledAt: row.disabled_at,
  };
}
