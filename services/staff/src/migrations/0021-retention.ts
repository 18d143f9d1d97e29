import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const staff0021: Migration = {
  name: '0021-retention',
  up: async (trx) => {
    await sql`alter table staff.session alter column account_id drop not null`.execute(trx);
    await sql`comment on column staff.session.account_id is
      'null: made up, to prove that sessions are deleted on their day. It lets nobody in.'`.execute(trx);
  },
};
