import type { Log } from '@foyer/runtime';
import { Redis, type RedisOptions } from 'ioredis';

/**
 * Opens an ioredis connection that outlives every outage: it reconnects for ever, at least every two seconds, always
 * has an error listener (ioredis writes to stderr without one) and logs each outage once and its end once.
 *
 * @param purpose names the connection in the log and in Redis' `CLIENT LIST`.
 * @param options ioredis options over the defaults.
 */
export function connectRedis({
  redisUrl,
  log,
  purpose,
  options = {},
}: {
  redisUrl: string;
  log: Log;
  purpose: string;
  options?: RedisOptions;
}): Redis {
  const redis = new Redis(redisUrl, {
    connectionName: `foyer-${purpose}`,
    connectTimeout: 5_000,
    // A peer that vanished without closing is noticed by TCP, since a subscriber never sends anything itself.
    keepAlive: 10_000,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 6), 2_000),
    ...options,
  });
  let isDown = false;
  const noteOutage = (code: string): void => {
    if (isDown) return;
    isDown = true;
    log.warn({ purpose, code }, 'Redis is not reachable; trying again until it is');
  };
  // The code and not the message: an ioredis message can hold the command with its arguments.
  redis.on('error', (error: Error & { code?: string }) => noteOutage(error.code ?? error.name));
  // A server that closes the connection is no error to ioredis.
  redis.on('reconnecting', () => noteOutage('closed'));
  redis.on('ready', () => {
    if (isDown) log.info({ purpose }, 'Redis is reachable again');
    isDown = false;
  });
  return redis;
}

/** Resolves when `redis` is ready, or after `milliseconds` when it is not ready by then. Never rejects. */
export function whenReady(redis: Redis, milliseconds: number): Promise<void> {
  if (redis.status === 'ready') return Promise.resolve();
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      redis.off('ready', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    redis.once('ready', done);
  });
}
