import { Redis } from 'ioredis';
import type { Config } from '../config.ts';
import type { Finding } from './finding.ts';

const about = 'Redis';

export async function examineRedis({ redisUrl }: Config): Promise<Finding[]> {
  if (redisUrl === undefined)
    return [{ state: 'well', about, says: 'not configured: jobs and counters live in one process' }];
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    connectTimeout: 3000,
    commandTimeout: 3000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  // Its failure comes back from the calls below; without a listener it would be printed as well.
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
    if (policy === undefined || policy === 'noeviction') return [{ state: 'well', about, says: 'answers' }];
    return [
      {
        state: 'odd',
        about,
        says: `forgets keys when its memory is full (maxmemory-policy is ${policy})`,
        advice: 'set maxmemory-policy to noeviction: jobs wait in it',
      },
    ];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      {
        state: 'wrong',
        about,
        says: `does not answer: ${reason}`,
        advice: 'check REDIS_URL; until it answers, jobs wait in the database',
      },
    ];
  } finally {
    redis.disconnect();
  }
}
