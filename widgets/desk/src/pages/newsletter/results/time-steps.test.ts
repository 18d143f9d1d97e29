import { describe, expect, it } from 'vitest';
import { inSteps } from './time-steps.ts';

const at = (time: string): Date => new Date(`2026-11-28T${time}:00Z`);

describe('counts over time', () => {
  it('stand in even steps, with nothing where nothing was', () => {
    const points = [
      { at: at('09:00'), values: [3] },
      { at: at('09:03'), values: [4] },
    ];
    const { times, sums, stepMinutes } = inSteps(points, { values: 1, finestMinutes: 1 });
    expect(stepMinutes).toBe(1);
    expect(sums).toEqual([[3, 0, 0, 4, 0]]);
    expect(times).toHaveLength(5);
    expect(times[3]).toEqual(at('09:03'));
  });

  it('stand in coarser steps when there are many, and none is lost', () => {
    const points = Array.from({ length: 840 }, (_, minute) => ({
      at: new Date(at('06:00').getTime() + minute * 60_000),
      values: [1, 2],
    }));
    const { times, sums, stepMinutes } = inSteps(points, { values: 2, finestMinutes: 1 });
    expect(stepMinutes).toBe(5);
    expect(times.length).toBeLessThanOrEqual(201);
    expect(sums.map((list) => list.reduce((sum, one) => sum + one, 0))).toEqual([840, 1680]);
  });

  it('have no steps when there are none', () => {
    expect(inSteps([], { values: 2, finestMinutes: 60 })).toEqual({
      times: [],
      sums: [[], []],
      stepMinutes: 60,
    });
  });
});
