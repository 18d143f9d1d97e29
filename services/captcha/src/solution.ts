import type { Verifier } from '@foyer/pow';
import type { Clock } from '@foyer/runtime';
import type { CaptchaMetrics, Refusal } from './captcha-metrics.ts';
import type { CheckMemoryHard } from './memory-hard-check.ts';
import type { Site } from './site.ts';
import type { SiteCache } from './site-cache.ts';
import type { SpendPuzzle } from './spend-batcher.ts';
import type { SpentPuzzle, SpentPuzzleStore } from './spent-puzzle-store.ts';

type CheckedSolution =
  | {
      ok: true;
      issuedAt: Date;
      /** Of the site that the puzzle was made for. */
      siteNumber: number;
      mark: SpentPuzzle;
      diagnostics: { solver: number; seconds: number };
    }
  | { ok: false; refusal: Refusal };

/**
 * Checks all of a solution but does not spend its puzzle: so a form that fails afterwards can be sent again with it.
 *
 * @param site the site that must have asked for the puzzle; any known site when undefined
 * @throws AppError captcha_busy when a memory-hard solution cannot be checked now
 */
export type CheckSolution = (solution: string, site: Site | undefined) => Promise<CheckedSolution>;

export interface SolutionDeps {
  verifier: Pick<Verifier, 'verify'>;
  cache: SiteCache;
  checkMemoryHard: CheckMemoryHard;
  spentPuzzles: SpentPuzzleStore;
  spend: SpendPuzzle;
  clock: Clock;
  metrics: CaptchaMetrics;
  accountId: number;
}

export function createSolutionCheck(deps: SolutionDeps): CheckSolution {
  const { verifier, cache, checkMemoryHard, spentPuzzles, spend, clock, metrics, accountId } = deps;

  const refuse = (refusal: Refusal, siteNumber: number | undefined): CheckedSolution => {
    metrics.refused(siteNumber, refusal);
    return { ok: false, refusal };
  };

  return async (solution, site) => {
    if (solution === '') return refuse('missing', site?.number);
    // What the widget's field holds before it is done: .UNSTARTED, .FETCHING, .UNFINISHED, .EXPIRED, .ERROR.
    if (solution.startsWith('.')) return refuse('not_solved', site?.number);
    const verdict = verifier.verify(solution, {
      now: clock.now(),
      accountId,
      ...(site && { appId: site.number }),
    });
    if (!verdict.ok) return refuse(verdict.reason, site?.number);
    if (site === undefined && (await cache.byNumber(verdict.puzzle.appId)) === undefined)
      return refuse('site', undefined);
    const siteNumber = verdict.puzzle.appId;
    const mark = { puzzleId: Buffer.from(verdict.puzzleId).toString('hex'), expiresAt: verdict.expiresAt };
    if (verdict.memoryHard !== undefined) {
      // Before anything expensive: a spent solution sent again and again must not occupy the threads.
      if (await spentPuzzles.isMarked(mark.puzzleId)) return refuse('replayed', siteNumber);
      if (!(await checkMemoryHard(verdict.memoryHard))) {
        // The one failure that burns a puzzle: an honest widget never sends this, and who may try again until the
        // random sample happens to miss the unsolved ones need not solve them.
        await spend(mark);
        return refuse('memory', siteNumber);
      }
    }
    return { ok: true, issuedAt: verdict.issuedAt, siteNumber, mark, diagnostics: verdict.diagnostics };
  };
}
