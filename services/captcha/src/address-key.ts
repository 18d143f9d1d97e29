import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { AddressKeyStore } from './address-key-store.ts';

/** Turns the prefix of an address into the name of a counter; without the day's key nobody can turn it back. */
export type PrefixDigest = (prefix: Uint8Array) => string;

export interface AddressKeys {
  today(now: Date): PrefixDigest | Promise<PrefixDigest>;
  /** Yesterday's, as long as requests of yesterday still count; a rotation must not wipe the slate at midnight. */
  yesterday(now: Date): PrefixDigest | undefined | Promise<PrefixDigest | undefined>;
}

const KEY_BYTES = 32;
const DIGEST_CHARACTERS = 22; // 128 bits in base64url
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * The keys under which addresses are counted: a new one each day (UTC), from the database, so that all processes agree.
 *
 * @param overlapSeconds how long after midnight yesterday's key is still asked for
 */
export function createAddressKeys(store: AddressKeyStore, overlapSeconds: number): AddressKeys {
  // Days are numbered since 1970: a comparison of numbers is all that most requests cost here.
  let current: { day: number; digest: PrefixDigest } | undefined;
  let loading: { day: number; digest: Promise<PrefixDigest> } | undefined;
  let previous: { day: number; digest: PrefixDigest | undefined } | undefined;

  const load = async (day: number, now: Date): Promise<PrefixDigest> => {
    try {
      const digest = digestWith(await store.keyOf(dateOf(day), randomBytes(KEY_BYTES), now));
      current = { day, digest };
      return digest;
    } finally {
      loading = undefined;
    }
  };

  return {
    today: (now) => {
      const day = dayOf(now);
      if (current?.day === day) return current.digest;
      // One load for all requests that arrive meanwhile.
      if (loading?.day !== day) loading = { day, digest: load(day, now) };
      return loading.digest;
    },
    yesterday: (now) => {
      if (now.getTime() % DAY_MILLISECONDS > overlapSeconds * 1000) {
        previous = undefined;
        return undefined;
      }
      const day = dayOf(now) - 1;
      return previous?.day === day ? previous.digest : loadPrevious(day);
    },
  };

  async function loadPrevious(day: number): Promise<PrefixDigest | undefined> {
    const key = await store.find(dateOf(day));
    previous = { day, digest: key && digestWith(key) };
    return previous.digest;
  }
}

const dayOf = (moment: Date): number => Math.floor(moment.getTime() / DAY_MILLISECONDS);
const dateOf = (day: number): string => new Date(day * DAY_MILLISECONDS).toISOString().slice(0, 10);

function digestWith(key: Uint8Array): PrefixDigest {
  // Made once: from bytes, node:crypto makes one for each HMAC, which costs seven times the HMAC itself.
  const keyObject = createSecretKey(key);
  return (prefix) =>
    createHmac('sha256', keyObject).update(prefix).digest('base64url').slice(0, DIGEST_CHARACTERS);
}
