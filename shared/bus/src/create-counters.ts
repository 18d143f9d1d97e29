import type { Log } from '@foyer/runtime';
import type { Counters } from './counters.ts';
import { createMemoryCounters } from './memory-counters.ts';
import { createRedisCounters } from './redis-counters.ts';

/**
 * Makes the counters: in Redis when `redisUrl` is given (one round trip a call, whatever the number of keys), in this
 * process when it is not. With Redis down they answer zeros within a quarter of a second and log that once.
 *
 * @param maxEntries how many counters this process keeps without Redis (about 200 bytes each).
 * @param prefix put before every key in Redis.
 */
export function createCounters({
  redisUrl,
  log,
  maxEntries = 100_000,
  prefix = 'foyer',
}: {
  redisUrl?: string | undefined;
  log: Log;
  maxEntries?: number;
  prefix?: string;
}): Counters {
  return redisUrl === undefined
    ? createMemoryCounters({ maxEntries })
    : createRedisCounters({ redisUrl, log, prefix });
}
