import {
  calibrate,
  createKernel,
  createSlotSearch,
  thresholdOf,
  type Kernel,
  type KernelKind,
} from '@foyer/pow';
import type { FromSolver, SlotOrder, SolverTask, ToSolver } from './messages.ts';
import type { MemoryGate } from './argon2.ts';
import { memoryGateOf } from './memory-gate.ts';

/**
 * Nonces for one call. One long call would never be replaced by the optimized code that the browser makes meanwhile,
 * and a slow JavaScript engine must come back before it is missed.
 */
const NONCES_PER_SEARCH = 4096;
const NONCES_PER_JS_SEARCH = 512;
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

/** The first worker tries them all, the others are told which one won. */
async function chooseKernel({
  modules: { simd, scalar },
  kernel: chosen,
  puzzle,
}: SolverTask): Promise<Kernel> {
  const isWanted = (kind: KernelKind): boolean => chosen === undefined || chosen === kind;
  const kernels = await Promise.all([
    ...(simd && isWanted('simd') ? [createKernel(simd, 'simd')] : []),
    ...(scalar && isWanted('scalar') ? [createKernel(scalar, 'scalar')] : []),
    ...(isWanted('js') ? [createKernel('js', 'js')] : []),
  ]);
  const kernel = kernels.length > 1 ? calibrate(kernels) : kernels[0];
  if (!kernel) throw new Error(`kernel ${chosen} was chosen but its module is not there`);
  kernel.load(puzzle);
  return kernel;
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
