import { describe, expect, it } from 'vitest';
import { defaultRetryPolicy, retryDelaySeconds } from './retry-policy.ts';

describe('the retry policy', () => {
  it('waits anything from nothing to a bound that grows to a day', () => {
    expect(delays(0)).toEqual(Array.from({ length: 11 }, () => 0));
    expect(delays(1).slice(0, 4)).toEqual([10, 25, 62.5, 156.25]);
    expect(delays(1).at(-1)).toBe(86_400);
  });

  it('gives a job about a day', () => {
    const hours = delays(0.5).reduce((sum, seconds) => sum + seconds, 0) / 3_600;
    expect(hours).toBeGreaterThan(18);
    expect(hours).toBeLessThan(26);
  });
});

function delays(random: number): number[] {
  return Array.from({ length: defaultRetryPolicy.maxAttempts - 1 }, (_, index) =>
    retryDelaySeconds(defaultRetryPolicy, index + 1, () => random),
  );
}
