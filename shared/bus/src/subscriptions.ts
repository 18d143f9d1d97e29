import type { Log } from '@foyer/runtime';

export type BusHandler = (message: string) => void;

/** The handlers of this process by channel. */
export interface Subscriptions {
  add(channel: string, handler: BusHandler): void;
  /** @returns whether that was the channel's last handler. */
  remove(channel: string, handler: BusHandler): boolean;
  deliver(channel: string, message: string): void;
  clear(): void;
}

export function createSubscriptions(log: Log): Subscriptions {
  const handlersByChannel = new Map<string, Set<BusHandler>>();
  return {
    add(channel, handler) {
      const handlers = handlersByChannel.get(channel) ?? new Set();
      handlersByChannel.set(channel, handlers.add(handler));
    },
    remove(channel, handler) {
      const handlers = handlersByChannel.get(channel);
      if (handlers?.delete(handler) !== true || handlers.size > 0) return false;
      handlersByChannel.delete(channel);
      return true;
    },
    deliver(channel, message) {
      for (const handler of handlersByChannel.get(channel) ?? []) {
        try {
          handler(message);
        } catch (error) {
          // A subscriber's fault is its own: neither the publisher nor the next subscriber pays for it.
          log.error({ err: error, channel }, 'a bus subscriber failed');
        }
      }
    },
    clear: () => handlersByChannel.clear(),
  };
}
