import { signal } from '@preact/signals';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The minute it is; what shows "5 min ago" reads it and so stays true. */
export const now = signal(new Date());

export function startClock(): void {
  setInterval(() => (now.value = new Date()), 15_000);
}

export interface DateWords {
  /** For a row of a list: 14:05 today, Tue 14:05 within a week, 3 Nov this year, 3 Nov 2025 before. */
  inList(date: Date, at: Date): string;
  /** 3 Nov 2026, 14:05 */
  moment(date: Date): string;
  day(date: Date): string;
  time(date: Date): string;
  /** 24 Nov */
  shortDay(date: Date): string;
  /** Tuesday 24 November */
  longDay(date: Date): string;
  /** 'in 5 minutes', '2 hours ago' */
  relative(date: Date, at: Date): string;
  /** 'GMT+1' */
  zoneName(at: Date): string;
  zone: string;
}

/** Dates in words of the language, in the zone of the person who reads them. */
export function createDateWords(language: string, zone: string): DateWords {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(language, { timeZone: zone, ...options });
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const weekday = format({ weekday: 'short' });
  const dayOfYear = format({ day: 'numeric', month: 'short' });
  const day = format({ day: 'numeric', month: 'short', year: 'numeric' });
  const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const key = format({ year: 'numeric', month: '2-digit', day: '2-digit' });
  const zoneName = format({ timeZoneName: 'short' });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const isSameDay = (one: Date, other: Date): boolean => key.format(one) === key.format(other);

  return {
    inList(date, at) {
      if (isSameDay(date, at)) return time.format(date);
      const age = at.getTime() - date.getTime();
      if (age >= 0 && age < 6 * DAY) return `${weekday.format(date)} ${time.format(date)}`;
      return Math.abs(age) < 300 * DAY ? dayOfYear.format(date) : day.format(date);
    },
    moment: (date) => `${day.format(date)}, ${time.format(date)}`,
    day: (date) => day.format(date),
    time: (date) => time.format(date),
    shortDay: (date) => dayOfYear.format(date),
    longDay: (date) => longDay.format(date),
    relative(date, at) {
      const difference = date.getTime() - at.getTime();
      const size = Math.abs(difference);
      if (size < MINUTE) return relative.format(0, 'minute');
      if (size < HOUR) return relative.format(Math.trunc(difference / MINUTE), 'minute');
      if (size < DAY) return relative.format(Math.trunc(difference / HOUR), 'hour');
      return relative.format(Math.trunc(difference / DAY), 'day');
    },
    zoneName: (at) => zoneName.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? zone,
    zone,
  };
}

export const dates = createDateWords('en-GB', Intl.DateTimeFormat().resolvedOptions().timeZone);

const two = (value: number): string => String(value).padStart(2, '0');

/** For an input of type datetime-local, whose value has no zone and means the reader's own. */
export function toLocalInput(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
