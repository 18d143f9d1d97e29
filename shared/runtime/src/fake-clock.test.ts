import { expect, it } from 'vitest';
import { fakeClock } from './fake-clock.ts';

it('stands still until it is moved', () => {
  const clock = fakeClock('2030-01-01T00:00:00Z');
  expect(clock.now()).toEqual(clock.now());
  clock.advance({ days: 1, hours: 2, minutes: 3, seconds: 4, milliseconds: 5 });
  expect(clock.now().toISOString()).toBe('2030-01-02T02:03:04.005Z');
  clock.set(new Date('2020-01-01T00:00:00Z'));
  expect(clock.now().getUTCFullYear()).toBe(2020);
});
