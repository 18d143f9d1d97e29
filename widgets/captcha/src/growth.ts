/** Decides how many workers a puzzle is worth, from what the ones at work really get done. */
export interface Growth {
  /** A worker has begun: what was measured before does not count for the new number. */
  restart(now: number, solved: number): void;
  /** How many workers there should be now; never fewer than there are. */
  wanted(state: {
    now: number;
    solved: number;
    left: number;
    workers: number;
    maxWorkers: number;
    startMilliseconds: number;
  }): number;
}

/** How long throughput is watched before it is believed, and the gain below which more workers are a nuisance only. */
const TRIAL_MILLISECONDS = 100;
const TRIAL_SLOTS = 2;
const WORTHWHILE_GAIN = 1.15;

export function createGrowth(): Growth {
  let began = 0;
  let solvedBefore = 0;
  let rateOfFewer = 0;
  return {
    restart(now, solved) {
      began = now;
      solvedBefore = solved;
    },
    wanted({ now, solved, left, workers, maxWorkers, startMilliseconds }) {
      const age = now - began;
      const done = solved - solvedBefore;
      if (workers >= maxWorkers || age < TRIAL_MILLISECONDS || done < TRIAL_SLOTS) return workers;
      const rate = done / age;
      // Twice the workers save half of what is left, at best.
      const isWorthIt = rate > rateOfFewer * WORTHWHILE_GAIN && left / rate / 2 > startMilliseconds;
      if (!isWorthIt) return workers;
      rateOfFewer = rate;
      return Math.min(maxWorkers, workers * 2);
    },
  };
}
