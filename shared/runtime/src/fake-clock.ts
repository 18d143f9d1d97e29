import type { Clock } from './clock.ts';

export interface TimeSpan {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
  milliseconds?: number;
}

export interface FakeClock extends Clock {
  /** Moves the clock on by the sum of the parts. */
  advance(span: TimeSpan): void;
  set(moment: Date): void;
}

/** A clock that stands still until a test moves it. `start` is a Date or an ISO 8601 string. */
export function fakeClock(start: Date | string): FakeClock {
  let time = new Date(start).getTime();
  if (Number.isNaN(time)) throw new RangeError(`start must be a date, got '${String(start)}'`);
  return {
    now: () => new Date(time),
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 }) => {
      time += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
    },
    set: (moment) => {
      time = moment.getTime();
    },
  };
}
