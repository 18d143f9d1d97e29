import { createFasterSearch } from './faster-search.ts';
import { KERNEL_WORDS, loadConstants } from './puzzle-constants.ts';
import { MAX_PUZZLE_BYTES, MIN_PUZZLE_BYTES, PuzzleFormatError } from './puzzle.ts';

/** A compiled `WebAssembly.Module`: opaque here, and it can be posted to a Worker. */
export type WasmModule = object;

export type KernelKind = 'simd' | 'scalar' | 'js';

export interface Kernel {
  kind: KernelKind;
  /** Length of the longest puzzle that it can search: 32, where it was made for puzzles without user data, or 64. */
  maxPuzzleBytes: number;
  /**
   * Sets the puzzle that the next searches are about.
   *
   * @param puzzle 32 to `maxPuzzleBytes` bytes
   * @throws {PuzzleFormatError} for any other length
   */
  load(puzzle: Uint8Array): void;
  /**
   * Tries the nonces `start` to `start + count - 1`. Keep `count` to a few thousand: an engine replaces its
   * quick first translation by the fast one only between two calls.
   *
   * @param slot number of the solution, 0 to 254
   * @param outer 0 to 255, for the case that 2^32 nonces were not enough
   * @param threshold see `thresholdOf`
   * @returns the first nonce that counts, or -1
   */
  search(slot: number, outer: number, start: number, count: number, threshold: number): number;
}

/**
 * Declared here because this package compiles without the DOM library (Node's types know no WebAssembly) and
 * without Node's.
 */
declare const WebAssembly: {
  instantiate(module: WasmModule): Promise<{ readonly exports: KernelExports }>;
};

interface KernelExports {
  memory: { readonly buffer: ArrayBuffer };
  search: Search;
  /** Only in the SIMD kernel: three nonces at a time instead of two. */
  searchWide?: Search;
}

/** @returns the offset of the first nonce from `start` on that counts, or -1 */
export type Search = (low: number, start: number, count: number, threshold: number) => number;

const NONCES = 2 ** 32;

/**
 * @param module what `kernelBytes(kind)` compiles to, or `'js'` for the kernel that needs no WebAssembly
 * @throws whatever `WebAssembly.instantiate` throws where the engine lacks SIMD or a policy forbids WASM
 */
export async function createKernel(module: WasmModule | 'js', kind: KernelKind): Promise<Kernel> {
  if (module === 'js') return createJavascriptKernel();
  const { exports } = await WebAssembly.instantiate(module);
  const words = new BigUint64Array(exports.memory.buffer, 0, KERNEL_WORDS);
  const { search, searchWide } = exports;
  return searchWide
    ? kernelOf(kind, words, createFasterSearch(searchWide, search), MIN_PUZZLE_BYTES)
    : kernelOf(kind, words, search);
}

/** Brought in only where it is wanted: bundlers make a file of its own of it, which few visitors load. */
async function createJavascriptKernel(): Promise<Kernel> {
  const { search: searchJavascript } = await import('./kernel-javascript.generated.ts');
  const words = new BigUint64Array(KERNEL_WORDS);
  const halves = new Int32Array(words.buffer);
  return kernelOf('js', words, (low, start, count, threshold) =>
    searchJavascript(halves, low, start, count, threshold),
  );
}

function kernelOf(
  kind: KernelKind,
  words: BigUint64Array,
  search: Search,
  maxPuzzleBytes = MAX_PUZZLE_BYTES,
): Kernel {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, MAX_PUZZLE_BYTES);
  return {
    kind,
    maxPuzzleBytes,
    load(puzzle) {
      if (puzzle.length < MIN_PUZZLE_BYTES || puzzle.length > maxPuzzleBytes) {
        throw new PuzzleFormatError(`a puzzle must have 32 to ${maxPuzzleBytes} bytes, got ${puzzle.length}`);
      }
      bytes.fill(0).set(puzzle);
      loadConstants(words);
    },
    search(slot, outer, start, count, threshold) {
      const within = Math.min(count, NONCES - start);
      const offset = within > 0 ? search(slot | (outer << 24), start, within, threshold) : -1;
      return offset < 0 ? -1 : start + offset;
    },
  };
}
