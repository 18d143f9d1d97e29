import type { Kernel } from './kernel.ts';
import { MIN_PUZZLE_BYTES } from './puzzle.ts';

/** Both environments have it, but neither's types are at hand here. */
declare const performance: { now(): number };

/** Shorter spans say more about the timer than about the kernel. */
const TIMER_STEP_MILLISECONDS = 0.1;
const FIRST_CHUNK = 16;
/** Ends the trial where the timer stands still, as under resistance to fingerprinting. */
const LAST_CHUNK = 2 ** 18;

/**
 * A kernel further down the list must be so much faster. In two cold milliseconds an engine runs the quick code of its
 * first tier, where two lanes are no faster than one; the fast code that follows doubles them. Where SIMD is emulated
 * it loses by more.
 */
const CLEARLY = 2;

/**
 * Tries each kernel for its share of the time. What it loaded is gone afterwards: `load` the puzzle again.
 *
 * @param kernels at least one, in the order of what their fast code does
 * @returns the first, unless another one is clearly faster
 * @param milliseconds for all of them together; a coarse timer takes as long as its step
 * @param now in milliseconds
 * @throws {RangeError} for an empty list
 */
export function calibrate(
  kernels: readonly Kernel[],
  milliseconds = 2,
  now: () => number = () => performance.now(),
): Kernel {
  let best: Kernel | undefined;
  let bestRate = 0;
  for (const kernel of kernels) {
    const rate = kernels.length === 1 ? 0 : noncesPerMillisecond(kernel, milliseconds / kernels.length, now);
    if (best === undefined || rate > bestRate * CLEARLY) [best, bestRate] = [kernel, rate];
  }
  if (best === undefined) throw new RangeError('calibrate needs at least one kernel');
  return best;
}

/** The best of several chunks: a neighbour's burst of work then spoils one of them and not the choice. */
function noncesPerMillisecond(kernel: Kernel, milliseconds: number, now: () => number): number {
  kernel.load(new Uint8Array(MIN_PUZZLE_BYTES));
  const end = now() + milliseconds;
  let best = 0;
  for (let chunk = FIRST_CHUNK; chunk <= LAST_CHUNK;) {
    const start = now();
    if (start >= end) break;
    // A threshold of 0 is never met, so the whole chunk is searched.
    kernel.search(0, 0, 0, chunk, 0);
    const elapsed = now() - start;
    if (elapsed < TIMER_STEP_MILLISECONDS) chunk *= 2;
    else best = Math.max(best, chunk / elapsed);
  }
  return best;
}
