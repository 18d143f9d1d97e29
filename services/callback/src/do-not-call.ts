import { createHash, createHmac } from 'node:crypto';
import type { DatabaseOrTx } from '@foyer/database';
import type { DoNotCallStore } from './do-not-call-store.ts';

/** The numbers whose owners said: do not call. Knows them by digest only. */
export interface DoNotCallList {
  has(db: DatabaseOrTx, e164: string): Promise<boolean>;
  record(trx: DatabaseOrTx, e164: string, now: Date): Promise<void>;
  /** The owner wants to be called again. @returns whether it was listed */
  strike(trx: DatabaseOrTx, e164: string): Promise<boolean>;
  recordedAt(db: DatabaseOrTx, e164: string): Promise<Date | undefined>;
}

export function createDoNotCallList(addressKey: Uint8Array, store: DoNotCallStore): DoNotCallList {
  // A key of its own, so that digests of numbers and of addresses can never be compared.
  const key = createHmac('sha256', addressKey).update('callback.do_not_call').digest();
  // Tells under which key a digest was made, should the server's secrets ever be others.
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 16);
  const digest = (e164: string): Uint8Array => createHmac('sha256', key).update(e164).digest();
  return {
    has: async (db, e164) => (await store.recordedAt(db, digest(e164))) !== undefined,
    record: async (trx, e164, now) => store.insert(trx, { digest: digest(e164), keyId, recordedAt: now }),
    strike: async (trx, e164) => store.remove(trx, digest(e164)),
    recordedAt: async (db, e164) => store.recordedAt(db, digest(e164)),
  };
}
