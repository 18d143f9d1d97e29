import { expect, it, vi } from 'vitest';

// A copy of its own: the ids of a process never go back, and files of tests that live in the future share the process.
vi.resetModules();
const { uuidv7 } = await import('./uuid-v7.ts');

const noon = new Date('2030-01-02T12:00:00Z');

it('carries the time, the version and the variant of RFC 9562', () => {
  const id = uuidv7(noon);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(noon.getTime());
});

it('grows with every id while the clock stands still and when it goes back', () => {
  const ids = Array.from({ length: 20_000 }, (_, index) =>
    uuidv7(new Date(noon.getTime() - (index % 3) * 1000)),
  );
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

it('refuses a date that does not fit', () => {
  expect(() => uuidv7(new Date(Number.NaN))).toThrow('now must be a date from 1970 to 10889');
});
