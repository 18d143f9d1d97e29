import { describe, expect, it } from 'vitest';
import { createDateWords } from './dates.ts';

const at = new Date('2026-11-25T12:00:00Z');
const words = createDateWords('en-GB', 'Europe/Amsterdam');

describe('dates in words', () => {
  it('are as short in a list as they can be', () => {
    expect(words.inList(new Date('2026-11-25T08:05:00Z'), at)).toBe('09:05');
    expect(words.inList(new Date('2026-11-24T08:05:00Z'), at)).toBe('Tue 09:05');
    expect(words.inList(new Date('2026-11-03T08:05:00Z'), at)).toBe('3 Nov');
    expect(words.inList(new Date('2024-11-03T08:05:00Z'), at)).toBe('3 Nov 2024');
  });

  it('are on the clock of the reader, across the change to summer time', () => {
    expect(words.time(new Date('2026-03-29T00:30:00Z'))).toBe('01:30');
    expect(words.time(new Date('2026-03-29T01:30:00Z'))).toBe('03:30');
    expect(createDateWords('en-GB', 'America/Los_Angeles').inList(new Date('2026-11-25T06:00:00Z'), at)).toBe(
      'Tue 22:00',
    );
    expect(words.zoneName(at)).toBe('CET');
  });

  it('say how long ago or how soon', () => {
    expect(from(0.5)).toBe('this minute');
    expect(from(-5)).toBe('5 minutes ago');
    expect(from(90)).toBe('in 1 hour');
    expect(from(-60 * 50)).toBe('2 days ago');
  });
});

function from(minutes: number): string {
  return words.relative(new Date(at.getTime() + minutes * 60_000), at);
}
