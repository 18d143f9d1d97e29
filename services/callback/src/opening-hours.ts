import { z } from 'zod';

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const minutesOfDay = 24 * 60;

/** Wall clock of the company, `09:00`; `24:00` is the end of the day. */
const TimeOfDay = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, {
  error: 'must be a time like 09:00',
});

const Interval = z
  .strictObject({ from: TimeOfDay, to: TimeOfDay })
  .refine(({ from, to }) => minuteOf(from) < minuteOf(to), {
    error: 'must end after it begins',
    path: ['to'],
  });

const Intervals = z
  .array(Interval)
  .max(6, { error: 'must be 6 intervals or fewer' })
  .refine(
    (list) =>
      list.every((one, index) => index === 0 || minuteOf(list[index - 1]?.to ?? '') <= minuteOf(one.from)),
    {
      error: 'must be in order, without overlap',
    },
  );

const Zone = z.string().max(64).refine(isZone, { error: 'must be a time zone, like Europe/Amsterdam' });

/** When the company calls back. What a version says is never changed; a new version replaces it. */
export const OpeningHours = z
  .strictObject({
    zone: Zone.describe('Time zone of the company (IANA); all times here are read on its clocks'),
    slotMinutes: z.int().min(5).max(240),
    capacity: z.int().min(1).max(1000).describe('How many people can be called in one slot'),
    leadMinutes: z.int().min(0).max(10_080).describe('A slot can be chosen until so long before it begins'),
    horizonDays: z.int().min(1).max(60).describe('How far ahead a slot can be chosen'),
    week: z.strictObject({
      monday: Intervals,
      tuesday: Intervals,
      wednesday: Intervals,
      thursday: Intervals,
      friday: Intervals,
      saturday: Intervals,
      sunday: Intervals,
    }),
    holidays: z
      .array(
        z.strictObject({
          date: z.iso.date(),
          name: z.string().trim().max(100).default(''),
          intervals: Intervals.default([]).describe('Hours of that day; none: closed'),
        }),
      )
      .max(500)
      .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, {
        error: 'must name each day once',
      }),
  })
  .meta({ id: 'CallbackOpeningHours' });
export type OpeningHours = z.output<typeof OpeningHours>;
export type OpenInterval = z.output<typeof Interval>;

/** Of a company that has not said anything yet. */
export function defaultOpeningHours(zone: string): OpeningHours {
  const day = [{ from: '09:00', to: '17:00' }];
  return {
    zone,
    slotMinutes: 30,
    capacity: 2,
    leadMinutes: 60,
    horizonDays: 14,
    week: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [], sunday: [] },
    holidays: [],
  };
}

/** Minutes since midnight, as the clock on the wall shows it; 1440 for `24:00`. */
export function minuteOf(time: string): number {
  const [hours = '0', minutes = '0'] = time.split(':');
  return Math.min(Number(hours) * 60 + Number(minutes), minutesOfDay);
}

export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
