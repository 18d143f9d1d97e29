import { describeDatabases } from '@foyer/database/testing';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { parsePuzzle, parsePuzzleString } from '@foyer/pow';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createActivity } from './activity.ts';
import type { Activity } from './activity.ts';
import { createActivityStore } from './activity-store.ts';
import { captchaMigrations } from './captcha.ts';
import { openCaptcha, solve } from './test-captcha.ts';
import type { TestCaptcha } from './test-captcha.ts';

describeDatabases(
  'the captcha at the desk',
  (open) => {
    let hall: TestCaptcha;
    beforeEach(async () => {
      hall = await openCaptcha(open(), { activityFlushSeconds: 0.01 });
    });
    afterEach(async () => hall.close());

    const call = async (method: string, path: string, body?: object) => {
      const response = await hall.server.fetch(`/desk/api/captcha/${path}`, {
        method,
        ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };

    it('shows what happened in each hour, without a word about who', async () => {
      const solution = await solve(await hall.puzzle(), { solver: 2, seconds: 4 });
      await hall.verifySolution(solution);
      await hall.verifySolution(solution);
      await hall.verifySolution('nonsense');
      hall.clock.advance({ hours: 1 });
      await hall.verifySolution(await solve(await hall.puzzle(), { solver: 1, seconds: 500 }));
      const none = { count: 0, p50: null, p95: null };
      await expect
        .poll(async () => ((await call('GET', 'activity')).body['items'] as unknown[]).slice(-2))
        .toEqual([
          {
            at: '2026-03-01T12:00:00.000Z',
            puzzles: 1,
            solved: 1,
            refused: { replayed: 1, malformed: 1 },
            secondsBySolver: { js: none, wasm: { count: 1, p50: 4, p95: 4.9 } },
          },
          {
            at: '2026-03-01T13:00:00.000Z',
            puzzles: 1,
            solved: 1,
            refused: {},
            secondsBySolver: { js: { count: 1, p50: 210, p95: 291 }, wasm: none },
          },
        ]);
    });

    it('sums longer stretches of a month, and tells sites apart', async () => {
      const other = await hall.captcha.sites.add({ name: 'Other', origins: ['https://other.example.org'] });
      await hall.puzzle();
      hall.clock.advance({ hours: 2 });
      await hall.puzzle();
      const puzzles = async (query: string) => {
        const { body } = await call('GET', `activity?hours=720&${query}`);
        return (body['items'] as { puzzles: number }[]).map((bucket) => bucket.puzzles);
      };
      await expect.poll(() => puzzles(`site=${hall.site.siteKey}`)).toHaveLength(120);
      await expect.poll(async () => (await puzzles('')).slice(-2)).toEqual([0, 2]);
      expect(Math.max(...(await puzzles(`site=${other.siteKey}`)))).toBe(0);
      expect((await call('GET', 'activity?site=FYX')).status).toBe(404);
      expect((await call('GET', 'activity?hours=25')).status).toBe(422);
    });

    it('lists, adds and changes sites, and says what a ladder costs', async () => {
      const ladder = [{ above: 0, solutions: 51, difficulty: 122, expirySeconds: 600 }];
      const fields = { name: 'Shop', origins: ['https://shop.example.org/x'], ladder };
      const added = await call('POST', 'sites', fields);
      expect(added).toMatchObject({
        status: 201,
        body: { origins: ['https://shop.example.org'], ladder: [{ expectedHashes: 1_987_545 }] },
      });
      const memoryHard = { memoryMebibytes: 4, passes: 1, gateDifficulty: 0, solutions: 8 };
      const path = `sites/${String(added.body['siteKey'])}`;
      expect(await call('PATCH', path, { name: 'Shop 2', memoryHard })).toMatchObject({
        body: { name: 'Shop 2', memoryHard, ladder: [{ difficulty: 122 }] },
      });
      expect(await call('PATCH', path, { memoryHard: null })).toMatchObject({ body: { memoryHard: null } });
      expect((await call('PATCH', path, { ladder: [] })).status).toBe(422);
      expect((await call('PATCH', 'sites/FYX', { name: 'x' })).status).toBe(404);
      const { body } = await call('GET', 'sites');
      expect(body['items']).toMatchObject([{ name: 'Test' }, { name: 'Shop 2' }]);
      expect(JSON.stringify(body)).not.toContain(String(added.body['secret']));
      expect(hall.audited.slice(-3)).toEqual([
        'captcha.site_add by 01890000-0000-7000-8000-00000000ada0',
        'captcha.site_change by 01890000-0000-7000-8000-00000000ada0',
        'captcha.site_change by 01890000-0000-7000-8000-00000000ada0',
      ]);
    });

    it('changes a ladder for the version that was read, at once and with who did it', async () => {
      const path = `sites/${hall.site.siteKey}/ladder`;
      const step = { above: 0, solutions: 8, difficulty: 60, expirySeconds: 600 };
      const [read] = (await call('GET', 'sites')).body['items'] as { ladderVersion: number }[];
      const basedOnVersion = read?.ladderVersion ?? 0;
      const ladder = [step, { ...step, above: 5, difficulty: 80 }];
      expect(await call('PUT', path, { ladder, basedOnVersion })).toMatchObject({
        status: 200,
        body: {
          ladder: [{ difficulty: 60 }, { difficulty: 80, expectedHashes: expect.any(Number) }],
          ladderVersion: basedOnVersion + 1,
          ladderChangedBy: '01890000-0000-7000-8000-00000000ada0',
          ladderChangedAt: '2026-03-01T12:00:00.000Z',
        },
      });
      expect(hall.audited.at(-1)).toBe('captcha.ladder_change by 01890000-0000-7000-8000-00000000ada0');
      expect(parsePuzzle(parsePuzzleString(await hall.puzzle()).puzzle)).toMatchObject({ difficulty: 60 });
      // The slower of two is told, and nothing is overwritten.
      expect(await call('PUT', path, { ladder: [step], basedOnVersion })).toMatchObject({
        status: 409,
        body: { code: 'captcha_ladder_conflict' },
      });
      const easier = [step, { ...step, above: 5, difficulty: 40 }];
      expect(await call('PUT', path, { ladder: easier, basedOnVersion: basedOnVersion + 1 })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/ladder/1' }] },
      });
      const unknown = await call('PUT', 'sites/FYX/ladder', { ladder: [step], basedOnVersion: 1 });
      expect(unknown.body).toMatchObject({ code: 'captcha_site_unknown' });
    });

    it('gives a new secret, with which the one before it ends', async () => {
      const { body } = await call('POST', `sites/${hall.site.siteKey}/secret`);
      const solution = await solve(await hall.puzzle());
      expect((await hall.verifySolution(solution)).status).toBe(401);
      expect(await hall.verify({ secret: body['secret'], solution })).toMatchObject({
        body: { success: true },
      });
      expect((await call('POST', 'sites/FYX/secret')).status).toBe(404);
    });

    it('adds up what several processes have counted, and loses nothing when a write fails', async () => {
      const store = createActivityStore(open().db);
      const clock = fakeClock('2026-05-01T10:30:00Z');
      let isAway = true;
      const failing = {
        ...store,
        add: async (counts: Parameters<typeof store.add>[0]) => {
          if (isAway) throw new Error('the database is away');
          await store.add(counts);
        },
      };
      const make = (of: typeof store): Activity =>
        createActivity({ store: of, clock, log: silentLog(), flushSeconds: 3600 });
      const processes = [make(store), make(store), make(store), make(failing)];
      for (let round = 0; round < 5; round += 1) {
        for (const activity of processes) {
          for (const measure of ['solved', 'puzzles', 'refused.work']) activity.count(7, measure);
        }
        await Promise.all(processes.map((activity) => activity.flush()));
      }
      isAway = false;
      processes[0]?.count(7, 'puzzles');
      await Promise.all(processes.map((activity) => activity.close()));
      const buckets = await make(store).read({ hours: 24, siteNumber: 7 });
      expect(buckets.at(-1)).toMatchObject({ puzzles: 21, solved: 20, refused: { work: 20 } });
    });

    it('keeps the counts for 400 days', async () => {
      const store = createActivityStore(open().db);
      const now = hall.clock.now().getTime();
      await store.add([countAt(new Date(now - 401 * 86_400_000)), countAt(new Date(now - 399 * 86_400_000))]);
      const job = { id: '1', name: 'captcha.purge_activity', payload: {}, attempt: 1 };
      const { signal } = new AbortController();
      await hall.captcha.jobs['captcha.purge_activity']?.(job, { signal, log: hall.log });
      const left = await store.read({ from: new Date(0), stepHours: 1, siteNumber: 3 });
      expect(left).toMatchObject([{ count: 1, at: new Date(now - 399 * 86_400_000) }]);
    });
  },
  { services: [{ name: 'captcha', migrations: captchaMigrations }] },
);

function countAt(hour: Date) {
  return { hour, siteNumber: 3, measure: 'puzzles', count: 1 };
}
