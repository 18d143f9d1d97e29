import { expect, it } from 'vitest';
import type { ActivityBucket } from '../../api/captcha.ts';
import { activityTotals, refusalSeries } from './activity-series.ts';

const none = { count: 0, p50: null, p95: null };
const bucket = (refused: Record<string, number>, js = 0, wasm = 0): ActivityBucket => ({
  at: new Date(0),
  puzzles: 10,
  solved: 8,
  refused,
  secondsBySolver: { js: { ...none, count: js }, wasm: { ...none, count: wasm } },
});

it('refusals are told by reason, the commonest first and the rarest together', () => {
  const buckets = [bucket({ a: 1, b: 5 }), bucket({ a: 1, c: 3, d: 1, e: 1 })];
  expect(refusalSeries(buckets, 2)).toEqual([
    { reason: 'b', values: [5, 0], total: 5 },
    { reason: 'c', values: [0, 3], total: 3 },
    { reason: 'other', values: [1, 3], total: 4 },
  ]);
  // One left over needs no group of its own.
  expect(refusalSeries([bucket({ a: 3, b: 2, c: 1 })], 2).map(({ reason }) => reason)).toEqual([
    'a',
    'b',
    'c',
  ]);
});

it('totals know no share where nobody said how it was solved', () => {
  expect(activityTotals([bucket({ a: 2 }, 1, 3), bucket({ b: 1 })])).toEqual({
    puzzles: 20,
    solved: 16,
    refused: 3,
    scriptShare: 0.25,
  });
  expect(activityTotals([bucket({})]).scriptShare).toBeUndefined();
});
