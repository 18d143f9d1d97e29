import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_LADDER, describeLadder, Ladder, stepIndex } from './ladder.ts';

describe('ladder', () => {
  it('has a default that keeps its own rules', () => {
    expect(Ladder.safeParse(DEFAULT_LADDER).error).toBeUndefined();
  });

  it('costs 2 million hashes at first and no step twice the one before', () => {
    const costs = describeLadder(DEFAULT_LADDER).map((step) => step.expectedHashes);
    expect(costs[0]).toBeGreaterThan(1_900_000);
    expect(costs[0]).toBeLessThan(2_100_000);
    for (const [index, cost] of costs.entries()) {
      if (index > 0) expect(cost / (costs[index - 1] ?? cost)).toBeLessThan(2);
    }
  });

  it('stays on the first step for the first four requests and ends on the last', () => {
    expect(stepIndex(DEFAULT_LADDER, 1, 0)).toBe(0);
    expect(stepIndex(DEFAULT_LADDER, 4, 0)).toBe(0);
    expect(stepIndex(DEFAULT_LADDER, 4.1, 0)).toBe(1);
    expect(stepIndex(DEFAULT_LADDER, 1_000_000, 2)).toBe(DEFAULT_LADDER.length - 1);
  });

  it('never gets easier with more requests', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (a, b) => {
          const [fewer, more] = a < b ? [a, b] : [b, a];
          expect(stepIndex(DEFAULT_LADDER, more, 0)).toBeGreaterThanOrEqual(
            stepIndex(DEFAULT_LADDER, fewer, 0),
          );
        },
      ),
    );
  });

  const step = { above: 0, solutions: 51, difficulty: 122, expirySeconds: 3600 };
  it.each([
    ['no step', []],
    ['a first step that leaves first requests without one', [{ ...step, above: 1 }]],
    ['steps out of order', [step, { ...step, above: 5 }, { ...step, above: 5 }]],
    ['a step easier than the one before', [step, { ...step, above: 5, difficulty: 100 }]],
    ['a life of 0, which means never', [{ ...step, expirySeconds: 0 }]],
    ['a life that does not fit the byte', [{ ...step, expirySeconds: 76_800 }]],
    ['a life between two units', [{ ...step, expirySeconds: 3601 }]],
    ['a step so hard that it refuses people', [{ ...step, difficulty: 200 }]],
  ])('refuses %s', (_what, steps) => {
    expect(Ladder.safeParse(steps).success).toBe(false);
  });
});
