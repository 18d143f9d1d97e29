import { INITIAL_VECTOR } from '../initial-vector.ts';
import { traceCompression } from './compression.ts';
import { createAlgebra } from './expression.ts';
import type { Expression } from './expression.ts';
import { planStage } from './plan.ts';
import type { Plan } from './plan.ts';

/** The hash of one nonce, cut into what is done once a puzzle and what is done for each nonce. */
export interface SearchTrace {
  homes: ReadonlyMap<Expression, number>;
  /** The word that holds the solution, m15. */
  nonce: Expression;
  /** First word of the hash. */
  output: Expression;
  perPuzzle: Plan;
  perNonce: Plan;
  /** Byte address of each constant of `perNonce`: the message words where they are, the others behind them. */
  addresses: ReadonlyMap<Expression, number>;
  /** Bytes of memory that the puzzle and the constants take. */
  endAddress: number;
}

const MESSAGE_AT = 0;
const CONSTANTS_AT = 64;
/** Digest of 32 bytes, no key, fan-out and depth 1 (RFC 7693 §2.5). */
const PARAMETERS = 0x01010020n;
const BLOCK_BYTES = 128n;
const LAST_BLOCK = (1n << 64n) - 1n;

/** A puzzle has at most 64 bytes, so words 8 to 14 are 0 and only m15 differs from nonce to nonce. */
export function traceSearch(words: 4 | 8 = 8): SearchTrace {
  const algebra = createAlgebra();
  const puzzleWords = Array.from({ length: words }, (_, index) =>
    algebra.input(`m${String(index)}`, 'puzzle'),
  );
  const nonce = algebra.input('m15', 'nonce');
  const zeros = Array.from({ length: 15 - words }, () => algebra.literal(0n));
  const { chain, homes } = traceCompression(algebra, {
    chain: INITIAL_VECTOR.map((word, index) => algebra.literal(index === 0 ? word ^ PARAMETERS : word)),
    message: [...puzzleWords, ...zeros, nonce],
    counter: algebra.literal(BLOCK_BYTES),
    finalFlag: algebra.literal(LAST_BLOCK),
  });
  const [output] = chain;
  if (output === undefined) throw new Error('a compression has 8 words of output, got none');
  const perNonce = planStage([output], 'nonce', homes);
  const perPuzzle = planStage(perNonce.constants, 'puzzle', homes);
  const addresses = new Map<Expression, number>(
    puzzleWords.map((word, index) => [word, MESSAGE_AT + 8 * index]),
  );
  let endAddress = CONSTANTS_AT;
  for (const constant of perNonce.constants) {
    if (addresses.has(constant)) continue;
    addresses.set(constant, endAddress);
    endAddress += 8;
  }
  return { homes, nonce, output, perPuzzle, perNonce, addresses, endAddress };
}
