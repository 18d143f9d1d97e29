import { assert, constantFrom, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultOpeningHours, minuteOf, OpeningHours, weekdays } from './opening-hours.ts';
import { isOpenAt, slotsBetween, startOfDay } from './slots.ts';

// Each with a day on which its clocks go forward and one on which they go back, where they do.
const zones: Record<string, readonly string[]> = {
  'Europe/Berlin': ['2027-03-28', '2027-10-31'],
  'America/New_York': ['2027-03-14', '2027-11-07'],
  // By half an hour.
  'Australia/Lord_Howe': ['2027-10-03', '2027-04-04'],
  'Asia/Kolkata': ['2027-03-28'],
  UTC: ['2027-03-28'],
};

const allDay = (zone: string, slotMinutes: number, from = '00:00', to = '24:00'): OpeningHours => {
  const open = [{ from, to }];
  const week = Object.fromEntries(weekdays.map((day) => [day, open]));
  return OpeningHours.parse({ ...defaultOpeningHours(zone), slotMinutes, week });
};
const dayOf = (zone: string, day: string, hours: OpeningHours) => {
  const start = startOfDay(day, zone);
  const next = new Date(`${day}T12:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return slotsBetween(hours, start, startOfDay(next.toISOString().slice(0, 10), zone));
};
const wallOf = (zone: string, moment: Date): string =>
  moment.toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
const wallTimes = (zone: string, day: string, hours: OpeningHours): string[] =>
  dayOf(zone, day, hours).map(({ startsAt }) => wallOf(zone, startsAt).slice(11));

const time = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

describe('the slots of opening hours', () => {
  it('are those of the working days, on the clocks of the company', () => {
    const hours = defaultOpeningHours('Europe/Amsterdam');
    // A Friday; the clocks go forward on Sunday.
    const slots = slotsBetween(hours, new Date('2027-03-26T00:00:00Z'), new Date('2027-03-30T00:00:00Z'));
    expect(slots).toHaveLength(32);
    expect(slots[0]).toEqual({
      startsAt: new Date('2027-03-26T08:00:00Z'),
      endsAt: new Date('2027-03-26T08:30:00Z'),
    });
    expect(slots[16]?.startsAt).toEqual(new Date('2027-03-29T07:00:00Z'));
  });

  it('leave out holidays, or keep the holiday’s own hours', () => {
    const hours = OpeningHours.parse({
      ...defaultOpeningHours('Europe/Amsterdam'),
      holidays: [{ date: '2026-12-25' }, { date: '2026-12-24', intervals: [{ from: '09:00', to: '10:00' }] }],
    });
    expect(wallTimes('Europe/Amsterdam', '2026-12-24', hours)).toEqual(['09:00', '09:30']);
    expect(wallTimes('Europe/Amsterdam', '2026-12-25', hours)).toEqual([]);
    expect(isOpenAt(hours, new Date('2026-12-25T10:00:00Z'))).toBe(false);
    expect(isOpenAt(hours, new Date('2026-12-24T08:59:59Z'))).toBe(true);
    expect(isOpenAt(hours, new Date('2026-12-24T09:00:00Z'))).toBe(false);
  });

  it('begin at the jump when the clocks skip the hour in which the company opens', () => {
    const hours = allDay('Europe/Berlin', 30, '02:30', '04:00');
    expect(wallTimes('Europe/Berlin', '2027-03-28', hours)).toEqual(['03:00', '03:30']);
    expect(dayOf('Europe/Berlin', '2027-03-28', hours)[0]?.startsAt).toEqual(
      new Date('2027-03-28T01:00:00Z'),
    );
  });

  it('never lie outside of the hours when the clocks show an hour twice', () => {
    const hours = allDay('Europe/Berlin', 30, '01:00', '02:30');
    expect(wallTimes('Europe/Berlin', '2027-10-31', hours)).toEqual(['01:00', '01:30', '02:00', '02:00']);
    // From 02:30 for an hour and a half of which the clocks show the second half twice.
    const across = allDay('Europe/Berlin', 45, '02:00', '02:50');
    for (const { startsAt, endsAt } of dayOf('Europe/Berlin', '2027-10-31', across)) {
      for (let moment = startsAt.getTime(); moment < endsAt.getTime(); moment += 60_000) {
        expect(isOpenAt(across, new Date(moment))).toBe(true);
      }
    }
  });

  it('count 23, 25, 23.5 and 24.5 hours on the days on which clocks are changed', () => {
    for (const [zone, day, count] of [
      ['Europe/Berlin', '2027-03-28', 46],
      ['Europe/Berlin', '2027-10-31', 50],
      ['America/New_York', '2027-03-14', 46],
      ['America/New_York', '2027-11-07', 50],
      ['Australia/Lord_Howe', '2027-10-03', 47],
      ['Australia/Lord_Howe', '2027-04-04', 49],
      ['Asia/Kolkata', '2027-03-28', 48],
    ] as const) {
      expect([zone, day, dayOf(zone, day, allDay(zone, 30)).length]).toEqual([zone, day, count]);
    }
  });

  it('hold for all hours, lengths and zones: within the hours, in order, each once, each of its length', () => {
    const minute = integer({ min: 0, max: 288 }).map((fives) => fives * 5);
    const dated = Object.entries(zones).flatMap(([zone, days]) => days.map((day) => [zone, day] as const));
    const holds = property(
      constantFrom(...dated),
      tuple(minute, minute).filter(([a, b]) => a !== b),
      constantFrom(5, 7, 15, 20, 30, 45, 60, 90, 240),
      ([zone, day], bounds, slotMinutes) => {
        const [from = 0, to = 0] = bounds.toSorted((a, b) => a - b);
        const hours = allDay(zone, slotMinutes, time(from), time(to));
        let before = 0;
        for (const { startsAt, endsAt } of dayOf(zone, day, hours)) {
          expect(endsAt.getTime() - startsAt.getTime()).toBe(slotMinutes * 60_000);
          // In order and without duplicates, and no two at once.
          expect(startsAt.getTime()).toBeGreaterThanOrEqual(before);
          before = endsAt.getTime();
          for (const moment of [startsAt, new Date(endsAt.getTime() - 60_000)]) {
            // By another implementation than the one under test.
            const [date, wall = ''] = wallOf(zone, moment).split(' ');
            expect(date).toBe(day);
            expect(minuteOf(wall)).toBeGreaterThanOrEqual(from);
            expect(minuteOf(wall)).toBeLessThan(to);
          }
        }
      },
    );
    assert(holds, { numRuns: 150 });
  });
});

it('refuses opening hours that cannot be meant', () => {
  const hours = defaultOpeningHours('Europe/Amsterdam');
  const monday = (...intervals: [string, string][]) =>
    OpeningHours.safeParse({
      ...hours,
      week: { ...hours.week, monday: intervals.map(([from, to]) => ({ from, to })) },
    }).success;
  expect(monday(['09:00', '12:00'], ['12:00', '24:00'])).toBe(true);
  expect(monday(['12:00', '09:00'])).toBe(false);
  expect(monday(['09:00', '12:00'], ['11:00', '13:00'])).toBe(false);
  expect(monday(['9:00', '12:00'])).toBe(false);
  expect(OpeningHours.safeParse({ ...hours, zone: 'Europe/Atlantis' }).success).toBe(false);
});
