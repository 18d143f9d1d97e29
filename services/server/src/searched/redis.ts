import type { connectRedis } from '@foyer/bus';
import type { SearchedStore } from '@foyer/privacy';

type Redis = ReturnType<typeof connectRedis>;

const keysAtOnce = 500;
const mostMembers = 1000;

/** Names and values of all keys, a page at a time. Lists and sets up to a thousand members: ours are that short. */
export function searchRedis(redis: Redis): SearchedStore {
  return {
    name: 'redis',
    isBackup: false,
    find: async (marks, signal) => {
      // Commands would else wait for ever for it to come back.
      if (redis.status !== 'ready') throw new Error('Redis cannot be searched: it is not reachable');
      const found = new Set<string>();
      let cursor = '0';
      do {
        signal.throwIfAborted();
        const [next, keys] = await redis.scan(cursor, 'COUNT', keysAtOnce);
        cursor = next;
        for (const text of [...keys, ...(await valuesOf(redis, keys))]) {
          for (const mark of marks) if (text.includes(mark)) found.add(mark);
        }
      } while (cursor !== '0');
      return [...found];
    },
  };
}

async function valuesOf(redis: Redis, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const types = redis.pipeline();
  for (const key of keys) types.type(key);
  const kinds = (await types.exec()) ?? [];
  const values = redis.pipeline();
  for (const [index, key] of keys.entries()) {
    const kind = kinds[index]?.[1];
    if (kind === 'string') values.get(key);
    else if (kind === 'hash') values.hgetall(key);
    else if (kind === 'list') values.lrange(key, 0, mostMembers);
    else if (kind === 'set') values.srandmember(key, mostMembers);
    else if (kind === 'zset') values.zrange(key, 0, mostMembers);
    else if (kind === 'stream') values.xrange(key, '-', '+', 'COUNT', mostMembers);
  }
  // A key that vanished in between answers null, or an error when it came back as another kind.
  return ((await values.exec()) ?? []).map(([, value]) => JSON.stringify(value ?? ''));
}
