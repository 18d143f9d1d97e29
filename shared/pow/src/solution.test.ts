import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePuzzle, parsePuzzle } from './puzzle.ts';
import { PUBLISHED_SOLUTION, somePuzzle } from './puzzle-fixture.ts';
import {
  formatPuzzleString,
  formatSolutionString,
  parsePuzzleString,
  parseSolutionString,
  solutionBlock,
} from './solution.ts';

describe('the solution string', () => {
  it('reads the published example', () => {
    const { signature, puzzle, solutions, diagnostics } = parseSolutionString(PUBLISHED_SOLUTION);
    expect(signature).toBe('b9e3c88c02a85ac71baf9f77547c5e60');
    const fields = parsePuzzle(puzzle);
    expect(fields).toMatchObject({ accountId: 123456789, appId: 987654321, expiry: 100, difficulty: 150 });
    expect(new Date(fields.timestamp * 1000).toISOString()).toBe('2020-07-18T19:35:25.000Z');
    expect(fields.solutionCount).toBe(15);
    expect(solutions.length).toBe(15 * 8);
    expect(diagnostics).toEqual({ solver: 2, seconds: 1 });
  });

  it('writes what it read', () => {
    const parsed = parseSolutionString(PUBLISHED_SOLUTION);
    expect(formatSolutionString(parsed, parsed.solutions, parsed.diagnostics)).toBe(PUBLISHED_SOLUTION);
  });

  it('keeps any solutions and diagnostics', () => {
    const puzzle = parsePuzzleString(formatPuzzleString('ab', encodePuzzle(somePuzzle)));
    const anySolutions = fc
      .integer({ min: 1, max: 255 })
      .chain((count) =>
        fc.uint8Array({ minLength: 8 * count, maxLength: 8 * count }).map((bytes) => Uint8Array.from(bytes)),
      );
    const anyDiagnostics = fc.record({ solver: fc.nat({ max: 255 }), seconds: fc.nat({ max: 0xffff }) });
    fc.assert(
      fc.property(anySolutions, anyDiagnostics, (solutions, diagnostics) => {
        const text = formatSolutionString(puzzle, solutions, diagnostics);
        expect(parseSolutionString(text)).toEqual({ ...puzzle, solutions, diagnostics });
      }),
    );
  });

  it('counts no more seconds than fit', () => {
    const parsed = parseSolutionString(PUBLISHED_SOLUTION);
    const text = formatSolutionString(parsed, parsed.solutions, { solver: 1, seconds: 1e9 });
    expect(parseSolutionString(text).diagnostics).toEqual({ solver: 1, seconds: 0xffff });
  });

  const [signature = '', puzzle = '', solutions = '', diagnostics = ''] = PUBLISHED_SOLUTION.split('.');
  it.each([
    ['nothing', ''],
    ['the stub of a widget that has not started', '.UNSTARTED'],
    ['three parts', `${signature}.${puzzle}.${solutions}`],
    ['five parts', `${PUBLISHED_SOLUTION}.AgAB`],
    ['no signature', `.${puzzle}.${solutions}.${diagnostics}`],
    ['a signature of 129 characters', `${'a'.repeat(129)}.${puzzle}.${solutions}.${diagnostics}`],
    ['no puzzle', `${signature}..${solutions}.${diagnostics}`],
    ['a puzzle of 33 bytes less 2', `${signature}.${puzzle.slice(0, -4)}.${solutions}.${diagnostics}`],
    ['no solutions', `${signature}.${puzzle}..${diagnostics}`],
    ['solutions of 8 n + 1 bytes', `${signature}.${puzzle}.${solutions}AA==.${diagnostics}`],
    ['solutions of 8 n - 3 bytes', `${signature}.${puzzle}.${solutions.slice(0, -4)}.${diagnostics}`],
    ['256 solutions', `${signature}.${puzzle}.${'A'.repeat(2728)}AAA=.${diagnostics}`],
    ['diagnostics of 2 bytes', `${signature}.${puzzle}.${solutions}.AgA=`],
    ['diagnostics of 6 bytes', `${signature}.${puzzle}.${solutions}.AgABAgAB`],
    ['a line break behind it', `${PUBLISHED_SOLUTION}\n`],
    ['a megabyte', 'a'.repeat(1_000_000)],
  ])('refuses %s', (_, text) => {
    expect(() => parseSolutionString(text)).toThrow(/must|at most/);
  });
});

describe('the puzzle string', () => {
  it('ignores what a server appends', () => {
    const text = formatPuzzleString('00ff', encodePuzzle(somePuzzle));
    expect(parsePuzzleString(`${text}.later`)).toEqual(parsePuzzleString(text));
  });

  it('needs two parts', () => {
    expect(() => parsePuzzleString('00ff')).toThrow('got no dot');
  });
});

it('builds the block from puzzle, zeros and solution', () => {
  const block = solutionBlock(Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  expect(block.length).toBe(128);
  expect([...block.slice(0, 4), ...block.slice(119)]).toEqual([1, 2, 3, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
