import { createHmac, randomBytes } from 'node:crypto';
import type { DatabaseOrTx } from '@foyer/database';
import { uuidv7, type Clock } from '@foyer/runtime';
import type { AttemptStore, Digests } from './attempt-store.ts';
import { emailKey } from './email-key.ts';
import { staffError } from './errors.ts';
import { networkOf } from './network.ts';
import { delaySeconds, failureWindowSeconds } from './sign-in-delay.ts';

export interface Attempt {
  readonly id: string;
  readonly account: Digests;
  readonly network: Digests;
}

/** Slows down who guesses. An attempt counts as failed from its beginning until it is taken back. */
export interface Attempts {
  /** @throws AppError sign_in_delayed (429) when it comes too early; then it is not counted */
  begin(email: string, address: string): Promise<Attempt>;
  /** It was right, but something is still to come. */
  takeBack(trx: DatabaseOrTx, attempt: Attempt): Promise<void>;
  /** Somebody signed in: what failed from this network was them. */
  forgive(trx: DatabaseOrTx, attempt: Attempt): Promise<void>;
  /** How many are kept for an address. */
  count(email: string): Promise<number>;
}

const keyBytes = 32;
const digestBytes = 16;
const dayMilliseconds = 86_400_000;

export function createAttempts(deps: { store: AttemptStore; clock: Clock }): Attempts {
  const { store, clock } = deps;

  // Yesterday's key too as long as its attempts count: midnight must not wipe the slate.
  const keysAt = async (now: Date, reachSeconds: number): Promise<[Uint8Array, ...Uint8Array[]]> => {
    const today = await store.keyOf(dayOf(now), randomBytes(keyBytes), now);
    const earlier = dayOf(new Date(now.getTime() - reachSeconds * 1000));
    const yesterday = earlier === dayOf(now) ? undefined : await store.findKey(earlier);
    return yesterday ? [today, yesterday] : [today];
  };

  return {
    begin: async (email, address) => {
      const now = clock.now();
      const [today, ...earlier] = await keysAt(now, failureWindowSeconds);
      const digests = (what: string): Digests => [
        digestOf(today, what),
        ...earlier.map((key) => digestOf(key, what)),
      ];
      const attempt: Attempt = {
        id: uuidv7(now),
        account: digests(accountText(email)),
        network: digests(`network\0${networkOf(address)}`),
      };
      const since = new Date(now.getTime() - failureWindowSeconds * 1000);
      let waitSeconds = 0;
      await store.add({ ...attempt, at: now, since }, (failures) => {
        waitSeconds = delaySeconds(failures, now);
        return waitSeconds === 0;
      });
      if (waitSeconds > 0) throw delayed(waitSeconds);
      return attempt;
    },
    takeBack: (trx, { id }) => store.remove(trx, id),
    forgive: (trx, { account, network }) => store.clear(trx, account, network),
    count: async (email) => {
      const [today, ...earlier] = await keysAt(clock.now(), dayMilliseconds / 1000);
      const text = accountText(email);
      return store.count([digestOf(today, text), ...earlier.map((key) => digestOf(key, text))]);
    },
  };
}

function delayed(seconds: number): Error {
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return staffError(
    'sign_in_delayed',
    `after so many attempts the next one is looked at in ${wait}; nothing is locked, and other networks do not wait`,
    { retryAfterSeconds: seconds },
  );
}

function accountText(email: string): string {
  return `account\0${emailKey(email)}`;
}

function digestOf(key: Uint8Array, text: string): Uint8Array {
  return createHmac('sha256', key).update(text).digest().subarray(0, digestBytes);
}

function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
