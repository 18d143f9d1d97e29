import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const captcha0003: Migration = {
  name: '0003-ladder-version',
  up: async (trx) => {
    await sql`
      alter table captcha.site
        add column ladder_version integer not null default 1 check (ladder_version > 0),
        add column ladder_changed_by text,
        add column ladder_changed_at timestamptz`.execute(trx);
    await sql`comment on column captcha.site.ladder_version is
      'Grows with each change, so that of two people who change it at once the slower one is told.'`.execute(
      trx,
    );
    await sql`comment on column captcha.site.ladder_changed_by is
      'Id of a member of staff; null for the command line, and as long as nobody has changed it. Names are in staff.account.'`.execute(
      trx,
    );
  },
};
