import { randomUUID } from 'node:crypto';
import { silentLog } from '@foyer/runtime/testing';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createCounters, type Counters } from './index.ts';
import { startPrivateRedis, type PrivateRedis } from './testing.ts';

const redisUrl = process.env['TEST_REDIS_URL'];
const start = Date.parse('2026-03-01T12:00:00Z');
const at = (seconds: number): Date => new Date(start + seconds * 1_000);

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

function openCounters(options: Partial<Parameters<typeof createCounters>[0]> = {}): Counters {
  const counters = createCounters({ log: silentLog(), prefix: randomUUID(), ...options });
  closing.push(() => counters.close());
  return counters;
}

async function ownRedis(): Promise<PrivateRedis> {
  const redis = await startPrivateRedis();
  closing.push(() => redis.stop());
  return redis;
}

function describeCounters(title: string, url: string | undefined): void {
  describe(title, () => {
    it('counts several keys at once and answers in their order', async () => {
      const counters = openCounters({ redisUrl: url });
      const hits = [
        { key: 'a', windowSeconds: 60 },
        { key: 'b', windowSeconds: 60, by: 5 },
        { key: 'a', windowSeconds: 3_600 },
      ];
      expect(await counters.hit(hits, at(0))).toEqual([1, 5, 1]);
      expect(await counters.hit(hits, at(1))).toEqual([2, 10, 2]);
      expect(await counters.peek([...hits, { key: 'c', windowSeconds: 60 }], at(2))).toEqual([2, 10, 2, 0]);
      expect(await counters.hit([], at(3))).toEqual([]);
    });

    it('lets hits fade through the following window', async () => {
      const counters = openCounters({ redisUrl: url });
      const key = { key: 'a', windowSeconds: 60 };
      await counters.hit([{ ...key, by: 8 }], at(10));
      expect(await counters.peek([key], at(59))).toEqual([8]);
      expect(await counters.peek([key], at(60))).toEqual([8]);
      expect(await counters.peek([key], at(75))).toEqual([6]);
      expect(await counters.hit([key], at(90))).toEqual([5]);
      expect(await counters.peek([key], at(120))).toEqual([1]);
      expect(await counters.peek([key], at(180))).toEqual([0]);
    });

    it('counts for a process whose clock is behind', async () => {
      const counters = openCounters({ redisUrl: url });
      const key = { key: 'a', windowSeconds: 60 };
      await counters.hit([key], at(60));
      expect(await counters.hit([key], at(58))).toEqual([2]);
      expect(await counters.peek([key], at(60))).toEqual([2]);
    });

    it('refuses a window that is none', async () => {
      await expect(
        openCounters({ redisUrl: url }).hit([{ key: 'a', windowSeconds: 0 }], at(0)),
      ).rejects.toThrow('windowSeconds must be a number above 0, got 0');
    });

    it('stays within its error bound of the exact count', async () => {
      const windowSeconds = 10;
      const gaps = fc.array(fc.integer({ min: 0, max: 6_000 }), { minLength: 1, maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(gaps, async (gapsMs) => {
          const counters = openCounters({ redisUrl: url });
          const times: number[] = [];
          let now = start;
          for (const gapMs of gapsMs) {
            now += gapMs;
            times.push(now);
            const [counted = 0] = await counters.hit([{ key: 'p', windowSeconds }], new Date(now));
            const since = (from: number, to: number): number =>
              times.filter((time) => time >= from && time < to).length;
            const windowMs = windowSeconds * 1_000;
            const slotStart = Math.floor(now / windowMs) * windowMs;
            const share = 1 - (now - slotStart) / windowMs;
            const exact = times.filter((time) => time > now - windowMs).length;
            const previous = since(slotStart - windowMs, slotStart);
            expect(counted).toBeGreaterThanOrEqual(since(slotStart, now + 1));
            expect(Math.abs(counted - exact)).toBeLessThanOrEqual(
              previous * Math.max(share, 1 - share) + 1e-6,
            );
          }
          await counters.close();
        }),
        { numRuns: url === undefined ? 200 : 20 },
      );
    });
  });
}

describeCounters('counters in process', undefined);

describe('the bound of counters in process', () => {
  const windowSeconds = 3_600;
  const keys = (...names: string[]): { key: string; windowSeconds: number }[] =>
    names.map((key) => ({ key, windowSeconds }));

  it('forgets expired counters before those that still count', async () => {
    const counters = openCounters({ maxEntries: 10 });
    await counters.hit(keys('old', 'older'), at(0));
    const short = keys('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h').map((hit) => ({ ...hit, windowSeconds: 5 }));
    await counters.hit(short, at(1));
    await counters.hit(keys('new'), at(20));
    expect(await counters.peek(keys('old', 'older', 'new'), at(20))).toEqual([1, 1, 1]);
  });

  it('forgets expired counters when told to, although nothing is counted any more', async () => {
    const counters = openCounters({ maxEntries: 10 });
    await counters.hit(keys('a', 'b'), at(0));
    expect(counters.forgetExpired(at(windowSeconds))).toBe(0);
    expect(counters.forgetExpired(at(3 * windowSeconds))).toBe(2);
    expect(counters.forgetExpired(at(3 * windowSeconds))).toBe(0);
  });

  it('forgets those used least recently when all still count', async () => {
    const counters = openCounters({ maxEntries: 10 });
    await counters.hit(keys('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), at(0));
    await counters.hit(keys('0'), at(1));
    await counters.hit(keys('new'), at(2));
    expect(await counters.peek(keys('0', '1', '2', '3', '9', 'new'), at(2))).toEqual([2, 0, 0, 1, 1, 1]);
  });
});

if (redisUrl !== undefined) {
  describeCounters('counters in Redis', redisUrl);

  describe('counters on a Redis that fails', () => {
    const key = { key: 'a', windowSeconds: 60 };

    it('are shared by processes and go on after a flush', async () => {
      const redis = await ownRedis();
      const prefix = randomUUID();
      const [here, there] = [1, 2].map(() => openCounters({ redisUrl: redis.url, prefix }));
      expect(await here?.hit([key], at(0))).toEqual([1]);
      expect(await there?.hit([key], at(0))).toEqual([2]);
      await redis.flush();
      expect(await here?.hit([key], at(0))).toEqual([1]);
    });

    it('answer zeros during an outage, log it once, and count again after it', async () => {
      const redis = await ownRedis();
      const log = silentLog();
      const counters = openCounters({ redisUrl: redis.url, log });
      expect(await counters.hit([key, { ...key, by: 3 }], at(0))).toEqual([1, 4]);
      await redis.stop();
      await vi.waitUntil(async () => (await counters.hit([key], at(0)))[0] === 0);
      for (let index = 0; index < 20; index++) expect(await counters.hit([key], at(0))).toEqual([0]);
      await redis.start();
      await vi.waitUntil(async () => (await counters.hit([key], at(0)))[0] === 1, { timeout: 10_000 });
      expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    });

    it('never make a visitor wait for a Redis that hangs', async () => {
      const redis = await ownRedis();
      const log = silentLog();
      const counters = openCounters({ redisUrl: redis.url, log });
      expect(await counters.hit([key], at(0))).toEqual([1]);
      redis.freeze();
      closing.push(async () => redis.thaw());
      const beganMs = performance.now();
      for (let index = 0; index < 50; index++) expect(await counters.hit([key], at(0))).toEqual([0]);
      // One timeout for all fifty.
      expect(performance.now() - beganMs).toBeLessThan(450);
      redis.thaw();
      await vi.waitUntil(async () => ((await counters.hit([key], at(0)))[0] ?? 0) > 0, { timeout: 10_000 });
      expect(log.lines.map(({ msg }) => msg)).toEqual([
        'counters do not answer and count as zero until they do',
        'counters answer again',
      ]);
    });

    it('answer at once without any Redis', async () => {
      const redis = await ownRedis();
      await redis.stop();
      const counters = openCounters({ redisUrl: redis.url });
      const beganMs = performance.now();
      expect(await counters.hit([key], at(0))).toEqual([0]);
      expect(performance.now() - beganMs).toBeLessThan(400);
    });
  });
}
