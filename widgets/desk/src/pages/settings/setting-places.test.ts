import { expect, it } from 'vitest';
import { formPlaces } from './forms/form-places.ts';
import { hoursPlaces } from './hours/hours-places.ts';

it('a conflict names places as the fields are called', () => {
  expect(formPlaces.place(['default', 'retentionDays'])).toBe('Default form › Kept after closing, days');
  expect(formPlaces.place(['jobs', 'topics', 'sales', 'labels', 'nl'])).toBe(
    'Form “jobs” › Topics › sales › Labels › nl',
  );
  expect(hoursPlaces.place(['week', 'monday'])).toBe('Week › Monday');
  expect(hoursPlaces.place(['holidays', '2026-12-25', 'intervals'])).toBe(
    'Holidays and exceptions › 2026-12-25 › Hours',
  );
});

it('a conflict shows values as a person writes them', () => {
  const hours = [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '17:00' },
  ];
  expect(hoursPlaces.value(hours, [])).toBe('09:00–12:00, 13:00–17:00');
  expect(hoursPlaces.value([], [])).toBe('Closed');
  expect(hoursPlaces.value({ date: '2026-12-25', name: 'Christmas', intervals: [] }, [])).toBe(
    'Christmas: Closed',
  );
  expect(formPlaces.value([{ id: 'sales', labels: {} }, { id: 'help' }], [])).toBe('sales, help');
  expect(formPlaces.value(30, [])).toBe('30');
});
