import { randomInt } from 'node:crypto';

// Without I, L, O and U: nothing to mishear on the telephone or to read wrongly (Crockford's base 32).
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `DR-7K3M-9QXD`: a data request, by which people and officers name it. */
export function newReference(): string {
  const text = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('');
  return `DR-${text.slice(0, 4)}-${text.slice(4)}`;
}
