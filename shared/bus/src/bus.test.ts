import { randomUUID } from 'node:crypto';
import { silentLog } from '@foyer/runtime/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBus, type Bus } from './index.ts';
import { startPrivateRedis, type PrivateRedis } from './testing.ts';

const redisUrl = process.env['TEST_REDIS_URL'];

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function openOn(redis: PrivateRedis, log = silentLog()): Promise<Bus> {
  const bus = createBus({ redisUrl: redis.url, log });
  closing.push(() => bus.close());
  return bus;
}

async function ownRedis(): Promise<PrivateRedis> {
  const redis = await startPrivateRedis();
  closing.push(() => redis.stop());
  return redis;
}

function describeBus(title: string, url: string | undefined): void {
  describe(title, () => {
    const prefix = randomUUID();
    const open = (log = silentLog()): Bus => {
      const bus = createBus({ redisUrl: url, log, prefix });
      closing.push(() => bus.close());
      return bus;
    };

    it('brings a message to every subscriber of its channel and to nobody else', async () => {
      const bus = open();
      const heard: string[] = [];
      await bus.subscribe('a', (message) => heard.push(`first ${message}`));
      await bus.subscribe('a', (message) => heard.push(`second ${message}`));
      await bus.subscribe('b', (message) => heard.push(`b ${message}`));
      await bus.publish('a', 'hello');
      await bus.publish('b', 'end');
      await vi.waitUntil(() => heard.includes('b end'));
      expect(heard).toEqual(['first hello', 'second hello', 'b end']);
    });

    it('survives a subscriber that throws, and still tells the next one', async () => {
      const log = silentLog();
      const bus = open(log);
      const heard: string[] = [];
      await bus.subscribe('a', () => {
        throw new Error('broken subscriber');
      });
      await bus.subscribe('a', (message) => heard.push(message));
      await bus.publish('a', 'one');
      await bus.publish('a', 'two');
      await vi.waitUntil(() => heard.length === 2);
      expect(log.lines.filter(({ msg }) => msg === 'a bus subscriber failed')).toHaveLength(2);
    });

    it('stops calling a subscriber that left, and keeps its twin', async () => {
      const bus = open();
      const heard: string[] = [];
      const handler = (message: string): void => void heard.push(message);
      const leave = await bus.subscribe('a', handler);
      await bus.subscribe('a', handler);
      await leave();
      await leave();
      await bus.publish('a', 'still here');
      await vi.waitUntil(() => heard.length > 0);
      const lastLeft = vi.fn();
      const leaveAlone = await bus.subscribe('alone', lastLeft);
      await leaveAlone();
      await bus.publish('alone', 'nobody');
      await bus.publish('a', 'end');
      await vi.waitUntil(() => heard.includes('end'));
      expect(heard).toEqual(['still here', 'end']);
      expect(lastLeft).not.toHaveBeenCalled();
    });

    it('answers a ping', async () => {
      await expect(open().ping()).resolves.toBeUndefined();
    });
  });
}

describeBus('the bus in process', undefined);
if (redisUrl !== undefined) {
  describeBus('the bus over Redis', redisUrl);

  describe('the bus over a Redis that fails', () => {
    it('carries a message from one process to another', async () => {
      const redis = await ownRedis();
      const [here, there] = [await openOn(redis), await openOn(redis)];
      const heard: string[] = [];
      await there.subscribe('a', (message) => heard.push(message));
      await here.publish('a', 'across');
      await vi.waitUntil(() => heard.includes('across'));
    });

    it('keeps two database numbers of one server apart', async () => {
      const redis = await ownRedis();
      const zero = await openOn(redis);
      const one = createBus({ redisUrl: `${redis.url}/1`, log: silentLog() });
      closing.push(() => one.close());
      const heard: string[] = [];
      await zero.subscribe('a', (message) => heard.push(message));
      await one.publish('a', 'of number one');
      await zero.publish('a', 'of number zero');
      await vi.waitUntil(() => heard.includes('of number zero'));
      expect(heard).toEqual(['of number zero']);
    });

    it('publishes to its own process during an outage, logs the outage once, and subscribes again after it', async () => {
      const redis = await ownRedis();
      const log = silentLog();
      const [here, there] = [await openOn(redis, log), await openOn(redis)];
      const heard: string[] = [];
      await here.subscribe('a', (message) => heard.push(`here ${message}`));
      await there.subscribe('a', (message) => heard.push(`there ${message}`));
      await redis.stop();
      await vi.waitUntil(() =>
        here.ping().then(
          () => false,
          () => true,
        ),
      );
      await here.publish('a', 'alone');
      await vi.waitUntil(() => heard.includes('here alone'));
      await redis.start();
      await vi.waitUntil(
        async () => {
          await here.publish('a', 'again');
          return heard.includes('there again');
        },
        { timeout: 10_000 },
      );
      expect(heard).not.toContain('there alone');
      const outages = log.lines.filter(({ msg }) => msg?.startsWith('Redis is not reachable'));
      expect(outages).toHaveLength(2);
      expect(new Set(outages.map((line) => line['purpose']))).toEqual(
        new Set(['bus-publisher', 'bus-subscriber']),
      );
    });

    it('starts and closes without any Redis', async () => {
      const redis = await ownRedis();
      await redis.stop();
      const bus = await openOn(redis);
      const heard: string[] = [];
      await bus.subscribe('a', (message) => heard.push(message));
      await bus.publish('a', 'alone');
      await vi.waitUntil(() => heard.includes('alone'));
      await expect(bus.ping()).rejects.toThrow();
      await bus.close();
    });
  });
}
