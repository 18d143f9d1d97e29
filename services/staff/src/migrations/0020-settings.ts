import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const settings: Migration = {
  name: '0020-settings',
  async up(trx) {
    await sql`
      create table staff.setting_version (
        key text not null,
        version integer not null check (version > 0),
        value jsonb not null,
        changed_by uuid,
        changed_at timestamptz not null,
        primary key (key, version)
      )`.execute(trx);
    await sql`comment on table staff.setting_version is
      'Settings of the company: rows are only added, and the one with the highest version counts. The primary key also keeps two who save at once from overwriting each other.'`.execute(
      trx,
    );
    await sql`comment on column staff.setting_version.changed_by is
      'staff.account, without a reference: the history stays when the account goes'`.execute(trx);
  },
};
