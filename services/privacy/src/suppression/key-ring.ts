import { createHmac, type KeyObject } from 'node:crypto';

export interface RingKey {
  /** Tells the keys apart, and nothing of them. */
  id: string;
  /** Of 32 bytes. Not the bytes themselves: from these each digest would take five times as long. */
  key: KeyObject;
}

/**
 * The keys under which digests may lie, the newest first: new digests are made under it. Asked each time, because a key is
 * added while the server runs. A digest cannot be made anew without the address, so no key ever leaves the ring.
 */
export type KeyRing = () => readonly RingKey[];

/** HMAC-SHA-256: without the key nobody finds an address by trying all there are. */
export function digestUnder({ key }: RingKey, contact: string): Buffer {
  return createHmac('sha256', key).update(contact, 'utf8').digest();
}
