import type { ActivityBucket } from '../../api/captcha.ts';

/** Reasons by how often they came, the rarest together as `other`: more than five colours nobody can tell apart. */
export function refusalSeries(
  buckets: readonly ActivityBucket[],
  most = 5,
): { reason: string; values: number[]; total: number }[] {
  const totals = new Map<string, number>();
  for (const { refused } of buckets) {
    for (const [reason, count] of Object.entries(refused))
      totals.set(reason, (totals.get(reason) ?? 0) + count);
  }
  const reasons = [...totals].toSorted(([, one], [, other]) => other - one).map(([reason]) => reason);
  const kept = reasons.length > most + 1 ? reasons.slice(0, most) : reasons;
  const rest = reasons.slice(kept.length);
  const seriesOf = (reason: string, of: readonly string[]) => {
    const values = buckets.map(({ refused }) => of.reduce((sum, one) => sum + (refused[one] ?? 0), 0));
    return { reason, values, total: values.reduce((sum, value) => sum + value, 0) };
  };
  return [
    ...kept.map((reason) => seriesOf(reason, [reason])),
    ...(rest.length === 0 ? [] : [seriesOf('other', rest)]),
  ];
}

export interface ActivityTotals {
  puzzles: number;
  solved: number;
  refused: number;
  /** Of those that said how they solved: the share that had to do it in JavaScript. */
  scriptShare: number | undefined;
}

export function activityTotals(buckets: readonly ActivityBucket[]): ActivityTotals {
  const sum = (of: (bucket: ActivityBucket) => number): number =>
    buckets.reduce((total, one) => total + of(one), 0);
  const js = sum(({ secondsBySolver }) => secondsBySolver.js.count);
  const wasm = sum(({ secondsBySolver }) => secondsBySolver.wasm.count);
  return {
    puzzles: sum(({ puzzles }) => puzzles),
    solved: sum(({ solved }) => solved),
    refused: sum(({ refused }) => Object.values(refused).reduce((total, count) => total + count, 0)),
    scriptShare: js + wasm === 0 ? undefined : js / (js + wasm),
  };
}
