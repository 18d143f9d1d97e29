import { expect, it } from 'vitest';
import { readLimits, writeLimits } from './domain-limits.ts';

it('reads a domain and a number from each line, and writes them the same', () => {
  const { limits, wrong } = readLimits('Gmail.com 600\n\n t-online.de = 30 \n');
  expect(wrong).toBeUndefined();
  expect(limits).toEqual([
    { domain: 'gmail.com', perMinute: 600 },
    { domain: 't-online.de', perMinute: 30 },
  ]);
  expect(readLimits(writeLimits(limits)).limits).toEqual(limits);
});

it('names the line that is none', () => {
  expect(readLimits('gmail.com 600\ngmail.com fast').wrong).toBe('gmail.com fast');
});
