import { expect, it } from 'vitest';
import { daysUntil, dueTone } from './due.ts';

it.each([
  ['2026-12-04', 6, 'warn'],
  ['2026-11-28', 0, 'warn'],
  ['2026-11-27', -1, 'danger'],
  ['2027-01-28', 61, 'neutral'],
])('a request due on %s has %d days left, and looks like it', (day, days, tone) => {
  const left = daysUntil(day, new Date('2026-11-28T23:30:00Z'));
  expect([left, dueTone(left)]).toEqual([days, tone]);
});
