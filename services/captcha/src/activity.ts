import type { Clock, Log } from '@foyer/runtime';
import { bucketOf, type ActivityBucket } from './activity-measures.ts';
import type { ActivityCount, ActivityStore } from './activity-store.ts';

export interface Activity {
  /** Counts in memory only: on the way of a puzzle nothing waits for the database. */
  count(siteNumber: number, measure: string): void;
  /** Writes what was counted since the last time. What cannot be written is kept for the next time. */
  flush(): Promise<void>;
  read(options: { hours: ActivityHours; siteNumber?: number | undefined }): Promise<ActivityBucket[]>;
  /** Flushes for the last time. */
  close(): Promise<void>;
}

export const activityHours = [24, 168, 720] as const;
export type ActivityHours = (typeof activityHours)[number];
/** A month by the hour would be more points than a chart has pixels. */
export const stepHoursOf: Record<ActivityHours, number> = { 24: 1, 168: 1, 720: 6 };

const hourMs = 3_600_000;
// Sites × hours × measures. Only a database that is away for long gets here; then the newest counts are let go.
const maxKept = 100_000;

export function createActivity(deps: {
  store: ActivityStore;
  clock: Clock;
  log: Log;
  flushSeconds?: number;
}): Activity {
  const { store, clock, log, flushSeconds = 5 } = deps;
  let counts = new Map<string, ActivityCount>();
  let flushing: Promise<void> | undefined;

  const add = (hourNumber: number, siteNumber: number, measure: string, by: number): void => {
    const name = `${hourNumber}/${siteNumber}/${measure}`;
    const existing = counts.get(name);
    if (existing !== undefined) existing.count += by;
    else if (counts.size < maxKept) {
      counts.set(name, { hour: new Date(hourNumber * hourMs), siteNumber, measure, count: by });
    }
  };

  const write = async (): Promise<void> => {
    if (counts.size === 0) return;
    const taken = [...counts.values()];
    counts = new Map();
    try {
      await store.add(taken);
    } catch (error) {
      for (const { hour, siteNumber, measure, count } of taken) {
        add(hour.getTime() / hourMs, siteNumber, measure, count);
      }
      log.warn({ err: error }, 'the counts of the captcha were not written; they are kept for the next time');
    }
  };
  const flush = (): Promise<void> =>
    (flushing ??= write().finally(() => {
      flushing = undefined;
    }));

  const timer = setInterval(() => void flush(), flushSeconds * 1000).unref();

  return {
    count: (siteNumber, measure) => {
      add(Math.floor(clock.now().getTime() / hourMs), siteNumber, measure, 1);
    },
    flush,
    read: async ({ hours, siteNumber }) => {
      const stepHours = stepHoursOf[hours];
      const stepMs = stepHours * hourMs;
      const last = Math.floor(clock.now().getTime() / stepMs) * stepMs;
      const from = new Date(last - (hours / stepHours - 1) * stepMs);
      const byTime = new Map<number, Map<string, number>>();
      for (const { at, measure, count } of await store.read({ from, stepHours, siteNumber })) {
        const measures = byTime.get(at.getTime()) ?? new Map<string, number>();
        byTime.set(at.getTime(), measures.set(measure, count));
      }
      return Array.from({ length: hours / stepHours }, (_, index) => {
        const at = from.getTime() + index * stepMs;
        return bucketOf(new Date(at), byTime.get(at) ?? new Map());
      });
    },
    close: async () => {
      clearInterval(timer);
      // One that is under way has not taken what was counted since it began.
      await flushing;
      await flush();
    },
  };
}
