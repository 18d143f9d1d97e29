import { describeDatabases } from '@foyer/database/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { captchaMigrations } from './captcha.ts';
import type { CaptchaCheck } from './check-captcha.ts';
import { openCaptcha, solve } from './test-captcha.ts';
import type { TestCaptcha } from './test-captcha.ts';

describeDatabases(
  'checkCaptcha',
  (open) => {
    let test: TestCaptcha;
    beforeEach(async () => {
      test = await openCaptcha(open());
    });
    afterEach(async () => test.close());

    const check = async (solution: string): Promise<CaptchaCheck> =>
      test.captcha.checkCaptcha(solution, { siteKey: test.site.siteKey });
    const spend = async (checked: CaptchaCheck): Promise<boolean> =>
      open()
        .db.transaction()
        .execute(async (trx) => checked.ok && checked.spend(trx));

    it('spends a puzzle with the write that it guards', async () => {
      const solution = await solve(await test.puzzle());
      const checked = await check(solution);
      expect(checked).toMatchObject({ ok: true, issuedAt: new Date('2026-03-01T12:00:00Z') });
      expect(await spend(checked)).toBe(true);
      expect(await spend(await check(solution))).toBe(false);
      expect(await test.verifySolution(solution)).toMatchObject({ body: { success: false } });
    });

    it('does not spend the puzzle of a write that is rolled back', async () => {
      const solution = await solve(await test.puzzle());
      const checked = await check(solution);
      const write = open()
        .db.transaction()
        .execute(async (trx) => {
          expect(checked.ok && (await checked.spend(trx))).toBe(true);
          throw new Error('the message could not be stored');
        });
      await expect(write).rejects.toThrow('the message could not be stored');
      expect(await test.verifySolution(solution)).toEqual({ status: 200, body: { success: true } });
    });

    it('lets one of 50 parallel writes have the puzzle', async () => {
      const solution = await solve(await test.puzzle());
      const spent = await Promise.all(Array.from({ length: 50 }, async () => spend(await check(solution))));
      expect(spent.filter(Boolean)).toHaveLength(1);
    });

    it('says why a solution does not count', async () => {
      expect(await check('')).toEqual({ ok: false, code: 'solution_missing' });
      expect(await check('.UNSTARTED')).toEqual({ ok: false, code: 'not_solved' });
      expect(await check('x')).toEqual({ ok: false, code: 'solution_invalid' });
      const solution = await solve(await test.puzzle());
      const otherSite = await test.captcha.sites.ensureDemoSite({
        name: 'Demo',
        origins: ['http://localhost:8080'],
      });
      expect(await test.captcha.checkCaptcha(solution, otherSite)).toEqual({
        ok: false,
        code: 'solution_invalid',
      });
      const unknown = { siteKey: 'FYNOSUCHSITE' };
      expect(await test.captcha.checkCaptcha(solution, unknown)).toEqual({
        ok: false,
        code: 'solution_invalid',
      });
      expect(await test.captcha.checkCaptcha(solution, {})).toMatchObject({ ok: true });
      test.clock.advance({ minutes: 11 });
      expect(await check(solution)).toEqual({ ok: false, code: 'solution_timeout_or_duplicate' });
    });
  },
  { services: [{ name: 'captcha', migrations: captchaMigrations }] },
);
