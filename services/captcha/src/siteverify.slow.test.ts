import { isDeepStrictEqual } from 'node:util';
import { describeDatabases } from '@foyer/database/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { captchaMigrations } from './captcha.ts';
import { openCaptcha, solve } from './test-captcha.ts';
import type { TestCaptcha } from './test-captcha.ts';

const INVALID = { status: 200, body: { success: false, errors: ['solution_invalid'] } };
const TOO_LATE = { status: 200, body: { success: false, errors: ['solution_timeout_or_duplicate'] } };
const SUCCESS = { status: 200, body: { success: true } };
const refusal = (status: number, code: string) => ({
  status,
  body: { success: false, errors: [code], details: expect.any(String) },
});

describeDatabases(
  'siteverify',
  (open) => {
    let test: TestCaptcha;
    beforeEach(async () => {
      test = await openCaptcha(open());
    });
    afterEach(async () => test.close());

    it('accepts a solution once', async () => {
      const solution = await solve(await test.puzzle());
      expect(await test.verifySolution(solution)).toEqual(SUCCESS);
      expect(await test.verifySolution(solution)).toEqual(TOO_LATE);
    });

    it('accepts a solution exactly once when it is sent 200 times at once', async () => {
      const solution = await solve(await test.puzzle());
      const answers = await Promise.all(
        Array.from({ length: 200 }, async () => test.verifySolution(solution)),
      );
      expect(answers.filter(({ body }) => isDeepStrictEqual(body, SUCCESS.body))).toHaveLength(1);
      expect(answers.every(({ status }) => status === 200)).toBe(true);
    });

    it('accepts JSON, urlencoded and multipart forms, with and without the sitekey', async () => {
      const parameters = async () => ({
        secret: test.site.secret,
        sitekey: test.site.siteKey,
        solution: await solve(await test.puzzle()),
      });
      const form = new FormData();
      for (const [name, value] of Object.entries(await parameters())) form.append(name, value);
      for (const body of [new URLSearchParams(await parameters()), form]) {
        const response = await test.server.fetch('/api/v1/siteverify', { method: 'POST', body });
        expect([response.status, await response.json()]).toEqual([200, { success: true }]);
      }
      expect(await test.verify(await parameters())).toEqual(SUCCESS);
      expect(await test.verify({ ...(await parameters()), sitekey: null })).toEqual(SUCCESS);
    });

    it('tells an integrator what is wrong with the request', async () => {
      const { secret } = test.site;
      expect(await test.verify({ solution: 'x' })).toEqual(refusal(400, 'secret_missing'));
      expect(await test.verify({ secret: '', solution: 'x' })).toEqual(refusal(400, 'secret_missing'));
      expect(await test.verify({ secret: `${secret}x`, solution: 'x' })).toEqual(
        refusal(401, 'secret_invalid'),
      );
      expect(await test.verify({ secret: [secret], solution: 'x' })).toEqual(refusal(401, 'secret_invalid'));
      expect(await test.verify({ secret })).toEqual(refusal(400, 'solution_missing'));
    });

    it.each([
      ['an empty body', 'application/json', ''],
      ['what is not JSON', 'application/json', '{"secret":'],
      ['JSON that is no object', 'application/json', '"secret"'],
      ['a type it does not know', 'text/plain', 'secret=x'],
    ])('answers bad_request to %s', async (_what, type, body) => {
      const response = await test.server.fetch('/api/v1/siteverify', {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      expect({ status: response.status, body: await response.json() }).toEqual(refusal(400, 'bad_request'));
    });

    it('says 200 to whatever a visitor can cause, for plug-ins let everybody pass on anything else', async () => {
      const nothings = [
        '',
        '.UNSTARTED',
        '.FETCHING',
        '.UNFINISHED',
        '.EXPIRED',
        '.ERROR',
        '.HEADLESS_ERROR',
      ];
      const strange = [null, ['x'], { x: 1 }, 7, 'a\u0000b', 'x'.repeat(100_000), '…', '...', '\ud800'];
      for (const solution of [...nothings, ...strange]) {
        expect(await test.verifySolution(solution), JSON.stringify(solution).slice(0, 50)).toEqual(INVALID);
      }
      const listBody = new URLSearchParams({ secret: test.site.secret, 'solution[0]': 'x' });
      const list = await test.server.fetch('/api/v1/siteverify', { method: 'POST', body: listBody });
      expect([list.status, await list.json()]).toEqual([200, INVALID.body]);
    });

    it('refuses a solution with the secret or the sitekey of another site', async () => {
      const other = await test.captcha.sites.add({ name: 'Other', origins: ['https://other.example.org'] });
      const solution = await solve(await test.puzzle());
      expect(await test.verify({ secret: other.secret, solution })).toEqual(INVALID);
      const { secret } = test.site;
      expect(await test.verify({ secret, sitekey: other.siteKey, solution })).toEqual(INVALID);
      expect(await test.verify({ secret, sitekey: test.site.siteKey, solution })).toEqual(SUCCESS);
    });

    it('counts solves by solver and refusals by reason', async () => {
      await test.verifySolution(await solve(await test.puzzle(), { solver: 1 }));
      await test.verifySolution(await solve(await test.puzzle(), { solver: 200, seconds: 60_000 }));
      await test.verifySolution('.UNSTARTED');
      const text = await test.metrics.registry.metrics();
      expect(text).toContain('foyer_captcha_solves_total{solver="js"} 1');
      expect(text).toContain('foyer_captcha_solves_total{solver="unknown"} 1');
      expect(text).toContain('foyer_captcha_refusals_total{reason="not_solved"} 1');
      expect(text).toContain('foyer_captcha_puzzles_issued_total{step="1"} 2');
    });

    it('tells whether a secret is valid', async () => {
      const ask = async (body: object) => {
        const response = await test.server.fetch('/api/v1/authInfo', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        return { status: response.status, body: await response.json() };
      };
      expect(await ask({ secret: test.site.secret })).toEqual({
        status: 200,
        body: { success: true, account_id: 1 },
      });
      expect(await ask({ secret: 'x' })).toEqual(refusal(401, 'secret_invalid'));
      expect(await ask({})).toEqual(refusal(400, 'secret_missing'));
    });
  },
  { services: [{ name: 'captcha', migrations: captchaMigrations }] },
);
