/** Where the time comes from. Injected everywhere, so that no test sleeps. */
export interface Clock {
  /** The present moment; a new Date each time, which the caller may keep. */
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
