import { createHash } from 'node:crypto';
import type { Log } from '@foyer/runtime';
import { checkCounters, type CounterHit, type Counters } from './counters.ts';
import { connectRedis, whenReady } from './redis-connection.ts';
import { estimate, type WindowState } from './sliding-window.ts';

const commandMilliseconds = 200;
const pauseMilliseconds = 1_000;

// The steps of `advanced` in sliding-window.ts, where the counters are. ARGV: now, then window and hits of each key, in
// milliseconds. Answers the state only: Redis cuts the fractions off numbers, so the estimate is made by the caller.
const script = `
local now = tonumber(ARGV[1])
local answer = {}
for i, key in ipairs(KEYS) do
  local window = tonumber(ARGV[2 * i])
  local by = tonumber(ARGV[2 * i + 1])
  local saved = redis.call('hmget', key, 's', 'c', 'p')
  local now_slot = math.floor(now / window)
  local slot = tonumber(saved[1] or now_slot)
  local current = tonumber(saved[2] or 0)
  local previous = tonumber(saved[3] or 0)
  if now_slot > slot then
    previous = now_slot == slot + 1 and current or 0
    current = 0
    slot = now_slot
  end
  if by > 0 then
    current = current + by
    redis.call('hset', key, 's', slot, 'c', current, 'p', previous)
    redis.call('pexpire', key, math.ceil(2 * window))
  end
  answer[#answer + 1] = tostring(slot)
  answer[#answer + 1] = tostring(current)
  answer[#answer + 1] = tostring(previous)
end
return answer
`;
const scriptSha = createHash('sha1').update(script).digest('hex');

export function createRedisCounters({
  redisUrl,
  log,
  prefix,
}: {
  redisUrl: string;
  log: Log;
  prefix: string;
}): Counters {
  const redis = connectRedis({
    redisUrl,
    log,
    purpose: 'counters',
    options: {
      // No queue: a visitor waits for no outage, and no outage gathers commands.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
      commandTimeout: commandMilliseconds,
      socketTimeout: 5_000,
    },
  });
  const firstConnection = whenReady(redis, commandMilliseconds);
  let isFailing = false;
  let pausedUntilMs = 0;

  async function run(hits: CounterHit[], now: Date): Promise<number[]> {
    checkCounters(hits);
    if (hits.length === 0) return [];
    await firstConnection;
    // A Redis that hangs would cost every visitor the whole timeout; after one has paid, the next second is free.
    if (performance.now() < pausedUntilMs) return hits.map(() => 0);
    try {
      const states = readStates(await evaluate(hits, now), hits.length);
      if (isFailing) log.info('counters answer again');
      isFailing = false;
      return hits.map(({ windowSeconds }, index) => {
        const state = states[index];
        return state === undefined ? 0 : estimate(state, now.getTime(), windowSeconds * 1_000);
      });
    } catch (error) {
      pausedUntilMs = performance.now() + pauseMilliseconds;
      if (!isFailing && !isLostConnection(error)) {
        isFailing = true;
        // The message is left out: ioredis may put the command's keys into it.
        const code = error instanceof Error ? error.name : 'unknown';
        log.warn({ code }, 'counters do not answer and count as zero until they do');
      }
      return hits.map(() => 0);
    }
  }

  async function evaluate(hits: CounterHit[], now: Date): Promise<unknown> {
    const keys = hits.map(({ key, windowSeconds }) => `${prefix}:counter:${windowSeconds}:${key}`);
    const windowsAndHits = hits.flatMap(({ windowSeconds, by = 1 }) => [windowSeconds * 1_000, by]);
    const parameters = [...keys, now.getTime(), ...windowsAndHits];
    try {
      return await redis.evalsha(scriptSha, keys.length, ...parameters);
    } catch (error) {
      // A Redis that was restarted or flushed has forgotten the script; sending it once teaches it again.
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return await redis.eval(script, keys.length, ...parameters);
    }
  }

  return {
    hit: run,
    peek: (counters, now) =>
      run(
        counters.map(({ key, windowSeconds }) => ({ key, windowSeconds, by: 0 })),
        now,
      ),
    // Each key has a time to live of two windows.
    forgetExpired: () => 0,
    async close() {
      redis.disconnect();
    },
  };
}

function readStates(reply: unknown, count: number): WindowState[] {
  if (!Array.isArray(reply) || reply.length !== count * 3) {
    throw new TypeError(`the counter script must answer ${count * 3} numbers`);
  }
  const numbers = reply.map(Number);
  return Array.from({ length: count }, (_, index) => ({
    slot: numbers[3 * index] ?? 0,
    current: numbers[3 * index + 1] ?? 0,
    previous: numbers[3 * index + 2] ?? 0,
  }));
}

/** What the connection has logged already. The rest is a Redis that is there and hangs, refuses or answers nonsense. */
function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /^(?:Stream isn't writeable|Connection is closed|Reached the max retries)/.test(error.message);
}
