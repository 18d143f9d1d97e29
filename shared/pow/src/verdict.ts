import type { MemoryHardParameters } from './memory-hard.ts';
import type { PuzzleFields } from './puzzle.ts';
import type { Diagnostics } from './solution.ts';

/** In the order of the checks: the first that fails is the reason. */
export type RefusalReason =
  | 'malformed'
  | 'signature'
  | 'site'
  | 'expired'
  | 'future'
  | 'count'
  | 'duplicate'
  | 'work';

/** What a caller needs to check some of the solutions at the second gate, see `argon2idInput`. */
export interface MemoryHardWork {
  parameters: MemoryHardParameters;
  puzzle: Uint8Array<ArrayBuffer>;
  /** `8 * solutionCount` bytes, all of them past the BLAKE2b gate. */
  solutions: Uint8Array<ArrayBuffer>;
}

export type Verdict =
  | {
      ok: true;
      puzzle: PuzzleFields;
      /** 16 bytes that stand for this puzzle in the replay mark: its MAC, unique and of no use to anybody else. */
      puzzleId: Uint8Array<ArrayBuffer>;
      issuedAt: Date;
      expiresAt: Date;
      diagnostics: Diagnostics;
      /** Present when the site asks for memory-hard puzzles: the verdict then covers the first gate only. */
      memoryHard?: MemoryHardWork;
    }
  | { ok: false; reason: RefusalReason };

export interface Expectation {
  now: Date;
  accountId?: number;
  appId?: number;
}
