import type { Database, Tx } from '@foyer/database';
import { sql } from 'kysely';

export interface SettingVersion {
  version: number;
  value: unknown;
  /** An id of staff; null when a command changed it. */
  changedBy: string | null;
  changedAt: Date;
}

export interface SettingsStore {
  newest(key: string): Promise<SettingVersion | undefined>;
  /** @returns false when `version` does not follow the newest one any more */
  add(trx: Tx, key: string, next: SettingVersion): Promise<boolean>;
  /** The newest first. */
  list(key: string, before: number | undefined, limit: number): Promise<SettingVersion[]>;
}

const columns = sql`version, value, changed_by as "changedBy", changed_at as "changedAt"`;

export function createSettingsStore(db: Database): SettingsStore {
  return {
    newest: async (key) => (await newestFirst(key, undefined, 1))[0],
    add: async (trx, key, { version, value, changedBy, changedAt }) => {
      const { rows } = await sql`
        insert into staff.setting_version (key, version, value, changed_by, changed_at)
        select ${key}, ${version}, ${JSON.stringify(value)}::jsonb, ${changedBy}::uuid, ${changedAt}::timestamptz
        where (select coalesce(max(version), 0) from staff.setting_version where key = ${key}) = ${version - 1}
        on conflict (key, version) do nothing
        returning version`.execute(trx);
      return rows.length === 1;
    },
    list: newestFirst,
  };

  async function newestFirst(
    key: string,
    before: number | undefined,
    limit: number,
  ): Promise<SettingVersion[]> {
    const { rows } = await sql<SettingVersion>`
      select ${columns} from staff.setting_version
      where key = ${key} and ${before === undefined ? sql`true` : sql`version < ${before}`}
      order by version desc limit ${limit}`.execute(db);
    return rows;
  }
}
