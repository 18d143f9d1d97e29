import { KERNEL_WORDS, load } from './puzzle-constants.generated.ts';
import { MAX_PUZZLE_BYTES, MIN_PUZZLE_BYTES, PuzzleFormatError } from './puzzle.ts';

/** A compiled `WebAssembly.Module`: opaque here, and it can be posted to a Worker. */
export type WasmModule = object;

export type KernelKind = 'simd' | 'scalar' | 'js';

export interface Kernel {
  kind: KernelKind;
  /**
   * Sets the puzzle that the next searches are about.
   *
   * @param puzzle 32 to 64 bytes
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
  search: WasmSearch;
  /** Only in the SIMD kernel: for puzzles without user data. */
  searchPlain?: WasmSearch;
}

type WasmSearch = (low: number, start: number, count: number, threshold: number) => number;

const NONCES = 2 ** 32;

/**
 * @param module what `kernelBytes(kind)` compiles to, or `'js'` for the kernel that needs no WebAssembly
 * @throws whatever `WebAssembly.instantiate` throws where the engine lacks SIMD or a policy forbids WASM
 */
export async function createKernel(module: WasmModule | 'js', kind: KernelKind): Promise<Kernel> {
  if (module === 'js') return createJavascriptKernel();
  const { exports } = await WebAssembly.instantiate(module);
  const words = new Int32Array(exports.memory.buffer, 0, KERNEL_WORDS);
  const searchPlain = exports.searchPlain ?? exports.search;
  return kernelOf(kind, words, (isPlain) => (isPlain ? searchPlain : exports.search));
}

/** Brought in only where it is wanted: bundlers make a file of its own of it, which few visitors load. */
async function createJavascriptKernel(): Promise<Kernel> {
  const { search: searchJavascript } = await import('./kernel-javascript.generated.ts');
  const words = new Int32Array(KERNEL_WORDS);
  const search: WasmSearch = (low, start, count, threshold) =>
    searchJavascript(words, low, start, count, threshold);
  return kernelOf('js', words, () => search);
}

function kernelOf(kind: KernelKind, words: Int32Array, choose: (isPlain: boolean) => WasmSearch): Kernel {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, MAX_PUZZLE_BYTES);
  let search = choose(false);
  return {
    kind,
    load(puzzle) {
      if (puzzle.length < MIN_PUZZLE_BYTES || puzzle.length > MAX_PUZZLE_BYTES) {
        throw new PuzzleFormatError(`a puzzle must have 32 to 64 bytes, got ${String(puzzle.length)}`);
      }
      bytes.fill(0).set(puzzle);
      load(words);
      search = choose(puzzle.length === MIN_PUZZLE_BYTES);
    },
    search(slot, outer, start, count, threshold) {
      const within = Math.min(count, NONCES - start);
      const offset = within > 0 ? search(slot | (outer << 24), start, within, threshold) : -1;
      return offset < 0 ? -1 : start + offset;
    },
  };
}
