import { assert, date, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysBetween, dueDay, latestExtension, monthsAfter } from './due-date.ts';

describe('the day on which a request must be answered', () => {
  it.each([
    ['2026-11-28', '2026-12-28'],
    ['2026-12-31', '2027-01-31'],
    ['2026-01-31', '2026-02-28'],
    ['2028-01-30', '2028-02-29'],
    ['2026-05-31', '2026-06-30'],
  ])('of what came on %s is %s', (received, due) => {
    expect(dueDay(received)).toBe(due);
  });

  it('can be put off by two months more, counted from the day it came', () => {
    expect(latestExtension('2026-11-30')).toBe('2027-02-28');
    expect(latestExtension('2026-01-31')).toBe('2026-04-30');
  });

  it('is in the next month, on the same day or on its last one', () => {
    const days = date({ min: new Date('1970-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
    assert(
      property(days, integer({ min: 0, max: 36 }), (moment, months) => {
        const day = moment.toISOString().slice(0, 10);
        const later = monthsAfter(day, months);
        expect(monthOf(later) - monthOf(day)).toBe(months);
        const isLast = new Date(Date.parse(later) + 86_400_000).getUTCDate() === 1;
        expect(later.slice(8) === day.slice(8) || (isLast && later.slice(8) < day.slice(8))).toBe(true);
        expect(daysBetween(day, later)).toBeGreaterThanOrEqual(months * 28);
      }),
    );
  });
});

function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
}
