import type { Search } from './kernel.ts';

/** Both environments have it, but neither's types are at hand here. */
declare const performance: { now(): number };

/** About 5 ms of a fast core: enough for the engine to replace the code, and for a timer that steps by 1 ms. */
const NONCES_A_TRIAL = 100_000;

/**
 * Finds out which of two searches is faster here, by letting both do real work: so many nonces with the one, so many
 * with the other, each once to warm up and once by the clock. From then on only the faster one runs.
 *
 * @param first is kept unless `second` is faster
 * @param now in milliseconds
 */
export function createFasterSearch(
  first: Search,
  second: Search,
  now: () => number = () => performance.now(),
): Search {
  const trials = [first, first, second, second];
  const milliseconds: number[] = [];
  let tried = 0;
  let elapsed = 0;
  let chosen: Search | undefined;

  return (low, start, count, threshold) => {
    if (chosen) return chosen(low, start, count, threshold);
    const began = now();
    const offset = (trials[milliseconds.length] ?? first)(low, start, count, threshold);
    elapsed += now() - began;
    tried += offset < 0 ? count : offset + 1;
    if (tried >= NONCES_A_TRIAL) {
      milliseconds.push(elapsed / tried);
      [tried, elapsed] = [0, 0];
      const [, firstTook = 0, , secondTook] = milliseconds;
      if (secondTook !== undefined) chosen = secondTook < firstTook ? second : first;
    }
    return offset;
  };
}
