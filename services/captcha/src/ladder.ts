import { EXPIRY_UNIT_SECONDS, expectedHashes } from '@foyer/pow';
import { z } from 'zod';

// About ten minutes on a slow phone. A step beyond it would be a refusal in disguise.
const MAX_EXPECTED_HASHES = 500_000_000;

export const LadderStep = z.strictObject({
  /** The step holds when an address made more requests than this within 30 minutes. */
  above: z.int().min(0).max(1_000_000),
  solutions: z.int().min(1).max(255),
  difficulty: z.int().min(0).max(200),
  // 0 would mean "never", which the stock widget takes for "expired at once".
  expirySeconds: z
    .int()
    .min(EXPIRY_UNIT_SECONDS)
    .max(255 * EXPIRY_UNIT_SECONDS)
    .multipleOf(EXPIRY_UNIT_SECONDS),
});

export const Ladder = z
  .array(LadderStep)
  .min(1)
  .max(30)
  .superRefine((steps, context) => {
    for (const [index, step] of steps.entries()) {
      const problem = problemOf(step, steps[index - 1]);
      if (problem !== undefined) context.addIssue({ code: 'custom', path: [index], message: problem });
    }
  });

export type LadderStep = z.infer<typeof LadderStep>;
export type Ladder = readonly LadderStep[];

/**
 * Ends of the ladder as the Friendly servers have them (2 million hashes for a first request, 20 million for the
 * twenty-first), with smaller steps between: no request costs twice the one before it, so a family or an office behind
 * one address feels a slope and not a wall. 51 solutions on every step keep the progress bar smooth and the variance low.
 */
export const DEFAULT_LADDER: Ladder = [
  { above: 0, solutions: 51, difficulty: 122, expirySeconds: 3600 },
  { above: 4, solutions: 51, difficulty: 126, expirySeconds: 3600 },
  { above: 6, solutions: 51, difficulty: 130, expirySeconds: 3600 },
  { above: 8, solutions: 51, difficulty: 134, expirySeconds: 3600 },
  { above: 10, solutions: 51, difficulty: 139, expirySeconds: 3600 },
  { above: 15, solutions: 51, difficulty: 144, expirySeconds: 3600 },
  { above: 20, solutions: 51, difficulty: 148, expirySeconds: 3600 },
];

/**
 * The step for an address that made `requests` (a fraction counts) within 30 minutes.
 * `extraSteps` come from the site's load; the last step is the limit, there is no refusal above it.
 */
export function stepIndex(ladder: Ladder, requests: number, extraSteps: number): number {
  let index = 0;
  while (index + 1 < ladder.length && requests > (ladder[index + 1]?.above ?? Infinity)) index += 1;
  return Math.min(index + extraSteps, ladder.length - 1);
}

export interface DescribedStep extends LadderStep {
  /** Hashes that a solver tries on average for the whole puzzle. */
  expectedHashes: number;
}

/** The ladder as an operator reads it: each step with the hashes it costs on average. */
export function describeLadder(ladder: Ladder): DescribedStep[] {
  return ladder.map((step) => ({ ...step, expectedHashes: Math.round(costOf(step)) }));
}

const costOf = (step: LadderStep): number => expectedHashes(step.difficulty, step.solutions);

function problemOf(step: LadderStep, previous: LadderStep | undefined): string | undefined {
  if (costOf(step) > MAX_EXPECTED_HASHES) {
    return `a step must cost at most ${MAX_EXPECTED_HASHES} hashes on average, got ${Math.round(costOf(step))}: lower difficulty or solutions`;
  }
  if (previous === undefined) {
    return step.above === 0 ? undefined : `the first step must be above 0 requests, got ${step.above}`;
  }
  if (step.above <= previous.above) {
    return `above must grow from step to step, got ${step.above} after ${previous.above}`;
  }
  return costOf(step) < costOf(previous)
    ? `a step must not be easier than the one before it, got ${Math.round(costOf(step))} hashes after ${Math.round(costOf(previous))}`
    : undefined;
}
