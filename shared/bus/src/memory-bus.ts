import type { Log } from '@foyer/runtime';
import type { Bus } from './bus.ts';
import { createSubscriptions, type BusHandler } from './subscriptions.ts';

/** The bus of a single process. Delivers in a later tick, as Redis does, so that no caller comes to rely on an earlier one. */
export function createMemoryBus({ log }: { log: Log }): Bus {
  const subscriptions = createSubscriptions(log);
  return {
    async publish(channel, message) {
      setImmediate(() => subscriptions.deliver(channel, message));
    },
    async subscribe(channel, handler) {
      // Its own function for each subscription, or the same handler subscribed twice would be heard once.
      const own: BusHandler = (message) => handler(message);
      subscriptions.add(channel, own);
      return async () => {
        subscriptions.remove(channel, own);
      };
    },
    async ping() {},
    async close() {
      subscriptions.clear();
    },
  };
}
