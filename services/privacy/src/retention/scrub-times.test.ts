import { expect, it } from 'vitest';
import { createScrubTimes } from './scrub-times.ts';

const noon = Date.parse('2026-11-23T12:00:00Z');

/** Seconds after noon at which it scrubs for those who ask at these seconds. */
function timesFor(asked: readonly number[]): number[] {
  const times = createScrubTimes();
  return asked.map((second) => (times(new Date(noon + second * 1000)).getTime() - noon) / 1000);
}

it('scrubs at once after a quiet minute', () => {
  expect(timesFor([0, 60, 500])).toEqual([0, 60, 500]);
});

it('scrubs once a minute for all who ask meanwhile, and never before they asked', () => {
  expect(timesFor([0, 1, 30, 54, 61, 100, 130])).toEqual([0, 60, 60, 60, 120, 120, 180]);
});

it('does not count on being done before a scrubbing that is about to begin', () => {
  expect(timesFor([0, 1, 56, 59.9])).toEqual([0, 60, 120, 120]);
});

it('scrubs at once after a clock was set back', () => {
  expect(timesFor([0, -3600, -3599])).toEqual([0, -3600, -3540]);
});
