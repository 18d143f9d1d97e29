import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '@foyer/runtime';
import type { AddressKeyStore } from './address-key-store.ts';

/** Turns the prefix of an address into the name of a counter; without the day's key nobody can turn it back. */
export type PrefixDigest = (prefix: Uint8Array) => string;

export interface AddressKeys {
  today(): PrefixDigest | Promise<PrefixDigest>;
  /** Yesterday's, as long as requests of yesterday still count; a rotation must not wipe the slate at midnight. */
  yesterday(): Promise<PrefixDigest | undefined>;
}

const KEY_BYTES = 32;
const DIGEST_CHARACTERS = 22; // 128 bits in base64url
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/**
 * The keys under which addresses are counted: a new one each day (UTC), from the database, so that all processes agree.
 *
 * @param overlapSeconds how long after midnight yesterday's key is still asked for
 */
export function createAddressKeys(store: AddressKeyStore, clock: Clock, overlapSeconds: number): AddressKeys {
  let current: { day: string; digest: PrefixDigest } | undefined;
  let loading: { day: string; digest: Promise<PrefixDigest> } | undefined;
  let previous: { day: string; digest: PrefixDigest | undefined } | undefined;

  const load = async (day: string, now: Date): Promise<PrefixDigest> => {
    try {
      const digest = digestWith(await store.keyOf(day, randomBytes(KEY_BYTES), now));
      current = { day, digest };
      return digest;
    } finally {
      loading = undefined;
    }
  };

  return {
    today: () => {
      const now = clock.now();
      const day = dayOf(now);
      if (current?.day === day) return current.digest;
      // One load for all requests that arrive meanwhile.
      if (loading?.day !== day) loading = { day, digest: load(day, now) };
      return loading.digest;
    },
    yesterday: async () => {
      const now = clock.now().getTime();
      if (now % DAY_MILLISECONDS > overlapSeconds * 1000) {
        previous = undefined;
        return undefined;
      }
      const day = dayOf(new Date(now - DAY_MILLISECONDS));
      if (previous?.day !== day) {
        const key = await store.find(day);
        previous = { day, digest: key && digestWith(key) };
      }
      return previous.digest;
    },
  };
}

const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

function digestWith(key: Uint8Array): PrefixDigest {
  return (prefix) => createHmac('sha256', key).update(prefix).digest('base64url').slice(0, DIGEST_CHARACTERS);
}
