import type { Refusal } from './captcha-metrics.ts';

export const solverKinds = ['js', 'wasm'] as const;
export type SolverKind = (typeof solverKinds)[number];

/** Upper bounds of the histogram of solve times, in seconds; what took longer is in the last bucket all the same. */
const secondsBounds = [1, 2, 3, 5, 8, 13, 21, 34, 60, 120, 300] as const;

/** A solver that is neither is counted as solved and not in the histogram: a visitor can write anything. */
export function solverKindOf(solver: string): SolverKind | undefined {
  if (solver === 'js') return 'js';
  return solver === 'wasm' || solver === 'wasm_simd' ? 'wasm' : undefined;
}

export function secondsMeasure(kind: SolverKind, seconds: number): string {
  const bound = secondsBounds.find((upper) => seconds <= upper) ?? secondsBounds.at(-1);
  return `seconds.${kind}.${bound}`;
}

export function refusedMeasure(refusal: Refusal): string {
  return `refused.${refusal}`;
}

export interface ActivityBucket {
  at: string;
  puzzles: number;
  solved: number;
  refused: Record<string, number>;
  secondsBySolver: Record<SolverKind, { count: number; p50: number | null; p95: number | null }>;
}

/** The counts of one stretch of time as the chart shows them. */
export function bucketOf(at: Date, counts: ReadonlyMap<string, number>): ActivityBucket {
  const count = (measure: string): number => counts.get(measure) ?? 0;
  const refused: Record<string, number> = {};
  for (const [measure, value] of counts) {
    const [kind = '', reason = ''] = measure.split('.');
    if (kind === 'refused') refused[reason] = value;
  }
  const seconds = (kind: SolverKind) => {
    const buckets = secondsBounds.map((bound) => count(`seconds.${kind}.${bound}`));
    const total = buckets.reduce((sum, value) => sum + value, 0);
    return { count: total, p50: quantile(buckets, total, 0.5), p95: quantile(buckets, total, 0.95) };
  };
  return {
    at: at.toISOString(),
    puzzles: count('puzzles'),
    solved: count('solved'),
    refused,
    secondsBySolver: { js: seconds('js'), wasm: seconds('wasm') },
  };
}

/** As Prometheus estimates it: the values of a bucket lie evenly between its bounds. */
function quantile(buckets: readonly number[], total: number, part: number): number | null {
  if (total === 0) return null;
  const rank = part * total;
  let below = 0;
  for (const [index, count] of buckets.entries()) {
    const upper = secondsBounds[index] ?? 0;
    const lower = index === 0 ? 0 : (secondsBounds[index - 1] ?? 0);
    if (count > 0 && below + count >= rank) {
      return Math.round((lower + ((rank - below) / count) * (upper - lower)) * 10) / 10;
    }
    below += count;
  }
  return secondsBounds.at(-1) ?? null;
}
