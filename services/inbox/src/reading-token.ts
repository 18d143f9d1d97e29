import { createHmac, timingSafeEqual } from 'node:crypto';

interface Reading {
  itemId: string;
  staffId: string;
  sessionId: string;
}

/**
 * Says that the opening of an item by this person, in this session, is in the audit log: whoever shows it may read the
 * item again without another entry. Nobody gets one without an entry, so nothing is read unseen.
 */
export interface ReadingTokens {
  give(reading: Reading): string;
  isGood(token: unknown, reading: Reading): boolean;
}

/** The next day's reading is another one. */
const LIFE_SECONDS = 12 * 3600;
// The last character of 32 bytes has two bits to spare, which must be 0: each token is written in one way only.
const tokenShape = /^(\d{1,12})\.([\w-]{42}[AEIMQUYcgkosw048])$/;

/** @param key 32 bytes, the same in all processes */
export function createReadingTokens(key: Uint8Array, now: () => Date): ReadingTokens {
  const macOf = (until: number, { itemId, staffId, sessionId }: Reading): Buffer =>
    createHmac('sha256', key)
      .update(JSON.stringify([until, itemId.toLowerCase(), staffId, sessionId]))
      .digest();
  const seconds = (): number => Math.floor(now().getTime() / 1000);
  return {
    give: (reading) => {
      const until = seconds() + LIFE_SECONDS;
      return `${until}.${macOf(until, reading).toString('base64url')}`;
    },
    isGood: (token, reading) => {
      const [, until = '0', mac = ''] = tokenShape.exec(typeof token === 'string' ? token : '') ?? [];
      const given = Buffer.from(mac, 'base64url');
      const expected = macOf(Number(until), reading);
      return (
        Number(until) > seconds() && given.length === expected.length && timingSafeEqual(given, expected)
      );
    },
  };
}
