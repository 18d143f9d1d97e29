import type { Log } from '@foyer/runtime';
import type { Bus } from './bus.ts';
import { createMemoryBus } from './memory-bus.ts';
import { createRedisBus } from './redis-bus.ts';

/**
 * Makes the bus: over Redis when `redisUrl` is given, inside this process when it is not. Opens two connections (Redis
 * allows no other command on a connection that subscribes) and does not wait for them.
 *
 * @param prefix put before every channel name. Channels are not separated by Redis' database number, so the number is
 *   added to it; two installations that share a server and a number need different prefixes.
 */
export function createBus({
  redisUrl,
  log,
  prefix = 'foyer',
}: {
  redisUrl?: string | undefined;
  log: Log;
  prefix?: string;
}): Bus {
  return redisUrl === undefined ? createMemoryBus({ log }) : createRedisBus({ redisUrl, log, prefix });
}
