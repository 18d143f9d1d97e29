import { INITIAL_VECTOR } from '../initial-vector.ts';
import type { Algebra, Expression } from './expression.ts';

/** RFC 7693 §2.7; rounds 10 and 11 repeat the first two. */
const SIGMA: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];
const ROUNDS = 12;

const COLUMNS: readonly (readonly number[])[] = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
];
const DIAGONALS: readonly (readonly number[])[] = [
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
];

export interface CompressionInput {
  /** The 8 words of the chaining value. */
  chain: Expression[];
  /** The 16 message words; literal zeros vanish from the code. */
  message: Expression[];
  /** Low word of the byte counter (the high word is 0: nothing here has 2^64 bytes). */
  counter: Expression;
  /** All ones for the last block, else 0. */
  finalFlag: Expression;
  /**
   * How many of the four G functions of a half round advance side by side. 4 gives a processor more to do at once, 1 keeps
   * fewer words in use at a time, which saves moves where there are too few registers.
   */
  abreast: 1 | 4;
}

/** Indices of the state words that one G mixes, and the message words that enter. */
interface Quad {
  a: number;
  b: number;
  c: number;
  d: number;
  messages: readonly [Expression, Expression];
}

export interface CompressionTrace {
  /** The new chaining value; whoever needs only some words asks only for those. */
  chain: Expression[];
  /** Which of the 16 state words an expression becomes, so that 16 local variables suffice. */
  homes: ReadonlyMap<Expression, number>;
}

/** BLAKE2b's compression function F (RFC 7693 §3.2), computed on expressions. */
export function traceCompression(algebra: Algebra, input: CompressionInput): CompressionTrace {
  const iv = INITIAL_VECTOR.map((word) => algebra.literal(word));
  const state = [...input.chain, ...iv];
  state[12] = algebra.xor([wordAt(state, 12), input.counter]);
  state[14] = algebra.xor([wordAt(state, 14), input.finalFlag]);
  const homes = new Map<Expression, number>();

  function set(index: number, value: Expression): void {
    state[index] = value;
    if (value.kind === 'sum' || value.kind === 'rotr') homes.set(value, index);
  }

  function addTo(a: number, b: number, message?: Expression): void {
    const terms = [wordAt(state, a), wordAt(state, b)];
    set(a, algebra.sum(message === undefined ? terms : [...terms, message]));
  }

  function mix(d: number, a: number, bits: number): void {
    set(d, algebra.rotr(algebra.xor([wordAt(state, d), wordAt(state, a)]), bits));
  }

  /** The function G of some quads, step by step (RFC 7693 §3.1). */
  function advance(quads: readonly Quad[]): void {
    for (const { a, b, messages } of quads) addTo(a, b, messages[0]);
    for (const { a, d } of quads) mix(d, a, 32);
    for (const { c, d } of quads) addTo(c, d);
    for (const { b, c } of quads) mix(b, c, 24);
    for (const { a, b, messages } of quads) addTo(a, b, messages[1]);
    for (const { a, d } of quads) mix(d, a, 16);
    for (const { c, d } of quads) addTo(c, d);
    for (const { b, c } of quads) mix(b, c, 63);
  }

  function halfRound(indices: readonly (readonly number[])[], order: readonly number[]): void {
    const messageAt = (position: number): Expression => wordAt(input.message, order[position] ?? 0);
    const quads = indices.map(([a = 0, b = 0, c = 0, d = 0], index) => {
      const messages = [messageAt(2 * index), messageAt(2 * index + 1)] as const;
      return { a, b, c, d, messages };
    });
    for (let from = 0; from < quads.length; from += input.abreast) {
      advance(quads.slice(from, from + input.abreast));
    }
  }

  for (let round = 0; round < ROUNDS; round++) {
    const order = SIGMA[round % SIGMA.length] ?? [];
    halfRound(COLUMNS, order.slice(0, 8));
    halfRound(DIAGONALS, order.slice(8));
  }
  const chain = input.chain.map((value, index) =>
    algebra.xor([value, wordAt(state, index), wordAt(state, index + 8)]),
  );
  return { chain, homes };
}

function wordAt(words: Expression[], index: number): Expression {
  const found = words[index];
  if (found === undefined) throw new Error(`a compression needs word ${String(index)}, got none`);
  return found;
}
