import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryMoment } from './retry-after.ts';

const now = new Date('2026-11-28T12:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['120', '2026-11-28T12:02:00.000Z'],
    [' 1 ', '2026-11-28T12:00:01.000Z'],
    ['Sat, 28 Nov 2026 13:00:00 GMT', '2026-11-28T13:00:00.000Z'],
    ['Saturday, 28-Nov-26 13:00:00 GMT', '2026-11-28T13:00:00.000Z'],
    ['Sat Nov 28 13:00:00 2026', '2026-11-28T13:00:00.000Z'],
    ['999999999999', '2026-11-29T12:00:00.000Z'],
    ['Sun, 28 Nov 2027 13:00:00 GMT', '2026-11-29T12:00:00.000Z'],
  ])('of %s puts off until %s', (header, expected) => {
    expect(retryMoment(header, now)?.toISOString()).toBe(expected);
  });

  it.each([
    undefined,
    '',
    '0',
    '-5',
    '1.5',
    '1e9',
    'soon',
    '2026-11-29T12:00:00Z',
    'Sat, 28 Nov 2026 11:00:00 GMT',
  ])('of %s puts off nothing', (header) => {
    expect(retryMoment(header, now)).toBeUndefined();
  });

  it('never puts off for more than a day, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.nat().map(String), fc.date().map(String)), (header) => {
        const seconds = ((retryMoment(header, now)?.getTime() ?? now.getTime()) - now.getTime()) / 1000;
        return seconds >= 0 && seconds <= 86_400;
      }),
    );
  });
});
