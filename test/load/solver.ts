import { readFile } from 'node:fs/promises';
import { createKernel, encodePuzzle, kernelBytes } from '@foyer/pow';
import type { Kernel } from '@foyer/pow';
import { getJSSolver } from 'friendly-pow/node/api/js.js';
import { getWasmSolver } from 'friendly-pow/node/api/wasm.js';
import type { BenchRow } from './bench-row.ts';
import { ratesOf } from './interleaved.ts';
import type { Contender } from './interleaved.ts';

/** About as many as one solution of difficulty 122 takes: what one call of their solver does in the widget. */
const NONCES_A_CALL = 38_912;
const OUR_CHUNK = 4096;

/** Hashes a second on one core. A threshold of 0 is never met, so both sides search every nonce. */
export async function measureSolver({ repeats }: { repeats: number }): Promise<BenchRow[]> {
  const puzzle = encodePuzzle({
    timestamp: 1_772_366_400,
    accountId: 1,
    appId: 1,
    version: 1,
    expiry: 12,
    solutionCount: 51,
    difficulty: 122,
    nonce: crypto.getRandomValues(new Uint8Array(8)),
    userData: new Uint8Array(0),
  });
  const rates = await ratesOf(
    {
      simd: ours(await wasmKernel('simd'), puzzle, NONCES_A_CALL),
      scalar: ours(await wasmKernel('scalar'), puzzle, NONCES_A_CALL),
      'friendly-pow wasm': friendly(puzzle, await friendlyWasm(), NONCES_A_CALL),
      js: ours(await createKernel('js', 'js'), puzzle, OUR_CHUNK),
      'friendly-pow js': friendly(puzzle, await friendlyJavascript(), OUR_CHUNK),
    },
    repeats,
  );
  const row = (name: string, our: string, their: string, reach: number): BenchRow => {
    const [mine, peer] = [(rates.get(our) ?? 0) / 1e6, (rates.get(their) ?? 0) / 1e6];
    return { name, ours: mine, peer, ratio: mine / peer, reach, unit: 'MH/s' };
  };
  return [
    row('solver on one core, Node; friendly-pow WASM', 'simd', 'friendly-pow wasm', 3.8),
    row('solver without SIMD; friendly-pow WASM', 'scalar', 'friendly-pow wasm', 1),
    row('solver without WASM; friendly-pow JavaScript', 'js', 'friendly-pow js', 1),
  ];
}

async function wasmKernel(kind: 'simd' | 'scalar'): Promise<Kernel> {
  return createKernel(await WebAssembly.compile(kernelBytes(kind)), kind);
}

function ours(kernel: Kernel, puzzle: Uint8Array, nonces: number): Contender {
  kernel.load(puzzle);
  let outer = 0;
  return () => {
    outer = (outer + 1) % 256;
    for (let start = 0; start < nonces; start += OUR_CHUNK) kernel.search(0, outer, start, OUR_CHUNK, 0);
    return Math.ceil(nonces / OUR_CHUNK) * OUR_CHUNK;
  };
}

type FriendlySolver = (block: Uint8Array, threshold: number, nonces: number) => unknown;

/** Called as the worker of friendly-challenge calls it, on one module compiled beforehand. */
function friendly(puzzle: Uint8Array, solve: FriendlySolver, nonces: number): Contender {
  const block = new Uint8Array(128);
  return () => {
    block.fill(0).set(puzzle);
    block[123] = ((block[123] ?? 0) + 1) % 256;
    solve(block, 0, nonces);
    return nonces;
  };
}

async function friendlyWasm(): Promise<FriendlySolver> {
  const file = new URL('wasm/optimized.wasm', import.meta.resolve('friendly-pow/package.json'));
  return getWasmSolver(await WebAssembly.compile(await readFile(file)));
}

async function friendlyJavascript(): Promise<FriendlySolver> {
  // A leftover of their compiler that their JavaScript expects from its host.
  Reflect.set(globalThis, 'ASC_TARGET', 0);
  return getJSSolver();
}
