import { connectRedis } from '@foyer/bus';
import { startPrivateRedis } from '@foyer/bus/testing';
import { silentLog } from '@foyer/runtime/testing';
import { describe, expect, it } from 'vitest';
import { searchRedis } from './redis.ts';

// Like all tests of Redis: where npm test has one.
describe.skipIf(process.env['TEST_REDIS_URL'] === undefined)('searching Redis', () => {
  it('finds marks in names and in values of every kind, and says so when it cannot look', async () => {
    const server = await startPrivateRedis();
    const redis = connectRedis({ redisUrl: server.url, log: silentLog(), purpose: 'search' });
    const { signal } = new AbortController();
    try {
      await redis.set('key-with-mark1', 'x');
      await redis.set('string', 'a mark2 b');
      await redis.hset('hash', 'field', JSON.stringify({ id: 'mark3' }));
      await redis.lpush('list', 'mark4');
      await redis.sadd('set', 'mark5');
      await redis.zadd('sorted', 1, 'mark6');
      await redis.xadd('stream', '*', 'field', 'mark7');
      const store = searchRedis(redis);
      const marks = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `mark${number}`);
      expect((await store.find(marks, signal)).toSorted()).toEqual(marks.slice(0, 7));
      await server.stop();
      await expect.poll(() => redis.status).not.toBe('ready');
      await expect(store.find(marks, signal)).rejects.toThrow('not reachable');
    } finally {
      redis.disconnect();
      await server.stop();
    }
  });
});
