import type { Search } from './kernel.ts';

/** Both environments have it, but neither's types are at hand here. */
declare const performance: { now(): number };

/** Some milliseconds of a fast core: enough for the engine to replace the code, and for a timer that steps by 1 ms. */
const NONCES_A_TRIAL = 64_000;
/** The first is for the engine. Of the others the best counts: a neighbour's burst of work spoils one of them, not the choice. */
const TRIALS = 3;

/**
 * Finds out which of two searches is faster here, by letting both do real work: so many nonces with the one, so many
 * with the other, in turn. From then on only the faster one runs.
 *
 * @param first is kept unless `second` is faster
 * @param now in milliseconds
 */
export function createFasterSearch(
  first: Search,
  second: Search,
  now: () => number = () => performance.now(),
): Search {
  const searches = [first, second] as const;
  const best: [number, number] = [Infinity, Infinity];
  let trial = 0;
  let tried = 0;
  let elapsed = 0;
  let chosen: Search | undefined;

  return (low, start, count, threshold) => {
    if (chosen) return chosen(low, start, count, threshold);
    const which = trial % 2 === 0 ? 0 : 1;
    const began = now();
    const offset = searches[which](low, start, count, threshold);
    elapsed += now() - began;
    tried += offset < 0 ? count : offset + 1;
    if (tried >= NONCES_A_TRIAL) {
      if (trial > 1) best[which] = Math.min(best[which], elapsed / tried);
      [tried, elapsed] = [0, 0];
      trial++;
      if (trial === TRIALS * 2) chosen = best[1] < best[0] ? second : first;
    }
    return offset;
  };
}
