import { INITIAL_VECTOR } from '../initial-vector.ts';
import { traceCompression } from './compression.ts';
import { createAlgebra, operandsOf } from './expression.ts';
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
  /** Byte address of each constant of `perNonce`: the message words where they are, behind them the 16 state words. */
  addresses: ReadonlyMap<Expression, number>;
}

const MESSAGE_AT = 0;
const CONSTANTS_AT = 64;
/** Digest of 32 bytes, no key, fan-out and depth 1 (RFC 7693 §2.5). */
const PARAMETERS = 0x01010020n;
const BLOCK_BYTES = 128n;
const LAST_BLOCK = (1n << 64n) - 1n;

/**
 * A puzzle has at most 64 bytes, so words 8 to 14 are 0 and only m15 differs from nonce to nonce.
 *
 * @param words of the puzzle that need not be 0
 * @param abreast see `CompressionInput`
 */
export function traceSearch(words: 4 | 8, abreast: 1 | 4 = 4): SearchTrace {
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
    abreast,
  });
  const [output] = chain;
  if (output === undefined) throw new Error('a compression has 8 words of output, got none');
  const perNonce = planStage([output], 'nonce', homes);
  const perPuzzle = planStage(perNonce.constants, 'puzzle', homes);
  const addresses = new Map<Expression, number>(
    puzzleWords.map((word, index) => [word, MESSAGE_AT + 8 * index]),
  );
  for (const constant of perNonce.constants) {
    if (addresses.has(constant)) continue;
    // A constant is what a state word has become; of a sum that is no state word yet, its first term is one.
    const home = homes.get(constant) ?? homes.get(operandsOf(constant)[0] ?? constant);
    if (home === undefined) throw new Error('a constant must lie where a state word does, got none');
    const address = CONSTANTS_AT + 8 * home;
    if ([...addresses.values()].includes(address)) {
      throw new Error(`state word ${String(home)} must have one constant at most, got two`);
    }
    addresses.set(constant, address);
  }
  return { homes, nonce, output, perPuzzle, perNonce, addresses };
}
