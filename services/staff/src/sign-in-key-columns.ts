/** Who an account is elsewhere, and its passkeys: rows that go with their account, in the holding of accounts. */
export const signInKeyColumns: readonly string[] = [
  ...columnsOf('oidc_identity', ['issuer', 'subject', 'account_id', 'linked_at']),
  ...columnsOf('passkey', [
    'id',
    'account_id',
    'credential_id',
    'public_key',
    'counter',
    'transports',
    'name',
    'created_at',
    'last_used_at',
  ]),
];

/** Hashes of random numbers that nobody can tell the owner of. */
export const challengeColumnsWithoutPersonalData: readonly string[] = columnsOf('spent_challenge', [
  'challenge_hash',
  'expires_at',
]);

function columnsOf(table: string, columns: readonly string[]): string[] {
  return columns.map((column) => `staff.${table}.${column}`);
}
