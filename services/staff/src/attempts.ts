import { createHmac, randomBytes } from 'node:crypto';
import type { DatabaseOrTx } from '@foyer/database';
import { uuidv7, type Clock } from '@foyer/runtime';
import type { AttemptStore, Digests } from './attempt-store.ts';
import { emailKey } from './email-key.ts';
import { staffError } from './errors.ts';
import { networkOf } from './network.ts';
import { delaySeconds, failureWindowSeconds } from './sign-in-delay.ts';

interface Attempt {
  readonly id: string;
  readonly account: Digests;
  readonly network: Digests;
}

/** Slows down who guesses. An attempt counts as failed from its beginning until it is taken back. */
export interface Attempts {
  /** @throws AppError sign_in_delayed (429) when it comes too early; then it is not counted */
  begin(email: string, address: string): Promise<Attempt>;
  /**
   * The same for a code of the second factor, from anywhere: only who knows the password comes this far, so strangers can
   * lock nobody out, and a guesser gains nothing by changing networks.
   *
   * @throws AppError sign_in_delayed (429)
   */
  beginCode(accountId: string): Promise<Attempt>;
  /** Nobody looked at it after all. */
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

  const begin = async (what: { account: string; network: string; delayed: string }): Promise<Attempt> => {
    const now = clock.now();
    const [today, ...earlier] = await keysAt(now, failureWindowSeconds);
    const digests = (text: string): Digests => [
      digestOf(today, text),
      ...earlier.map((key) => digestOf(key, text)),
    ];
    const attempt: Attempt = {
      id: uuidv7(now),
      account: digests(what.account),
      network: digests(what.network),
    };
    const since = new Date(now.getTime() - failureWindowSeconds * 1000);
    let waitSeconds = 0;
    await store.add({ ...attempt, at: now, since }, (failures) => {
      waitSeconds = delaySeconds(failures, now);
      return waitSeconds === 0;
    });
    if (waitSeconds > 0) throw delayed(waitSeconds, what.delayed);
    return attempt;
  };

  return {
    begin: (email, address) =>
      begin({
        account: accountText(email),
        network: `network\0${networkOf(address)}`,
        delayed: 'nothing is locked, and other networks do not wait',
      }),
    beginCode: (accountId) =>
      begin({
        account: `code\0${accountId}`,
        network: `code from anywhere\0${accountId}`,
        delayed: 'nothing is locked',
      }),
    takeBack: (trx, { id }) => store.remove(trx, id),
    forgive: (trx, { account, network }) => store.clear(trx, account, network),
    count: async (email) => {
      const [today, ...earlier] = await keysAt(clock.now(), dayMilliseconds / 1000);
      const text = accountText(email);
      return store.count([digestOf(today, text), ...earlier.map((key) => digestOf(key, text))]);
    },
  };
}

function delayed(seconds: number, comfort: string): Error {
  const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return staffError(
    'sign_in_delayed',
    `after so many attempts the next one is looked at in ${wait}; ${comfort}`,
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
