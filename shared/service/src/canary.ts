import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@foyer/runtime';

/** What a made-up record is made of: each part is found nowhere else, and nobody can be reached by it. */
export interface Canary {
  id: string;
  /** For names and texts: letters and digits, so that a search index keeps it as one word. */
  word: string;
  /** RFC 2606: a mail to it reaches nobody. */
  email: string;
  /** 32 bytes. */
  digest: Uint8Array;
  /** What betrays any of it. */
  marks: string[];
}

/** @param at the moment in the id */
export function newCanary(at: Date): Canary {
  const id = uuidv7(at);
  const word = `canary${randomBytes(12).toString('hex')}`;
  const digest = randomBytes(32);
  return { id, word, email: `${word}@canary.invalid`, digest, marks: [id, word, digest.toString('hex')] };
}
