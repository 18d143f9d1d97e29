import { expect, it } from 'vitest';
import { daysUntil, urgencyOf } from './due.ts';

it.each([
  ['2026-12-04', 6, 'soon'],
  ['2026-11-28', 0, 'soon'],
  ['2026-11-27', -1, 'overdue'],
  ['2027-01-28', 61, 'later'],
])('a request due on %s has %d days left, and is as urgent', (day, days, urgency) => {
  const left = daysUntil(day, new Date('2026-11-28T23:30:00Z'));
  expect([left, urgencyOf(left)]).toEqual([days, urgency]);
});
