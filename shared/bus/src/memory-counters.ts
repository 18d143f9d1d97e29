import { checkCounters, type CounterHit, type Counters } from './counters.ts';
import { advanced, estimate, isExpired, type WindowState } from './sliding-window.ts';

interface Entry {
  state: WindowState;
  windowMs: number;
}

const sweepMs = 60_000;

/**
 * Counters in this process. At most `maxEntries` are kept: beyond it the expired go first, then the least recently used,
 * a tenth at a time, so that the search for them costs the same few steps for each hit however many keys an attacker invents.
 */
export function createMemoryCounters({ maxEntries }: { maxEntries: number }): Counters {
  // A Map iterates in the order of insertion; every use inserts again, so the first is the least recently used.
  const entries = new Map<string, Entry>();
  let sweptAtMs = 0;

  function removeExpired(nowMs: number): void {
    sweptAtMs = nowMs;
    for (const [id, entry] of entries) {
      if (isExpired(entry.state, nowMs, entry.windowMs)) entries.delete(id);
    }
  }

  function makeRoom(nowMs: number): void {
    if (entries.size > maxEntries || Math.abs(nowMs - sweptAtMs) >= sweepMs) removeExpired(nowMs);
    if (entries.size <= maxEntries) return;
    const keep = Math.floor(maxEntries * 0.9);
    for (const id of entries.keys()) {
      if (entries.size <= keep) break;
      entries.delete(id);
    }
  }

  function count({ key, windowSeconds, by = 1 }: CounterHit, nowMs: number): number {
    const windowMs = windowSeconds * 1_000;
    const id = `${windowSeconds}:${key}`;
    const found = entries.get(id)?.state;
    if (found === undefined && by === 0) return 0;
    const state = advanced(found ?? { slot: -1, current: 0, previous: 0 }, nowMs, windowMs);
    const counted = { ...state, current: state.current + by };
    entries.delete(id);
    entries.set(id, { state: counted, windowMs });
    return estimate(counted, nowMs, windowMs);
  }

  return {
    async hit(hits, now) {
      checkCounters(hits);
      const counts = hits.map((hit) => count(hit, now.getTime()));
      makeRoom(now.getTime());
      return counts;
    },
    async peek(counters, now) {
      checkCounters(counters);
      return counters.map(({ key, windowSeconds }) => count({ key, windowSeconds, by: 0 }, now.getTime()));
    },
    forgetExpired(now) {
      const before = entries.size;
      removeExpired(now.getTime());
      return before - entries.size;
    },
    async close() {
      entries.clear();
    },
  };
}
