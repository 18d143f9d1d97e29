import type { Bus } from '@foyer/bus';
import type { Database } from '@foyer/database';
import type { Clock, Log } from '@foyer/runtime';
import type { Audit } from '@foyer/service';
import type { z } from 'zod';
import type { NotifyDesk } from './ports.ts';
import { settingsError } from './settings-errors.ts';
import { createSettingsStore, type SettingVersion } from './settings-store.ts';

/** What the company says of itself, in versions: who changed what, and when. */
export interface Settings {
  /** The newest value; `fallback` when there is none, or when today's schema does not take it any more. */
  get<Value>(key: string, schema: z.ZodType<Value>, fallback: Value): Promise<Value>;
  newest(key: string): Promise<SettingVersion | undefined>;
  /**
   * Adds a version. The value is checked by the caller, who knows its schema.
   *
   * @throws AppError setting_conflict when `basedOnVersion` (0: none) is not the newest one any more
   */
  put(
    key: string,
    change: { value: unknown; basedOnVersion: number; actorId: string | null },
  ): Promise<SettingVersion>;
  /** The newest first. */
  versions(key: string, options: { before?: number | undefined; limit: number }): Promise<SettingVersion[]>;
  /** Keeps the newest value in memory. Close it when it is not needed any more. */
  watch<Value>(
    key: string,
    options: { schema: z.ZodType<Value>; fallback: Value; refreshSeconds?: number },
  ): Promise<LiveSetting<Value>>;
}

export interface LiveSetting<Value> {
  /** As of a moment ago; another process's change is seen at its hint, and without the hint after `refreshSeconds`. */
  current(): Value;
  close(): Promise<void>;
}

export interface SettingsDeps {
  db: Database;
  clock: Clock;
  log: Log;
  bus: Bus;
  audit: Audit;
  notifyDesk?: NotifyDesk;
}

const changedChannel = 'staff.setting_changed';

export function createSettings({ db, clock, log, bus, audit, notifyDesk }: SettingsDeps): Settings {
  const store = createSettingsStore(db);

  const get: Settings['get'] = async (key, schema, fallback) => {
    const newest = await store.newest(key);
    if (newest === undefined) return fallback;
    const parsed = schema.safeParse(newest.value);
    if (parsed.success) return parsed.data;
    log.warn({ key, version: newest.version }, 'a setting does not fit any more; its default counts');
    return fallback;
  };

  return {
    get,
    newest: async (key) => store.newest(key),
    put: async (key, { value, basedOnVersion, actorId }) => {
      const next = { version: basedOnVersion + 1, value, changedBy: actorId, changedAt: clock.now() };
      await db.transaction().execute(async (trx) => {
        if (!(await store.add(trx, key, next))) {
          throw settingsError(
            'setting_conflict',
            `the setting ${key} has another version than ${basedOnVersion}`,
          );
        }
        const detail = { version: next.version };
        await audit(trx, { actorId, action: 'settings.change', subject: `settings:${key}`, detail });
      });
      await bus.publish(changedChannel, key);
      notifyDesk?.('settings', [key]);
      return next;
    },
    versions: (key, { before, limit }) => store.list(key, before, limit),
    watch: async (key, { schema, fallback, refreshSeconds = 5 }) => {
      let value = await get(key, schema, fallback);
      let reads = 0;
      let newestRead = 0;
      const read = async (): Promise<void> => {
        const number = (reads += 1);
        try {
          const fresh = await get(key, schema, fallback);
          // Of two reads under way the one that began later has seen more.
          if (number > newestRead) [value, newestRead] = [fresh, number];
        } catch (error) {
          log.warn({ err: error, key }, 'a setting was not read again; the one in memory stays in use');
        }
      };
      const unsubscribe = await bus.subscribe(changedChannel, (changed) => {
        if (changed === key) void read();
      });
      const timer = setInterval(() => void read(), refreshSeconds * 1000).unref();
      return {
        current: () => value,
        close: async () => {
          clearInterval(timer);
          await unsubscribe();
        },
      };
    },
  };
}
