import { EXPIRY_UNIT_SECONDS, expectedHashes } from '@foyer/pow';
import type { LadderRung } from '../../api/captcha.ts';

export const MAX_RUNGS = 30;
export const expiryMinutes = { min: EXPIRY_UNIT_SECONDS / 60, max: (EXPIRY_UNIT_SECONDS * 255) / 60 };
export const limits = { above: [0, 1_000_000], solutions: [1, 255], difficulty: [0, 200] } as const;
const MAX_EXPECTED_HASHES = 500_000_000;

/** Hashes a second of the element with all its workers: a phone of the middle class, and a laptop of the last years. */
const rates = { phone: 5_000_000, laptop: 30_000_000 } as const;

export type RungProblem = 'range' | 'order' | 'easier' | 'hard';

export function hashesOf({ difficulty, solutions }: LadderRung): number {
  // Beyond the range the format has no threshold, and the rung is refused for that already.
  const isKnown = Number.isInteger(difficulty) && difficulty >= 0 && difficulty <= 255;
  return isKnown ? expectedHashes(difficulty, solutions) : Number.NaN;
}

/** On average, for all solutions of the puzzle. */
export function secondsOf(rung: LadderRung): { phone: number; laptop: number } {
  const hashes = hashesOf(rung);
  return { phone: hashes / rates.phone, laptop: hashes / rates.laptop };
}

/** The first thing that is wrong with one rung after another; the server would say the same. */
export function rungProblem(rungs: readonly LadderRung[], index: number): RungProblem | undefined {
  const rung = rungs[index];
  const before = rungs[index - 1];
  if (rung === undefined) return undefined;
  if (!isWithinLimits(rung)) return 'range';
  if (hashesOf(rung) > MAX_EXPECTED_HASHES) return 'hard';
  if (before === undefined) return rung.above === 0 ? undefined : 'order';
  if (rung.above <= before.above) return 'order';
  return hashesOf(rung) < hashesOf(before) ? 'easier' : undefined;
}

export function hasRungProblems(rungs: readonly LadderRung[]): boolean {
  return rungs.length === 0 || rungs.some((_, index) => rungProblem(rungs, index) !== undefined);
}

/** One more: a few requests further, and about a third harder, as the steps of the default ladder are. */
export function nextRung(rungs: readonly LadderRung[]): LadderRung {
  const last = rungs.at(-1) ?? { above: -5, solutions: 51, difficulty: 118, expirySeconds: 3600 };
  const difficulty = Math.min(last.difficulty + 4, limits.difficulty[1]);
  return { ...last, above: last.above + 5, difficulty };
}

/** Without one of them; what is first then holds from the first request on. */
export function withoutRung(rungs: readonly LadderRung[], index: number): LadderRung[] {
  return rungs.filter((_, at) => at !== index).map((rung, at) => (at === 0 ? { ...rung, above: 0 } : rung));
}

function isWithinLimits(rung: LadderRung): boolean {
  const units = rung.expirySeconds / EXPIRY_UNIT_SECONDS;
  return (
    (['above', 'solutions', 'difficulty'] as const).every((member) => {
      const [min, max] = limits[member];
      return Number.isInteger(rung[member]) && rung[member] >= min && rung[member] <= max;
    }) &&
    Number.isInteger(units) &&
    units >= 1 &&
    units <= 255
  );
}
