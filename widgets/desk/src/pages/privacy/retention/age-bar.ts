const DAY = 86_400_000;
/** The promised time ends here, so that a broken promise has room to show by how much. */
export const PROMISE_END = 80;
const WIDTH = 100;

export interface AgeBar {
  /** Days the oldest record is old; undefined: there is none. */
  days: number | undefined;
  /** Of a bar of 100, whose promise ends at PROMISE_END. */
  width: number;
  isOver: boolean;
}

/** How far the oldest record is on its way to the day on which it has to be gone. */
export function ageBar(oldest: Date | null, promisedDays: number, now: Date): AgeBar {
  if (oldest === null) return { days: undefined, width: 0, isOver: false };
  const age = Math.max(0, (now.getTime() - oldest.getTime()) / DAY);
  // What is kept for a day only is over within minutes of a purge that comes every quarter of an hour: see `overdue`.
  const share = promisedDays <= 0 ? (age > 0 ? 2 : 0) : age / promisedDays;
  return {
    days: Math.floor(age),
    width: Math.min(WIDTH, Math.round(share * PROMISE_END * 10) / 10),
    isOver: share > 1,
  };
}

export type Standing = 'kept' | 'broken' | 'unproved';

/** Whether a promise is kept; without a canary that was seen to be gone it is believed, not proved. */
export function standingOf(promise: {
  overdue: number;
  canaryFoundIn: readonly string[];
  canaryGoneAt: Date | null;
}): Standing {
  if (promise.overdue > 0 || promise.canaryFoundIn.length > 0) return 'broken';
  return promise.canaryGoneAt === null ? 'unproved' : 'kept';
}
