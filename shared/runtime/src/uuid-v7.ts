import { randomFillSync } from 'node:crypto';

// 26 bits of counter: rand_a and the upper 14 bits of rand_b (RFC 9562 §6.2, method 1).
const COUNTER_LIMIT = 2 ** 26;
// A fresh millisecond starts in the lower half, which leaves 33 million ids before it overflows.
const COUNTER_SEED_MASK = 2 ** 25 - 1;
const BYTES_PER_ID = 10;

const pool = Buffer.alloc(4096);
let poolOffset = pool.length;
let lastMilliseconds = -1;
let counter = 0;

/**
 * A UUID of version 7 (RFC 9562 §5.7): sorts by time, and within this process each id is greater than the one before,
 * even when the clock stands still or goes back.
 *
 * @param now the moment of creation; milliseconds since 1970 must fit 48 bits, or RangeError is thrown
 */
export function uuidv7(now: Date): string {
  const milliseconds = now.getTime();
  if (!(milliseconds >= 0 && milliseconds < 2 ** 48)) {
    throw new RangeError(`now must be a date from 1970 to 10889, got '${String(now)}'`);
  }
  if (poolOffset + BYTES_PER_ID > pool.length) {
    randomFillSync(pool);
    poolOffset = 0;
  }
  if (milliseconds > lastMilliseconds) {
    lastMilliseconds = milliseconds;
    counter = pool.readUInt32BE(poolOffset) & COUNTER_SEED_MASK;
  } else {
    counter += 1;
    if (counter === COUNTER_LIMIT) {
      counter = 0;
      lastMilliseconds += 1;
    }
  }
  const tail = pool.readUIntBE(poolOffset + 4, 6);
  poolOffset += BYTES_PER_ID;
  const time = hex(lastMilliseconds, 12);
  const version = (0x7000 | (counter >>> 14)).toString(16);
  const variant = (0x8000 | (counter & 0x3fff)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${hex(tail, 12)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
