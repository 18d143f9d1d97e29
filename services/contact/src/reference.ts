import { randomBytes } from 'node:crypto';

/** `FO-7K3M-9QXD`: what a visitor quotes on the telephone. Says nothing and opens nothing. */
export type Reference = string & { readonly kind: 'reference' };

// Crockford's Base32: no I, L, O and U, so that nothing looks like a digit and nothing reads like a word.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const shape = /^FO[0-9A-HJKMNP-TV-Z]{8}$/;

/** 40 random bits: among a million messages a guess finds one in a million tries. */
export function newReference(random: (bytes: number) => Uint8Array = randomBytes): Reference {
  let letters = '';
  for (const byte of random(8)) letters += alphabet[byte & 31];
  return spelled(letters);
}

/** Reads a reference as people type it: small letters, without or with other separators, O for 0, I and L for 1. */
export function parseReference(text: string): Reference | undefined {
  if (text.length > 40) return undefined;
  const letters = text.toUpperCase().replaceAll(/[\s.·–_-]/g, '');
  const body = letters.slice(2).replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const start = letters.slice(0, 2).replace('0', 'O');
  return shape.test(start + body) ? spelled(body) : undefined;
}

function spelled(letters: string): Reference {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where a reference comes into being
  return `FO-${letters.slice(0, 4)}-${letters.slice(4)}` as Reference;
}
