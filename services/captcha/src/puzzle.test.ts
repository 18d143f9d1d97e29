import { describeDatabases } from '@foyer/database/testing';
import { decodeMemoryHard, parsePuzzle, parsePuzzleString } from '@foyer/pow';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { captchaMigrations } from './captcha.ts';
import { DEFAULT_LADDER } from './ladder.ts';
import { openCaptcha } from './test-captcha.ts';
import type { TestCaptcha } from './test-captcha.ts';

describeDatabases(
  'puzzle endpoint',
  (open) => {
    let test: TestCaptcha;
    beforeEach(async () => {
      test = await openCaptcha(open());
    });
    afterEach(async () => test.close());

    const fields = async (address?: string) =>
      parsePuzzle(parsePuzzleString(await test.puzzle(address)).puzzle);

    it('issues a puzzle as the widget reads it, to any origin and to no cache', async () => {
      const response = await test.server.fetch(`/api/v1/puzzle?sitekey=${test.site.siteKey}`, {
        headers: { origin: 'https://www.example.org', 'x-frc-client': 'js-0.9.20' },
      });
      expect(response.status).toBe(200);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('set-cookie')).toBeNull();
      expect(await response.json()).toEqual({
        data: { puzzle: expect.stringMatching(/^[0-9a-f]+\.[A-Za-z0-9+/]+=*$/) },
      });
    });

    it('writes time, site, life and ladder into the puzzle, with a nonce of its own', async () => {
      const [site] = await test.captcha.sites.list();
      const puzzle = await fields();
      expect(puzzle).toMatchObject({
        timestamp: Date.parse('2026-03-01T12:00:00Z') / 1000,
        accountId: 1,
        appId: site?.number,
        version: 1,
        expiry: 2,
        solutionCount: 4,
        difficulty: 40,
      });
      expect((await fields()).nonce).not.toEqual(puzzle.nonce);
    });

    it('lets the widget through its preflight', async () => {
      const response = await test.server.fetch('/api/v1/puzzle', {
        method: 'OPTIONS',
        headers: {
          origin: 'https://www.example.org',
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'x-frc-client',
        },
      });
      expect(response.ok).toBe(true);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('access-control-allow-headers')).toContain('x-frc-client');
    });

    it.each([
      ['no sitekey', '', 'sitekey_missing'],
      ['an empty sitekey', '?sitekey=', 'sitekey_missing'],
      ['an unknown sitekey', '?sitekey=FYNOSUCHSITE', 'sitekey_invalid'],
      ['two sitekeys', '?sitekey=a&sitekey=b', 'bad_request'],
      ['a sitekey of 10 kB', `?sitekey=${'x'.repeat(10_000)}`, 'bad_request'],
    ])('answers %s as the protocol does, readable across origins', async (_what, query, code) => {
      const response = await test.server.fetch(`/api/v1/puzzle${query}`);
      expect(response.status).toBe(400);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(await response.json()).toEqual({ success: false, errors: [code], details: expect.any(String) });
    });

    it('climbs the ladder with the requests of one address and leaves others alone', async () => {
      await test.captcha.sites.setLadder(test.site.siteKey, DEFAULT_LADDER);
      const seen: number[] = [];
      for (let request = 1; request <= 30; request += 1) seen.push((await fields('203.0.113.7')).difficulty);
      expect(seen.slice(0, 4)).toEqual([122, 122, 122, 122]);
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      expect(seen[29]).toBe(148);
      expect((await fields('198.51.100.1')).difficulty).toBe(122);
      test.clock.advance({ hours: 1 });
      expect((await fields('203.0.113.7')).difficulty).toBe(122);
    });

    it('lets the neighbours in an IPv6 /64 share a count', async () => {
      await test.captcha.sites.setLadder(test.site.siteKey, DEFAULT_LADDER);
      for (let request = 1; request <= 10; request += 1) await fields(`2001:db8:0:1::${request}`);
      expect((await fields('2001:db8:0:1:ffff::1')).difficulty).toBe(139);
      expect((await fields('2001:db8:0:2::1')).difficulty).toBe(122);
    });

    it('climbs in the memory-hard gate where a site has one', async () => {
      await test.captcha.sites.setLadder(test.site.siteKey, DEFAULT_LADDER);
      const settings = { memoryMebibytes: 4, passes: 1, gateDifficulty: 0, solutions: 8 } as const;
      await test.captcha.sites.setMemoryHard(test.site.siteKey, settings);
      const first = await fields();
      expect(first).toMatchObject({ difficulty: 122, solutionCount: 8 });
      expect(decodeMemoryHard(first.userData)).toEqual({ memoryMebibytes: 4, passes: 1, gateDifficulty: 0 });
      for (let request = 2; request <= 30; request += 1) await fields();
      const last = await fields();
      expect(last).toMatchObject({ difficulty: 122, solutionCount: 8 });
      expect(decodeMemoryHard(last.userData)).toMatchObject({ gateDifficulty: 26 });
    });
  },
  { services: [{ name: 'captcha', migrations: captchaMigrations }] },
);
