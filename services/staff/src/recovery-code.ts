import { createHash, randomInt } from 'node:crypto';

const count = 10;
// Crockford's alphabet: none of its letters is taken for another one.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const letters = 16;

/** Ten codes for who lost the device of the second factor: 'k7m2-…', 80 random bits each. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: count }, () => {
    const text = Array.from({ length: letters }, () => alphabet[randomInt(alphabet.length)]).join('');
    return text.replaceAll(/(.{4})(?=.)/g, '$1-');
  });
}

/** However it is typed: case, spaces and hyphens do not count, and o is 0, i and l are 1. */
export function hashOfRecoveryCode(accountId: string, code: string): Uint8Array {
  const plain = code
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
  return createHash('sha256').update(`staff.recovery\0${accountId}\0${plain}`).digest();
}
