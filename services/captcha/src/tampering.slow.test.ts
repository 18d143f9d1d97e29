import { describeDatabases } from '@foyer/database/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { captchaMigrations } from './captcha.ts';
import { isSolved, openCaptcha, solve, tampered } from './test-captcha.ts';
import type { TestCaptcha } from './test-captcha.ts';

const INVALID = { status: 200, body: { success: false, errors: ['solution_invalid'] } };
const TOO_LATE = { status: 200, body: { success: false, errors: ['solution_timeout_or_duplicate'] } };
const SUCCESS = { status: 200, body: { success: true } };

const flip = (bytes: Buffer, offset: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[offset] = (copy[offset] ?? 0) ^ 1;
  return copy;
};

describeDatabases(
  'tampered solutions',
  (open) => {
    let test: TestCaptcha;
    beforeEach(async () => {
      test = await openCaptcha(open());
    });
    afterEach(async () => test.close());

    it('refuses a puzzle with any byte changed', async () => {
      const solution = await solve(await test.puzzle());
      for (let offset = 0; offset < 32; offset += 1) {
        const changed = tampered(solution, ({ puzzle }) => ({ puzzle: flip(puzzle, offset) }));
        expect(await test.verifySolution(changed), `byte ${offset}`).toEqual(INVALID);
      }
      expect(await test.verifySolution(solution)).toEqual(SUCCESS);
    });

    it('refuses a solution with a byte flipped, and accepts the good one afterwards', async () => {
      const solution = await solve(await test.puzzle());
      for (let offset = 0; offset < 32; offset += 1) {
        const changed = tampered(solution, ({ solutions }) => ({ solutions: flip(solutions, offset) }));
        // At this difficulty one in 32 changed solutions is right by luck.
        if (await isSolved(changed)) continue;
        expect(await test.verifySolution(changed), `byte ${offset}`).toEqual(INVALID);
      }
      expect(await test.verifySolution(solution)).toEqual(SUCCESS);
    });

    it('refuses a signature with a digit changed', async () => {
      const solution = await solve(await test.puzzle());
      const forged = solution.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
      expect(await test.verifySolution(forged)).toEqual(INVALID);
      expect(await test.verifySolution(solution)).toEqual(SUCCESS);
    });

    describe('refuses', () => {
      const cases: [string, (solution: string) => string][] = [
        [
          'one solution given twice',
          (text) =>
            tampered(text, ({ solutions }) => ({
              solutions: Buffer.concat([solutions.subarray(0, 24), solutions.subarray(0, 8)]),
            })),
        ],
        [
          'a solution too few',
          (text) => tampered(text, ({ solutions }) => ({ solutions: solutions.subarray(0, 24) })),
        ],
        [
          'a solution too many',
          (text) =>
            tampered(text, ({ solutions }) => ({
              solutions: Buffer.concat([solutions, Buffer.alloc(8, 9)]),
            })),
        ],
        [
          'a byte too few',
          (text) => tampered(text, ({ solutions }) => ({ solutions: solutions.subarray(0, 31) })),
        ],
        [
          'a byte too many',
          (text) =>
            tampered(text, ({ solutions }) => ({ solutions: Buffer.concat([solutions, Buffer.alloc(1)]) })),
        ],
        [
          'user data that were not signed',
          (text) => tampered(text, ({ puzzle }) => ({ puzzle: Buffer.concat([puzzle, Buffer.alloc(1)]) })),
        ],
        [
          'diagnostics of 4 bytes',
          (text) =>
            tampered(text, ({ diagnostics }) => ({
              diagnostics: Buffer.concat([diagnostics, Buffer.alloc(1)]),
            })),
        ],
        ['a part too few', (text) => text.split('.').slice(0, 3).join('.')],
        ['a part too many', (text) => `${text}.AAAA`],
        ['an empty part', (text) => text.replace(/\.[^.]*$/, '.')],
        ['base64 without its padding', (text) => text.replaceAll('=', '')],
        ['base64 with white space', (text) => text.replace('.', '. ')],
        ['a space at its end', (text) => `${text} `],
        ['a signature in capitals', (text) => text.replace(/^[^.]*/, (signature) => signature.toUpperCase())],
        ['a signature cut short', (text) => text.slice(1)],
        ['a signature with something appended', (text) => text.replace('.', '0.')],
        ['no signature', (text) => text.replace(/^[^.]*/, '')],
      ];
      it.each(cases)('%s', async (_what, spoil) => {
        const solution = await solve(await test.puzzle());
        const spoilt = spoil(solution);
        // Some spoilings change nothing in one of many random solutions, as capitals in a signature of digits.
        if (spoilt === solution) return;
        expect(await test.verifySolution(spoilt)).toEqual(INVALID);
        expect(await test.verifySolution(solution)).toEqual(SUCCESS);
      });
    });

    it('refuses a signed puzzle whose solutions do not meet the threshold', async () => {
      const puzzle = await test.signedPuzzle({ difficulty: 150 });
      const solved = await solve(await test.puzzle());
      const solutions = solved.split('.').slice(2).join('.');
      expect(await test.verifySolution(`${puzzle}.${solutions}`)).toEqual(INVALID);
    });

    it('refuses a puzzle from the future, of another account or another site', async () => {
      const now = Math.floor(test.clock.now().getTime() / 1000);
      expect(
        await test.verifySolution(await solve(await test.signedPuzzle({ timestamp: now + 3600 }))),
      ).toEqual(INVALID);
      expect(await test.verifySolution(await solve(await test.signedPuzzle({ accountId: 2 })))).toEqual(
        INVALID,
      );
      expect(await test.verifySolution(await solve(await test.signedPuzzle({ appId: 5 })))).toEqual(INVALID);
      expect(await test.verifySolution(await solve(await test.signedPuzzle({})))).toEqual(SUCCESS);
    });

    it('refuses a puzzle when its life is over, and one that was never to end', async () => {
      const solution = await solve(await test.puzzle());
      const forever = tampered(solution, ({ puzzle }) => {
        const copy = Buffer.from(puzzle);
        copy[13] = 0;
        return { puzzle: copy };
      });
      expect(await test.verifySolution(forever)).toEqual(INVALID);
      test.clock.advance({ seconds: 590 });
      const other = await solve(await test.puzzle());
      test.clock.advance({ seconds: 20 });
      expect(await test.verifySolution(solution)).toEqual(TOO_LATE);
      expect(await test.verifySolution(other)).toEqual(SUCCESS);
    });

    it('accepts puzzles of 33 to 64 bytes and solutions whose index byte is not their slot', async () => {
      for (const length of [1, 5, 32]) {
        const puzzle = await test.signedPuzzle({
          userData: new Uint8Array(length).fill(3),
          nonce: new Uint8Array(8).fill(length),
        });
        const solution = await solve(puzzle);
        const reversed = tampered(solution, ({ solutions }) => {
          const slots = [3, 2, 1, 0].map((slot) => solutions.subarray(slot * 8, slot * 8 + 8));
          return { solutions: Buffer.concat(slots) };
        });
        expect(await test.verifySolution(reversed)).toEqual(SUCCESS);
      }
    });
  },
  { services: [{ name: 'captcha', migrations: captchaMigrations }] },
);
