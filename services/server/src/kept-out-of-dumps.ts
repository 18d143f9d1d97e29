import { tablesKeptOutOfDumps as callbackTables } from '@foyer/callback';
import { tablesKeptOutOfDumps as captchaTables } from '@foyer/captcha';
import { tablesKeptOutOfDumps as contactTables } from '@foyer/contact';

/** Short-lived keys and digests: in a backup they would outlive the hours that they are kept for. */
export const keptOutOfDumps: readonly string[] = [...captchaTables, ...contactTables, ...callbackTables];
