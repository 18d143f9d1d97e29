import { describe, expect, it } from 'vitest';
import type { LadderRung } from '../../api/captcha.ts';
import { hashesOf, hasRungProblems, nextRung, rungProblem, secondsOf, withoutRung } from './ladder-draft.ts';

const first: LadderRung = { above: 0, solutions: 51, difficulty: 122, expirySeconds: 3600 };
const second: LadderRung = { ...first, above: 5, difficulty: 130 };

describe('a ladder that is being edited', () => {
  it('says what each rung costs', () => {
    expect(Math.round(hashesOf(first))).toBe(1_987_545);
    expect(secondsOf(first)).toEqual({ phone: expect.closeTo(0.4, 2), laptop: expect.closeTo(0.066, 3) });
  });

  it.each<[string, LadderRung[], string | undefined]>([
    ['as it should be', [first, second], undefined],
    ['not after the one before it', [first, { ...second, above: 0 }], 'order'],
    ['easier than the one before it', [first, { ...second, difficulty: 121 }], 'easier'],
    ['beyond what a phone does in minutes', [first, { ...second, difficulty: 200 }], 'hard'],
    ['without a number', [first, { ...second, above: Number.NaN }], 'range'],
    ['out of the range', [first, { ...second, difficulty: 256 }], 'range'],
    ['with a life that does not fit', [first, { ...second, expirySeconds: 301 }], 'range'],
  ])('finds a rung %s', (_what, rungs, problem) => {
    expect(rungProblem(rungs, 1)).toBe(problem);
    expect(hasRungProblems(rungs)).toBe(problem !== undefined);
  });

  it('must begin with the first request', () => {
    expect(rungProblem([{ ...first, above: 1 }], 0)).toBe('order');
    expect(hasRungProblems([])).toBe(true);
  });

  it('gets a further rung that is right, and loses one without leaving requests uncovered', () => {
    expect(nextRung([first])).toEqual({ ...first, above: 5, difficulty: 126 });
    expect(hasRungProblems([first, second, nextRung([first, second])])).toBe(false);
    expect(withoutRung([first, second], 0)).toEqual([{ ...second, above: 0 }]);
  });
});
