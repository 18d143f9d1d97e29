import type { Kernel } from './kernel.ts';
import { SOLUTION_BYTES } from './puzzle.ts';

export interface SlotSearch {
  /**
   * Tries the next few thousand nonces.
   *
   * @returns the 8 bytes of a solution, or undefined when none was among them: call again. After a solution the
   *   search goes on behind it, which the second gate of memory-hard puzzles needs
   * @throws {RangeError} after 2^40 nonces
   */
  next(): Uint8Array<ArrayBuffer> | undefined;
  /** Nonces tried so far. */
  readonly tried: number;
}

const MAX_OUTER = 255;
const NONCES = 2 ** 32;

/**
 * Looks for one solution of the puzzle that `kernel` has loaded. It returns after each chunk, so that a Worker
 * can read its messages and the engine can switch to faster code.
 *
 * @param options.slot number of the solution, its first byte
 * @param options.threshold see `thresholdOf`
 */
export function createSlotSearch(
  kernel: Kernel,
  options: { slot: number; threshold: number; chunkNonces?: number },
): SlotSearch {
  const { slot, threshold, chunkNonces = 4096 } = options;
  let outer = 0;
  let start = 0;
  let tried = 0;

  return {
    get tried() {
      return tried;
    },
    next() {
      if (start >= NONCES) [outer, start] = [outer + 1, 0];
      if (outer > MAX_OUTER) throw new RangeError(`slot ${String(slot)} has no solution`);
      const count = Math.min(chunkNonces, NONCES - start);
      const nonce = kernel.search(slot, outer, start, count, threshold);
      const next = nonce < 0 ? start + count : nonce + 1;
      tried += next - start;
      start = next;
      return nonce < 0 ? undefined : solutionBytes(slot, outer, nonce);
    },
  };
}

function solutionBytes(slot: number, outer: number, nonce: number): Uint8Array<ArrayBuffer> {
  const solution = new Uint8Array(SOLUTION_BYTES);
  const view = new DataView(solution.buffer);
  view.setUint8(0, slot);
  view.setUint8(3, outer);
  view.setUint32(4, nonce, true);
  return solution;
}
