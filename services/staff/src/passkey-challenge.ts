import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DatabaseOrTx } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import type { PasskeyStore } from './passkey-store.ts';

/**
 * Challenges for passkeys. Anybody may ask for one, so asking leaves nothing behind: a challenge is signed and carries its
 * end, and only one that was answered is written down, so that it works once.
 */
export interface PasskeyChallenges {
  /** @param purpose a challenge counts for it only */
  make(purpose: string): string;
  /** Whether it is ours, for this purpose, and not over. */
  isValid(challenge: string, purpose: string): boolean;
  /** @returns false when it was used before */
  spend(trx: DatabaseOrTx, challenge: string): Promise<boolean>;
}

export const challengeMilliseconds = 300_000;

const nonceBytes = 16;
const timeBytes = 6;
const macBytes = 16;

export function createPasskeyChallenges(deps: {
  key: Uint8Array;
  clock: Clock;
  store: PasskeyStore;
}): PasskeyChallenges {
  const { clock, store } = deps;
  const key = new Uint8Array(hkdfSync('sha256', deps.key, '', 'staff.passkey_challenge', 32));

  return {
    make: (purpose) => {
      const end = Buffer.alloc(timeBytes);
      end.writeUIntBE(clock.now().getTime() + challengeMilliseconds, 0, timeBytes);
      const body = Buffer.concat([randomBytes(nonceBytes), end]);
      return Buffer.concat([body, macOf(body, purpose)]).toString('base64url');
    },
    isValid: (challenge, purpose) => {
      const bytes = Buffer.from(challenge, 'base64url');
      if (bytes.length !== nonceBytes + timeBytes + macBytes) return false;
      const body = bytes.subarray(0, nonceBytes + timeBytes);
      const isOurs = timingSafeEqual(bytes.subarray(nonceBytes + timeBytes), macOf(body, purpose));
      return isOurs && body.readUIntBE(nonceBytes, timeBytes) > clock.now().getTime();
    },
    spend: (trx, challenge) => {
      const hash = createHash('sha256').update(Buffer.from(challenge, 'base64url')).digest();
      return store.spend(trx, hash, new Date(clock.now().getTime() + challengeMilliseconds));
    },
  };

  function macOf(body: Uint8Array, purpose: string): Uint8Array {
    return createHmac('sha256', key).update(body).update(purpose).digest().subarray(0, macBytes);
  }
}
