import type { Holiday, OpenInterval, OpeningHours } from '../../../api/callback.ts';

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const timeShape = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

export type IntervalProblem = 'order' | 'overlap' | 'missing';

/** The first thing that is wrong with the hours of one day; the server would say the same. */
export function intervalProblem(intervals: readonly OpenInterval[]): IntervalProblem | undefined {
  for (const [index, { from, to }] of intervals.entries()) {
    if (!timeShape.test(from) || !timeShape.test(to)) return 'missing';
    // '09:00' < '17:30' as texts too: all have two digits.
    if (from >= to) return 'order';
    const before = intervals[index - 1];
    if (before !== undefined && before.to > from) return 'overlap';
  }
  return undefined;
}

export function hasProblems({ week, holidays }: Pick<OpeningHours, 'week' | 'holidays'>): boolean {
  return (
    weekdays.some((day) => intervalProblem(week[day]) !== undefined) ||
    holidays.some(({ date, intervals }) => date === '' || intervalProblem(intervals) !== undefined) ||
    new Set(holidays.map(({ date }) => date)).size < holidays.length
  );
}

/** 9, 930 and 9.30 as 09:00 and 09:30; what is no time stays as it was typed, to be corrected. A field of type time knows no 24:00, and shows other people's am and pm. */
export function readTime(typed: string): string {
  const [, hours, minutes = ''] = /^\s*(\d{1,2})\s*(?:[:.h]?\s*(\d{2}))?\s*$/.exec(typed) ?? [];
  if (hours === undefined) return typed.trim();
  const time = `${hours.padStart(2, '0')}:${minutes.padEnd(2, '0')}`;
  return timeShape.test(time) ? time : typed.trim();
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A further interval where there is room: after the last one, or the usual day. */
export function nextInterval(intervals: readonly OpenInterval[]): OpenInterval {
  const last = intervals.at(-1);
  if (last === undefined) return { from: '09:00', to: '17:00' };
  const hour = Math.min(Number(last.to.slice(0, 2)) + 1, 22);
  return { from: `${two(hour)}:00`, to: `${two(hour + 1)}:00` };
}

export function byDate(holidays: readonly Holiday[]): Holiday[] {
  return holidays.toSorted((one, other) => (one.date < other.date ? -1 : 1));
}
