export interface Counter {
  /** What is counted. Already hashed by the caller where it stands for a person. */
  key: string;
  /** How far back the count looks. The same key with another window is another counter. */
  windowSeconds: number;
}

export interface CounterHit extends Counter {
  /** How many hits to add; 1 unless given. */
  by?: number;
}

/**
 * Sliding-window counters: estimates (error bound in sliding-window.ts), for deciding how hard to make something and never
 * whether to refuse it. Any store's trouble reads as zero.
 */
export interface Counters {
  /** Adds to each counter and answers the estimates after it, in the order of `hits`. @throws RangeError for more than 64 counters or a window that is not positive. */
  hit(hits: CounterHit[], now: Date): Promise<number[]>;
  /** The estimates without adding. @throws RangeError as `hit`. */
  peek(counters: Counter[], now: Date): Promise<number[]>;
  /** Counters that count for nothing any more leave the memory, also where nobody adds to any. @returns how many left this process; Redis forgets by itself */
  forgetExpired(now: Date): number;
  close(): Promise<void>;
}

const maxCountersPerCall = 64;

export function checkCounters(hits: readonly CounterHit[]): void {
  if (hits.length > maxCountersPerCall) {
    throw new RangeError(`a call takes at most ${maxCountersPerCall} counters, got ${hits.length}`);
  }
  for (const { windowSeconds, by } of hits) {
    if (!(windowSeconds > 0 && Number.isFinite(windowSeconds))) {
      throw new RangeError(`windowSeconds must be a number above 0, got ${windowSeconds}`);
    }
    if (by !== undefined && !(by >= 0 && Number.isFinite(by))) {
      throw new RangeError(`by must be a number of 0 or more, got ${by}`);
    }
  }
}
