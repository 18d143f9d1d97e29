import { fileURLToPath } from 'node:url';

/**
 * A folder for what every start would compute anew. It lies beside the program and not in a folder that other users may
 * write; where the program cannot write either, each start computes.
 */
export function programCache(name: 'compiled' | 'mails'): string {
  return fileURLToPath(new URL(`../../../node_modules/.cache/foyer/${name}`, import.meta.url));
}
