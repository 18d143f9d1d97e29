import { tablesKeptOutOfDumps as callbackTables } from '@foyer/callback';
import { tablesKeptOutOfDumps as captchaTables } from '@foyer/captcha';
import { tablesKeptOutOfDumps as contactTables } from '@foyer/contact';
import { tablesKeptOutOfDumps as newsletterTables } from '@foyer/newsletter';
import { tablesKeptOutOfDumps as privacyTables } from '@foyer/privacy';
import { tablesKeptOutOfDumps as staffTables } from '@foyer/staff';

/** Short-lived keys, digests and sessions: in a backup they would outlive the time that they are kept for. */
export const keptOutOfDumps: readonly string[] = [
  ...captchaTables,
  ...contactTables,
  ...callbackTables,
  ...newsletterTables,
  ...privacyTables,
  ...staffTables,
];
