import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const hoursSavedBy: Migration = {
  name: '0002-hours-saved-by',
  async up(trx) {
    await sql`alter table callback.opening_hours add column saved_by text`.execute(trx);
    await sql`comment on column callback.opening_hours.saved_by is
      'Id of a member of staff; null for versions saved before it was written down. Names are in staff.account.'`.execute(
      trx,
    );
    await sql`comment on table callback.opening_hours is
      'Append only: the highest version is in force.'`.execute(trx);
  },
};
