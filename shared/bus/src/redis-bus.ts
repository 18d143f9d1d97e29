import type { Log } from '@foyer/runtime';
import type { Bus } from './bus.ts';
import { connectRedis, whenReady } from './redis-connection.ts';
import { createSubscriptions, type BusHandler } from './subscriptions.ts';

const publishMilliseconds = 200;
const subscribeMilliseconds = 1_000;

export function createRedisBus({
  redisUrl,
  log,
  prefix,
}: {
  redisUrl: string;
  log: Log;
  prefix: string;
}): Bus {
  const publisher = connectRedis({
    redisUrl,
    log,
    purpose: 'bus-publisher',
    // A hint that is late is worthless: better none than a queue of them that grows through an outage.
    options: {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: publishMilliseconds,
      socketTimeout: 5_000,
    },
  });
  const subscriber = connectRedis({
    redisUrl,
    log,
    purpose: 'bus-subscriber',
    // Subscriptions made during an outage wait for its end, and ioredis renews the others by itself.
    options: { maxRetriesPerRequest: null, autoResubscribe: true },
  });
  const subscriptions = createSubscriptions(log);
  const channelPrefix = `${prefix}:${publisher.options.db ?? 0}:`;
  subscriber.on('message', (channel: string, message: string) => {
    subscriptions.deliver(channel.slice(channelPrefix.length), message);
  });
  const firstConnection = whenReady(publisher, publishMilliseconds);

  return {
    async publish(channel, message) {
      await firstConnection;
      try {
        await publisher.publish(channelPrefix + channel, message);
      } catch {
        // Logged by the connection, once. The own process at least can be told.
        setImmediate(() => subscriptions.deliver(channel, message));
      }
    },
    async subscribe(channel, handler) {
      const own: BusHandler = (message) => handler(message);
      subscriptions.add(channel, own);
      const subscribed = subscriber.subscribe(channelPrefix + channel).catch(() => {
        // Only when the bus is closed before Redis ever answered.
      });
      // With Redis down nobody waits for it: the subscription is queued and made when it is back.
      await Promise.race([subscribed, timeout(subscribeMilliseconds)]);
      return async () => {
        if (!subscriptions.remove(channel, own)) return;
        const unsubscribed = subscriber.unsubscribe(channelPrefix + channel).catch(() => {});
        await Promise.race([unsubscribed, timeout(subscribeMilliseconds)]);
      };
    },
    async ping() {
      await firstConnection;
      await publisher.ping();
    },
    async close() {
      subscriptions.clear();
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}

function timeout(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
