import { describeDatabases } from '@foyer/database/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArgon2Pool } from './argon2-pool.ts';
import { captchaMigrations } from './captcha.ts';
import { openCaptcha, solve } from './test-captcha.ts';
import type { TestCaptcha } from './test-captcha.ts';

const SUCCESS = { status: 200, body: { success: true } };
const INVALID = { status: 200, body: { success: false, errors: ['solution_invalid'] } };
const TOO_LATE = { status: 200, body: { success: false, errors: ['solution_timeout_or_duplicate'] } };

describeDatabases(
  'memory-hard puzzles',
  (open) => {
    let test: TestCaptcha;
    beforeEach(async () => {
      test = await openCaptcha(open(), { argon2Threads: 1, argon2MaxQueued: 2 });
      const settings = { memoryMebibytes: 1, passes: 1, gateDifficulty: 8, solutions: 4 } as const;
      await test.captcha.sites.setMemoryHard(test.site.siteKey, settings);
    });
    afterEach(async () => test.close());

    it('accepts a solution once, and computes nothing for one that is spent', async () => {
      const solution = await solve(await test.puzzle(), { solver: 4 });
      expect(await test.verifySolution(solution)).toEqual(SUCCESS);
      expect(await test.verifySolution(solution)).toEqual(TOO_LATE);
      expect(await test.metrics.registry.metrics()).toContain(
        'foyer_captcha_solves_total{solver="argon2"} 1',
      );
    });

    it('refuses solutions that pass only the cheap gate, and burns their puzzle', async () => {
      const puzzle = await test.puzzle();
      expect(await test.verifySolution(await solve(puzzle, { skipMemoryGate: () => true }))).toEqual(INVALID);
      expect(await test.verifySolution(await solve(puzzle))).toEqual(TOO_LATE);
    });

    it('drops what fails the cheap gate before any thread is asked, and does not burn the puzzle', async () => {
      const puzzle = await test.puzzle();
      const solution = await solve(puzzle);
      const [signature, bytes, , diagnostics] = solution.split('.');
      const garbage = Buffer.from(
        '0102030405060708'.repeat(2) + 'f1f2f3f4f5f6f7f8'.repeat(2),
        'hex',
      ).toString('base64');
      expect(await test.verifySolution([signature, bytes, garbage, diagnostics].join('.'))).toEqual(INVALID);
      expect(await test.verifySolution(solution)).toEqual(SUCCESS);
    });

    it('answers 503 when too many wait, which spends nothing', async () => {
      const solutions = await Promise.all(Array.from({ length: 8 }, async () => solve(await test.puzzle())));
      const answers = await Promise.all(solutions.map(async (solution) => test.verifySolution(solution)));
      const busy = solutions.filter((_, index) => answers[index]?.status === 503);
      expect(busy.length).toBeGreaterThan(0);
      expect(answers.find(({ status }) => status === 503)?.body).toMatchObject({
        success: false,
        errors: ['captcha_busy'],
      });
      for (const solution of busy) expect(await test.verifySolution(solution)).toEqual(SUCCESS);
    });
  },
  { services: [{ name: 'captcha', migrations: captchaMigrations }] },
);

describe('threads for memory-hard puzzles', () => {
  const question = {
    parameters: { memoryMebibytes: 64, passes: 8, gateDifficulty: 0 },
    puzzle: new Uint8Array(32),
    solutions: [new Uint8Array(8)],
  };

  it('gives up on a check that takes too long and answers the next one with a new thread', async () => {
    const pool = createArgon2Pool({ timeoutSeconds: 0.05 });
    await expect(pool.check(question)).rejects.toMatchObject({ code: 'captcha_busy', status: 503 });
    expect(pool.length()).toBe(0);
    await pool.close();
  });

  it('says what failed when the parameters make no sense', async () => {
    const pool = createArgon2Pool();
    const parameters = { ...question.parameters, passes: 0 };
    await expect(pool.check({ ...question, parameters })).rejects.toThrow('a memory-hard check failed');
    await pool.close();
  });

  it('tells those who wait when the server closes', async () => {
    const pool = createArgon2Pool();
    const waiting = [pool.check(question), pool.check(question)];
    const outcomes = Promise.allSettled(waiting);
    await pool.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(pool.check(question)).rejects.toMatchObject({ code: 'captcha_busy' });
  });
});
