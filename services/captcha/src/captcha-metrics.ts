import type { Metrics } from '@foyer/runtime';
import type { Activity } from './activity.ts';
import { refusedMeasure, secondsMeasure, solverKindOf } from './activity-measures.ts';

/** Why a solution was refused; each a value of the label `reason`. */
export type Refusal =
  | 'missing'
  | 'not_solved'
  | 'malformed'
  | 'signature'
  | 'site'
  | 'expired'
  | 'future'
  | 'count'
  | 'duplicate'
  | 'work'
  | 'memory'
  | 'replayed';

/** `siteNumber` is undefined where no site is known. */
export interface CaptchaMetrics {
  issued(siteNumber: number, step: number): void;
  solved(siteNumber: number | undefined, diagnostics: { solver: number; seconds: number }): void;
  refused(siteNumber: number | undefined, refusal: Refusal): void;
}

const NO_SITE = 0;

// Byte 0 of the diagnostics. 1 and 2 are the protocol's; the others are our widget's. A visitor can write anything.
// Solves by 'js' are those that were slow because a page's CSP forbids WASM, or the browser has none.
const SOLVERS: readonly string[] = ['unknown', 'js', 'wasm', 'wasm_simd', 'argon2'];

/** What an operator watches: who solves how fast with what, what is refused and why, how far up the ladder the site is. */
export function createCaptchaMetrics(
  metrics: Metrics,
  activity: Pick<Activity, 'count'>,
  queueLength: () => number,
): CaptchaMetrics {
  const issued = metrics.counter({
    name: 'foyer_captcha_puzzles_issued_total',
    help: 'Puzzles issued, by step of the difficulty ladder (1 is the easiest)',
    labelNames: ['step'],
  });
  const solves = metrics.counter({
    name: 'foyer_captcha_solves_total',
    help: 'Solutions accepted, by solver; js means that WASM was missing or blocked by a CSP',
    labelNames: ['solver'],
  });
  const seconds = metrics.histogram({
    name: 'foyer_captcha_solve_seconds',
    help: 'How long visitors solved, as their browsers say, by solver',
    labelNames: ['solver'],
    buckets: [1, 2, 3, 5, 8, 13, 21, 34, 60, 120, 300],
  });
  const refusals = metrics.counter({
    name: 'foyer_captcha_refusals_total',
    help: 'Solutions refused, by reason',
    labelNames: ['reason'],
  });
  metrics.gauge({
    name: 'foyer_captcha_memory_hard_queue',
    help: 'Memory-hard solutions that wait or are being checked',
    collect: (gauge) => gauge.set(queueLength()),
  });
  return {
    issued: (siteNumber, step) => {
      issued.inc({ step: String(step) });
      activity.count(siteNumber, 'puzzles');
    },
    solved: (siteNumber = NO_SITE, diagnostics) => {
      const solver = SOLVERS[diagnostics.solver] ?? 'unknown';
      solves.inc({ solver });
      seconds.observe({ solver }, diagnostics.seconds);
      activity.count(siteNumber, 'solved');
      const kind = solverKindOf(solver);
      if (kind !== undefined) activity.count(siteNumber, secondsMeasure(kind, diagnostics.seconds));
    },
    refused: (siteNumber = NO_SITE, reason) => {
      refusals.inc({ reason });
      activity.count(siteNumber, refusedMeasure(reason));
    },
  };
}
