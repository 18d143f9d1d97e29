import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isTimeZone, momentOf } from './local-time.ts';

it.each([
  ['2026-12-01T09:00', 'Europe/Berlin', '2026-12-01T08:00:00.000Z'],
  ['2026-07-01T09:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z'],
  ['2026-12-01T09:00', 'Pacific/Kiritimati', '2026-11-30T19:00:00.000Z'],
  ['2026-12-01T09:00', 'Asia/Kathmandu', '2026-12-01T03:15:00.000Z'],
  // The clocks are set back at 03:00; the first of the two counts.
  ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
])('knows when it is %s in %s', (local, zone, moment) => {
  expect(momentOf(local, zone)?.toISOString()).toBe(moment);
});

it.each(['2027-03-28T02:30', '2026-02-30T09:00', '2026-13-01T09:00', '2026-12-01T24:00', 'tomorrow', ''])(
  'knows no moment of %s',
  (local) => {
    expect(momentOf(local, 'Europe/Berlin')).toBeUndefined();
  },
);

it('finds for what clocks show a moment at which they show it', () => {
  const zones = fc.constantFrom(
    'Europe/Berlin',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'UTC',
    'America/Sao_Paulo',
  );
  const moments = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(zones, moments, (zone, moment) => {
      const shown = moment.toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T').slice(0, 16);
      const found = momentOf(shown, zone);
      expect(found?.toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16)).toBe(shown.replace('T', ' '));
    }),
  );
});

it('takes zones by name only', () => {
  expect(['Europe/Berlin', 'UTC', 'Mars/Phobos', '+02:00', ''].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
