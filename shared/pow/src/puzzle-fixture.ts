import * as fc from 'fast-check';
import type { PuzzleFields } from './puzzle.ts';

const uint32 = fc.nat({ max: 0xffff_ffff });
const positiveByte = fc.integer({ min: 1, max: 255 });

export const anyFields: fc.Arbitrary<PuzzleFields> = fc.record({
  timestamp: uint32,
  accountId: uint32,
  appId: uint32,
  version: fc.constant(1 as const),
  expiry: positiveByte,
  solutionCount: positiveByte,
  difficulty: fc.nat({ max: 255 }),
  nonce: fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => Uint8Array.from(bytes)),
  userData: fc.uint8Array({ maxLength: 32 }).map((bytes) => Uint8Array.from(bytes)),
});

/** 7 solutions of some 6,000 hashes each, issued on 2026-03-01 at noon and good for an hour. */
export const somePuzzle: PuzzleFields = {
  timestamp: Date.UTC(2026, 2, 1, 12) / 1000,
  accountId: 17,
  appId: 4,
  version: 1,
  expiry: 12,
  solutionCount: 7,
  difficulty: 100,
  nonce: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  userData: new Uint8Array(0),
};

/** From the self-hosting guide of friendly-challenge (docs/self_hosting.md at 16bafff). */
export const PUBLISHED_SOLUTION =
  'b9e3c88c02a85ac71baf9f77547c5e60.XxNO/QdbzRU63mixAWQPlgAAAAAAAAAAlxuLKBLrVDk=.' +
  'AAAAAPpyCgABAAAA4KUHAAIAAAA0+goAAwAAAMfRBAAEAAAAC2QKAAUAAACbOwEABgAAAO0zBQAHAAAAaPcMAAgAAACnvg0ACQAAADu5CAAK' +
  'AAAAgm8CAAsAAAD6CwcADAAAAIP7DQANAAAA1boDAA4AAAAOuQAA.AgAB';
