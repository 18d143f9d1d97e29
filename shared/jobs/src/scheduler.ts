import type { Database } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import type { Schedule } from './job.ts';
import { insertJobs } from './job-store.ts';
import { lockSchedules, moveSchedule, plantSchedules } from './schedule-store.ts';

export interface Scheduler {
  /** Makes the schedules known to the table; a schedule seen for the first time waits for its next slot. */
  start(): Promise<void>;
  /** Enqueues what is due. Slots missed while nothing ran are made up for once and not one by one. @returns how many jobs. */
  tick(): Promise<number>;
}

export function createScheduler(options: {
  db: Database;
  clock: Clock;
  schedules: readonly Schedule[];
}): Scheduler {
  const { db, clock, schedules } = options;
  // Spares the database a look each second. Another process may be earlier; it then has moved the row on.
  let nextLookMs = 0;

  return {
    async start() {
      const now = clock.now();
      const planted = schedules.map(({ name, everySeconds }) => ({
        name,
        nextAt: nextSlot(now, everySeconds),
      }));
      await plantSchedules(db, planted);
    },
    async tick() {
      const now = clock.now();
      if (schedules.length === 0 || now.getTime() < nextLookMs) return 0;
      const looked = await db.transaction().execute(async (trx) => {
        const rows = await lockSchedules(
          trx,
          schedules.map(({ name }) => name),
        );
        // A row that another process holds is looked at again the next time.
        let count = 0;
        let earliestMs = rows.size < schedules.length ? 0 : Number.POSITIVE_INFINITY;
        for (const { name, job, everySeconds, payload = {} } of schedules) {
          const slot = rows.get(name);
          if (slot === undefined) continue;
          const isDue = slot <= now;
          const next = isDue ? nextSlot(now, everySeconds) : slot;
          if (isDue) {
            await insertJobs(trx, [{ name: job, payload, key: `${name}@${slot.toISOString()}` }], now);
            await moveSchedule(trx, name, next);
            count += 1;
          }
          earliestMs = Math.min(earliestMs, next.getTime());
        }
        return { count, earliestMs };
      });
      nextLookMs = looked.earliestMs;
      return looked.count;
    },
  };
}

/** The first multiple of `everySeconds` since the epoch after `now`: the same in every process. */
function nextSlot(now: Date, everySeconds: number): Date {
  const everyMs = everySeconds * 1_000;
  return new Date((Math.floor(now.getTime() / everyMs) + 1) * everyMs);
}
