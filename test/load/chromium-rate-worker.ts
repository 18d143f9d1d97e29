import { createKernel, kernelBytes } from '@foyer/pow';
import { getWasmSolver } from 'friendly-pow/api/wasm.js';

// Runs in a worker of the measured browser. Both search with a threshold that nothing meets, so that every nonce is tried.

const hashes = 1 << 20;
const chunk = 4096;

interface Order {
  repeats: number;
  friendlyPow: Uint8Array<ArrayBuffer>;
}

self.addEventListener('message', (event: MessageEvent<Order>) => void measure(event.data));

async function measure({ repeats, friendlyPow }: Order): Promise<void> {
  const puzzle = crypto.getRandomValues(new Uint8Array(32));
  const kernel = await createKernel(await WebAssembly.compile(kernelBytes('simd')), 'simd');
  kernel.load(puzzle);
  const solve = await getWasmSolver(await WebAssembly.compile(friendlyPow));
  const block = new Uint8Array(128);
  block.set(puzzle);

  const searchOurs = (): void => {
    for (let start = 0; start < hashes; start += chunk) kernel.search(0, 0, start, chunk, 0);
  };
  const searchTheirs = (): void => void solve(block, 0, hashes);
  const rates: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
  for (let repeat = -1; repeat < repeats * 2; repeat++) {
    const ours = rateOf(searchOurs);
    const peer = rateOf(searchTheirs);
    // The first round is for the engine's fast code.
    if (repeat < 0) continue;
    rates.ours.push(ours);
    rates.peer.push(peer);
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
  self.postMessage(rates);
}

function rateOf(search: () => void): number {
  const began = performance.now();
  search();
  return (hashes / (performance.now() - began)) * 1000;
}
