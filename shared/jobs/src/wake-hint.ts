import type { Bus } from '@foyer/bus';

const channel = 'jobs';
// A job is visible only after the commit of a transaction that this package does not see. Most are over in a few
// milliseconds, slow ones in some more; for the rest there is the poll each second.
const delaysMs = [10, 100];

/** Tells the runners, of this process and the others, that there may be jobs. Only a hint. */
export interface WakeHint {
  /** To be called at each enqueue; many calls cost one message. */
  send(): void;
  receive(wake: () => void): Promise<() => Promise<void>>;
  stop(): void;
}

export function createWakeHint(bus: Bus): WakeHint {
  const timers = new Map<number, NodeJS.Timeout>();
  return {
    send() {
      for (const delayMs of delaysMs) {
        if (timers.has(delayMs)) continue;
        const timer = setTimeout(() => {
          timers.delete(delayMs);
          void bus.publish(channel, '');
        }, delayMs);
        timers.set(delayMs, timer.unref());
      }
    },
    receive: (wake) => bus.subscribe(channel, wake),
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
