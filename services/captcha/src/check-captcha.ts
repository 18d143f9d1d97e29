import type { Tx } from '@foyer/database';
import type { CaptchaMetrics, Refusal } from './captcha-metrics.ts';
import type { SiteCache } from './site-cache.ts';
import type { CheckSolution } from './solution.ts';
import { createSpendBatcher, type SpendPuzzle } from './spend-batcher.ts';
import type { SpentPuzzle, SpentPuzzleStore } from './spent-puzzle-store.ts';

export type CaptchaCode =
  | 'solution_missing'
  | 'solution_invalid'
  | 'solution_timeout_or_duplicate'
  | 'not_solved';

export type CaptchaCheck =
  | {
      ok: true;
      issuedAt: Date;
      /** Marks the puzzle inside the caller's transaction; false when it was used before: then roll back. */
      spend(trx: Tx): Promise<boolean>;
    }
  | { ok: false; code: CaptchaCode };

/**
 * The port for services in this process: checks a solution at once, and spends its puzzle only with the caller's write.
 *
 * @throws AppError captcha_busy when a memory-hard solution cannot be checked now
 */
export type CheckCaptcha = (solution: string, options: { siteKey?: string }) => Promise<CaptchaCheck>;

export function createCheckCaptcha(deps: {
  check: CheckSolution;
  cache: SiteCache;
  spentPuzzles: SpentPuzzleStore;
  metrics: CaptchaMetrics;
}): CheckCaptcha {
  const { check, cache, spentPuzzles, metrics } = deps;
  const spendInside = createSpendInside(spentPuzzles);
  return async (solution, { siteKey }) => {
    const site = siteKey === undefined ? undefined : await cache.byKey(siteKey);
    if (siteKey !== undefined && site === undefined) {
      metrics.refused(undefined, 'site');
      return { ok: false, code: 'solution_invalid' };
    }
    const checked = await check(solution, site);
    if (!checked.ok) return { ok: false, code: captchaCodes[checked.refusal] };
    return {
      ok: true,
      issuedAt: checked.issuedAt,
      spend: async (trx) => {
        const isFirst = await spendInside(trx, checked.mark);
        if (isFirst) metrics.solved(checked.siteNumber, checked.diagnostics);
        else metrics.refused(checked.siteNumber, 'replayed');
        return isFirst;
      },
    };
  };
}

/** What a form is told for each reason; the reason itself is for the operator only. */
export const captchaCodes = {
  missing: 'solution_missing',
  not_solved: 'not_solved',
  expired: 'solution_timeout_or_duplicate',
  replayed: 'solution_timeout_or_duplicate',
  malformed: 'solution_invalid',
  signature: 'solution_invalid',
  site: 'solution_invalid',
  future: 'solution_invalid',
  count: 'solution_invalid',
  duplicate: 'solution_invalid',
  work: 'solution_invalid',
  memory: 'solution_invalid',
} as const satisfies Record<Refusal, CaptchaCode>;

/** Messages that share a transaction and ask in the same turn have their puzzles marked in one statement. */
function createSpendInside(
  spentPuzzles: SpentPuzzleStore,
): (trx: Tx, puzzle: SpentPuzzle) => Promise<boolean> {
  const batchers = new WeakMap<Tx, SpendPuzzle>();
  return async (trx, puzzle) => {
    let spend = batchers.get(trx);
    if (spend === undefined) {
      spend = createSpendBatcher({ mark: async (marks) => await spentPuzzles.mark(trx, marks) });
      batchers.set(trx, spend);
    }
    return await spend(puzzle);
  };
}
