import { INITIAL_VECTOR } from './initial-vector.ts';

/** Words of 64 bits: the puzzle in the first 8, and behind them the state that {@link loadConstants} makes of it. */
export const KERNEL_WORDS = 24;

const STATE_AT = 8;
/** Digest of 32 bytes, no key, fan-out and depth 1 (RFC 7693 §2.5); 128 bytes so far; the last block. */
const PARAMETERS = 0x01010020n;
const COUNTER = 128n;
const LAST_BLOCK = (1n << 64n) - 1n;

const DIAGONALS = [
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

/**
 * Takes BLAKE2b as far as it goes without the nonce, which enters with the second half of the last diagonal (words 8 to
 * 14 of the message are 0). The kernels go on from there, see `generate/search-trace.ts`. In loops and on whole words,
 * because it runs once a puzzle and every visitor downloads it.
 */
export function loadConstants(words: BigUint64Array): void {
  const [m0, m1, m2, m3, m4 = 0n, m5, m6, m7] = words;
  const even = [m0, m2, m4, m6];
  const odd = [m1, m3, m5, m7];
  // An array of 64-bit words does the arithmetic modulo 2^64.
  const v = BigUint64Array.of(...INITIAL_VECTOR, ...INITIAL_VECTOR);
  const at = (index: number): bigint => v[index] ?? 0n;
  const add = (to: number, from: number, message = 0n): void => {
    v[to] = at(to) + at(from) + message;
  };
  const mix = (to: number, from: number, bits: bigint): void => {
    const word = at(to) ^ at(from);
    v[to] = (word >> bits) | (word << (64n - bits));
  };
  /** Half of the function G (RFC 7693 §3.1). */
  const half = (
    [a, b, c, d]: readonly [number, number, number, number],
    bits: readonly [bigint, bigint],
    message?: bigint,
  ): void => {
    add(a, b, message);
    mix(d, a, bits[0]);
    add(c, d);
    mix(b, c, bits[1]);
  };

  v[0] = at(0) ^ PARAMETERS;
  v[12] = at(12) ^ COUNTER;
  v[14] = at(14) ^ LAST_BLOCK;
  for (let column = 0; column < 4; column++) {
    const quad = [column, column + 4, column + 8, column + 12] as const;
    half(quad, [32n, 24n], even[column]);
    half(quad, [16n, 63n], odd[column]);
  }
  for (const quad of DIAGONALS) half(quad, [32n, 24n]);
  for (const quad of DIAGONALS.slice(0, 3)) half(quad, [16n, 63n]);
  // As far into the second round as its columns can go.
  add(1, 5, m4);
  add(2, 6);
  mix(13, 1, 32n);
  // The nonce is added to the sum of these two.
  add(3, 4);
  words.set(v, STATE_AT);
}
