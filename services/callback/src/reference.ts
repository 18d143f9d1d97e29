import { randomBytes } from 'node:crypto';

/** `CB-7K3M-9QXD`: what a visitor quotes on the telephone. Says nothing and opens nothing. */
export type Reference = string & { readonly kind: 'callback reference' };

// Crockford's Base32: nothing looks like a digit that is none, nothing reads like a word.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 40 random bits: among a million requests a guess finds one in a million tries. */
export function newReference(): Reference {
  let letters = '';
  for (const byte of randomBytes(8)) letters += alphabet[byte & 31];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a reference comes into being
  return `CB-${letters.slice(0, 4)}-${letters.slice(4)}` as Reference;
}
