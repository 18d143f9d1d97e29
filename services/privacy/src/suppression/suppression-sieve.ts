import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { DatabaseOrTx } from '@foyer/database';
import { normalised, type SuppressionScope } from './contact.ts';
import type { KeyRing, RingKey } from './key-ring.ts';
import { digestsAtOnce, type SuppressionStore } from './suppression-store.ts';

/** Whether somebody may be on the list; see `createSieve`. */
export type Sieve = (email: string) => boolean;

const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Reads the list once, for whoever has to ask about a whole audience: 48 bits of each digest, some 50 bytes in memory. Whom
 * it lets through is not on the list; whom it holds back has to be asked for, one in millions for nothing.
 */
export async function createSieve(
  db: DatabaseOrTx,
  scopes: readonly SuppressionScope[],
  { store, keys }: { store: SuppressionStore; keys: KeyRing },
): Promise<Sieve> {
  const byKey = new Map<string, Set<number>>();
  for (let after = firstId; ;) {
    const entries = await store.digests(db, scopes, after);
    for (const { digest, keyId } of entries) {
      const known = byKey.get(keyId) ?? new Set();
      byKey.set(keyId, known.add(Number.parseInt(digest.slice(0, 12), 16)));
    }
    const last = entries.at(-1);
    if (last === undefined || entries.length < digestsAtOnce) break;
    after = last.id;
  }
  const held = keys().flatMap((key) => {
    const known = byKey.get(key.id);
    return known === undefined ? [] : { digest: digester(key), known };
  });
  return (email) => {
    if (held.length === 0) return false;
    const name = Buffer.from(normalised({ email }), 'utf8');
    return held.some(({ digest, known }) => known.has(digest(name)));
  };
}

/**
 * The first 48 bits of `digestUnder`. A million objects of OpenSSL, each for one digest, take twice as long as a program in
 * JavaScript that goes on from the state that the key has left.
 */
function digester({ key }: RingKey): (name: Uint8Array) => number {
  const keyed = hmac.create(sha256, key.export());
  let going = keyed.clone();
  const digest = Buffer.alloc(keyed.outputLen);
  return (name) => {
    // oxlint-disable-next-line no-underscore-dangle -- declared by the library, and the only way to copy without making anew
    going = keyed._cloneInto(going);
    going.update(name).digestInto(digest);
    return digest.readUIntBE(0, 6);
  };
}
