import { kernelBytes } from './kernel-bytes.ts';
import { createKernel } from './kernel.ts';
import type { Kernel, WasmModule } from './kernel.ts';
import { MIN_PUZZLE_BYTES, parsePuzzle, SOLUTION_BYTES, thresholdOf } from './puzzle.ts';
import { createSlotSearch } from './slot-search.ts';
import { formatSolutionString, parsePuzzleString } from './solution.ts';

declare const WebAssembly: { compile(bytes: Uint8Array): Promise<WasmModule> };

/**
 * What a widget does with a puzzle, for tests of services: about 0.2 s for 51 solutions of difficulty 122, so
 * tests issue easier ones.
 *
 * @param puzzleString `<signature>.<puzzle>` as the endpoint sends it
 * @returns the solution string for the form
 */
export async function solvePuzzle(puzzleString: string): Promise<string> {
  const parsed = parsePuzzleString(puzzleString);
  const kind = parsed.puzzle.length > MIN_PUZZLE_BYTES ? 'scalar' : 'simd';
  const kernel = await createKernel(await compileKernel(kind), kind);
  return formatSolutionString(parsed, solutionsOf(kernel, parsed.puzzle), { solver: 2, seconds: 1 });
}

export function compileKernel(kind: 'simd' | 'scalar'): Promise<WasmModule> {
  return WebAssembly.compile(kernelBytes(kind));
}

/** All solutions of a puzzle, found by one kernel. */
export function solutionsOf(kernel: Kernel, puzzle: Uint8Array): Uint8Array<ArrayBuffer> {
  const { difficulty, solutionCount } = parsePuzzle(puzzle);
  const threshold = thresholdOf(difficulty);
  kernel.load(puzzle);
  const solutions = new Uint8Array(solutionCount * SOLUTION_BYTES);
  for (let slot = 0; slot < solutionCount; slot++) {
    const search = createSlotSearch(kernel, { slot, threshold });
    let solution = search.next();
    while (solution === undefined) solution = search.next();
    solutions.set(solution, slot * SOLUTION_BYTES);
  }
  return solutions;
}
