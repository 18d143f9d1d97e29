import type { KernelKind } from '@foyer/pow';
import { createGrowth } from './growth.ts';
import type { FromSolver, KernelModules, Solver } from './messages.ts';
import { type PuzzleText, writeSolution } from './puzzle-text.ts';
import type { SolverAssets } from './solver-assets.ts';

type SlowReason = 'wasm' | 'worker';

export interface SolveOptions {
  assets: SolverAssets;
  /** Already on their way: their script loads while the puzzle is fetched. Those that it is not worth are closed. */
  firstSolvers: readonly Solver[];
  modules: KernelModules;
  puzzle: PuzzleText;
  spareWorkers: number;
  signal: AbortSignal;
  onProgress(solved: number, total: number): void;
  onSlow(reason: SlowReason): void;
}

const SOLUTION_BYTES = 8;
/** Slots a worker holds: the one it searches and some more, so that it need not wait for a page that is busy itself. */
const SLOTS_IN_HAND = 4;
/** Each fills megabytes; more of them end a small phone's browser. */
const MEMORY_HARD_WORKERS = 2;
/** No core of today does more: what is worth a second worker at this rate is worth it at any. */
const BEST_HASHES_PER_MILLISECOND = 20_000;
const USUAL_START_MILLISECONDS = 30;
const WORKER_SLICE_MILLISECONDS = 250;
const PAGE_SLICE_MILLISECONDS = 8;
/** A solver that says nothing for so long after its task was given is taken for dead. */
const READY_TIMEOUT_MILLISECONDS = 20_000;
const SOLVER_CODES: Record<KernelKind, number> = { js: 1, scalar: 2, simd: 2 };

/**
 * Solves one puzzle with as many workers as pay. A worker that dies gives its slots back to the others; when none is left
 * one more is tried, and then the page calculates itself, in slices.
 *
 * @returns the solution string for the form
 * @throws when nothing can solve it, or `signal` was aborted
 */
export function solvePuzzle(options: SolveOptions): Promise<string> {
  const { assets, puzzle, signal } = options;
  const total = puzzle.solutionCount;
  const growth = createGrowth();
  const slots = Array.from({ length: total }, (_, slot) => slot);
  const solutions = new Uint8Array(total * SOLUTION_BYTES);
  const hands = new Map<Solver, Set<number>>();
  const began = performance.now();
  let maxWorkers = Math.min(options.spareWorkers, total);
  let kernel: KernelKind | undefined;
  let startMilliseconds = USUAL_START_MILLISECONDS;
  let ready = 0;
  let solved = 0;

  return new Promise<string>((resolve, reject) => {
    const lastResorts = [openWorker, calculateHere];
    const abort = (): void =>
      finish(() => reject(new Error('solving was cancelled', { cause: signal.reason })));
    signal.addEventListener('abort', abort);
    if (signal.aborted) return abort();
    options.onProgress(0, total);
    // Where a second one saves more than it costs even at the best rate, it need not wait for the first one's figures.
    const isLong = puzzle.expectedHashes / BEST_HASHES_PER_MILLISECOND / 2 > USUAL_START_MILLISECONDS;
    for (const solver of options.firstSolvers) {
      if (hands.size < (isLong ? maxWorkers : 1)) enlist(solver, WORKER_SLICE_MILLISECONDS);
      else solver.close();
    }
    if (hands.size === 0) openWorker();

    function openWorker(): void {
      try {
        enlist(assets.openWorker(), WORKER_SLICE_MILLISECONDS);
      } catch (error) {
        if (hands.size === 0) tryNext(String(error));
      }
    }

    function calculateHere(): void {
      options.onSlow('worker');
      assets.openInPage().then(
        (solver) => (signal.aborted ? solver.close() : enlist(solver, PAGE_SLICE_MILLISECONDS)),
        (error: unknown) => tryNext(String(error)),
      );
    }

    function enlist(solver: Solver, sliceMilliseconds: number): void {
      const given = performance.now();
      const bury = (reason: string): void => {
        clearTimeout(timer);
        solver.close();
        slots.unshift(...(hands.get(solver) ?? []));
        if (!hands.delete(solver)) return;
        if (hands.size === 0) tryNext(reason);
        else for (const other of hands.keys()) deal(other);
      };
      const timer = setTimeout(() => bury('the solver does not answer'), READY_TIMEOUT_MILLISECONDS);
      hands.set(solver, new Set());
      solver.onDeath(bury);
      solver.onMessage((message) => {
        clearTimeout(timer);
        if (!hands.has(solver)) return;
        if (message.type === 'failed') return bury(message.reason);
        if (message.type === 'ready') startMilliseconds = performance.now() - given;
        hear(solver, message);
      });
      solver.send({
        type: 'task',
        puzzle: puzzle.bytes,
        modules: options.modules,
        kernel,
        argon2Url: assets.argon2Url,
        sliceMilliseconds,
      });
      // It takes them up as soon as it is ready.
      deal(solver);
    }

    function hear(solver: Solver, message: Exclude<FromSolver, { type: 'failed' }>): void {
      if (message.type === 'ready') {
        if (kernel === undefined && message.kernel === 'js') options.onSlow('wasm');
        kernel ??= message.kernel;
        if (message.isMemoryHard) maxWorkers = Math.min(maxWorkers, MEMORY_HARD_WORKERS);
        ready++;
        growth.restart(performance.now(), solved);
      } else {
        hands.get(solver)?.delete(message.slot);
        solutions.set(message.solution, message.slot * SOLUTION_BYTES);
        options.onProgress(++solved, total);
      }
      if (solved === total) {
        const diagnostics = {
          solver: SOLVER_CODES[kernel ?? 'js'],
          seconds: (performance.now() - began) / 1000,
        };
        return finish(() => resolve(writeSolution(puzzle, solutions, diagnostics)));
      }
      deal(solver);
      // Not while some are still starting: their benefit is not known yet.
      if (ready >= hands.size) grow();
    }

    function deal(solver: Solver): void {
      const hand = hands.get(solver);
      if (!hand) return;
      // Fewer towards the end, so that all of them end together.
      const share = Math.ceil(slots.length / hands.size / 2);
      for (const slot of slots.splice(0, Math.max(0, Math.min(SLOTS_IN_HAND, share) - hand.size))) {
        hand.add(slot);
        solver.send({ type: 'slot', slot });
      }
    }

    function grow(): void {
      const workers = hands.size;
      const state = {
        now: performance.now(),
        solved,
        left: slots.length,
        maxWorkers,
        workers,
        startMilliseconds,
      };
      for (let more = growth.wanted(state) - workers; more > 0; more--) openWorker();
    }

    function tryNext(reason: string): void {
      const next = lastResorts.shift();
      if (next) next();
      else finish(() => reject(new Error(`no solver works: ${reason}`)));
    }

    function finish(settle: () => void): void {
      for (const solver of hands.keys()) solver.close();
      hands.clear();
      signal.removeEventListener('abort', abort);
      settle();
    }
  });
}
