/**
 * With the keys in a backup, its reader could try out digests; and with sessions or links in it, restoring it would bring
 * back what was ended, used or replaced in the meantime.
 */
export const tablesKeptOutOfDumps: readonly string[] = [
  'staff.attempt_key',
  'staff.sign_in_attempt',
  'staff.session',
  'staff.invitation',
];
