/**
 * Digests that would outlive in a backup the hours they are kept for; with those of mails its reader could also link
 * digests to addresses.
 */
export const tablesKeptOutOfDumps: readonly string[] = ['contact.sent_mail', 'contact.submission_key'];
