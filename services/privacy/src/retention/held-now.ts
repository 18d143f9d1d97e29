import type { Clock } from '@foyer/runtime';
import type { HeldRecords, Holds } from './holds.ts';
import type { HoldStore } from './hold-store.ts';

// Of a person that is held, more may have come in.
const staleMilliseconds = 60_000;

/** What is held, read anew when a hold was placed or ended since the last time. */
export function createHeldNow(deps: {
  clock: Clock;
  holds: Holds;
  store: HoldStore;
}): () => Promise<HeldRecords> {
  const { clock, holds, store } = deps;
  let last: { version: string; readAtMs: number; records: HeldRecords } | undefined;
  return async () => {
    const now = clock.now();
    const version = await store.version(now);
    if (last?.version !== version || now.getTime() - last.readAtMs >= staleMilliseconds) {
      last = { version, readAtMs: now.getTime(), records: await holds.inForce() };
    }
    return last.records;
  };
}
