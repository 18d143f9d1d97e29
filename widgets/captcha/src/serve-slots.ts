import { calibrate, createKernel, createSlotSearch, thresholdOf, type Kernel } from '@foyer/pow';
import type { FromSolver, SlotOrder, SolverTask, ToSolver } from './messages.ts';
import type { MemoryGate } from './argon2.ts';
import { memoryGateOf } from './memory-gate.ts';

/**
 * Nonces for one call. One long call would never be replaced by the optimized code that the browser makes meanwhile,
 * and a slow JavaScript engine must come back before it is missed.
 */
const NONCES_PER_SEARCH = 4096;
const NONCES_PER_JS_SEARCH = 512;
/** Slower than 0.1 million a second: even code that is not optimized yet does three times as much. */
const CRAWL_NONCES = 500;
const CRAWL_MILLISECONDS = 5;
const MIN_PUZZLE_BYTES = 32;
const DIFFICULTY_AT = 15;

/** @returns what takes the page's messages; answers go to `send` */
export type ServeSlots = (send: (message: FromSolver) => void) => (message: ToSolver) => void;

/** Solves the slots it is told to, one after the other. */
export const serveSlots: ServeSlots = (send) => {
  let solve: ((slot: number) => Promise<FromSolver>) | undefined;
  let last: Promise<void> = Promise.resolve();
  return (message) => {
    last = last.then(() => answer(message)).catch((error: unknown) => send(failure(error)));
  };

  async function answer(message: SolverTask | SlotOrder): Promise<void> {
    if (message.type === 'task') {
      const kernel = await chooseKernel(message);
      const gate = await memoryGateOf(message);
      const threshold = thresholdOf(message.puzzle[DIFFICULTY_AT] ?? 0);
      solve = (slot) => solveSlot(kernel, gate, { ...message, threshold }, slot);
      send({ type: 'ready', kernel: kernel.kind, isMemoryHard: gate !== undefined });
      return;
    }
    if (solve) send(await solve(message.slot));
  }
};

/**
 * The first worker tries what there is, the others are told which one won. JavaScript is a tenth of compiled WASM, so it is only brought in
 * where there is no WASM, or where WASM itself crawls because it is interpreted.
 */
async function chooseKernel({ modules, kernel: chosen, puzzle }: SolverTask): Promise<Kernel> {
  const kernels: Kernel[] = [];
  for (const kind of ['simd', 'scalar'] as const) {
    const module = modules[kind];
    if (!module || (chosen ?? kind) !== kind) continue;
    const kernel = await createKernel(module, kind);
    if (kernel.maxPuzzleBytes >= puzzle.length) kernels.push(kernel);
  }
  if ((chosen ?? 'js') === 'js' && kernels.every(isCrawling)) kernels.push(await createKernel('js', 'js'));
  const kernel = calibrate(kernels);
  kernel.load(puzzle);
  return kernel;
}

function isCrawling(kernel: Kernel): boolean {
  const began = performance.now();
  kernel.load(new Uint8Array(MIN_PUZZLE_BYTES));
  kernel.search(0, 0, 0, CRAWL_NONCES, 0);
  return performance.now() - began > CRAWL_MILLISECONDS;
}

async function solveSlot(
  kernel: Kernel,
  gate: MemoryGate | undefined,
  { threshold, sliceMilliseconds }: { threshold: number; sliceMilliseconds: number },
  slot: number,
): Promise<FromSolver> {
  const chunkNonces = kernel.kind === 'js' ? NONCES_PER_JS_SEARCH : NONCES_PER_SEARCH;
  const search = createSlotSearch(kernel, { slot, threshold, chunkNonces });
  for (let sliceEnd = performance.now() + sliceMilliseconds; ;) {
    const solution = search.next();
    if (solution && (!gate || (await gate(solution)))) return { type: 'solved', slot, solution };
    if (performance.now() > sliceEnd) {
      await breathe();
      sliceEnd = performance.now() + sliceMilliseconds;
    }
  }
}

function failure(error: unknown): FromSolver {
  return { type: 'failed', reason: String(error) };
}

/** Lets waiting events run. Not a timer: those are held back after a few turns, and longer in a tab that is not seen. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port's has none
    port2.postMessage(0);
  });
}
