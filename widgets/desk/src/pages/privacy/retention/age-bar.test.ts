import { expect, it } from 'vitest';
import { ageBar, standingOf } from './age-bar.ts';

const now = new Date('2026-11-28T12:00:00Z');

it.each([
  ['half of its time', '2026-11-18T12:00:00Z', 20, { days: 10, width: 40, isOver: false }],
  ['the last moment', '2026-11-08T12:00:00Z', 20, { days: 20, width: 80, isOver: false }],
  ['a day too long', '2026-11-07T12:00:00Z', 20, { days: 21, width: 84, isOver: true }],
  ['far too long', '2025-11-07T12:00:00Z', 20, { days: 386, width: 100, isOver: true }],
  ['a clock that goes before', '2026-11-29T12:00:00Z', 20, { days: 0, width: 0, isOver: false }],
])('a record that was kept for %s shows it', (_what, oldest, days, bar) => {
  expect(ageBar(new Date(oldest), days, now)).toEqual(bar);
});

it('shows no age where there is no record', () => {
  expect(ageBar(null, 20, now)).toEqual({ days: undefined, width: 0, isOver: false });
});

it('calls a promise broken by what is overdue or was found, and proved only by a canary that is gone', () => {
  const kept = { overdue: 0, canaryFoundIn: [], canaryGoneAt: now };
  expect(standingOf(kept)).toBe('kept');
  expect(standingOf({ ...kept, overdue: 1 })).toBe('broken');
  expect(standingOf({ ...kept, canaryFoundIn: ['dumps'] })).toBe('broken');
  expect(standingOf({ ...kept, canaryGoneAt: null })).toBe('unproved');
});
