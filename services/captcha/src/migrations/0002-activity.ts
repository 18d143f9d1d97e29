import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const captcha0002: Migration = {
  name: '0002-activity',
  up: async (trx) => {
    await sql`
      create table captcha.activity (
        hour timestamptz not null,
        site_number integer not null check (site_number >= 0),
        measure text not null,
        count bigint not null,
        primary key (hour, site_number, measure)
      )`.execute(trx);
    // The key also serves the chart (… where hour >= moment) and the purge (… where hour < moment).
    await sql`comment on table captcha.activity is
      'Counts for the desk, by hour (UTC); every process adds its own every few seconds. Nothing about a single visitor.'`.execute(
      trx,
    );
    await sql`comment on column captcha.activity.site_number is
      'captcha.site.number; 0 when no site is known, as with a forged solution'`.execute(trx);
    await sql`comment on column captcha.activity.measure is
      'puzzles, solved, refused.<reason>, seconds.<solver>.<upper bound of the histogram’s bucket>'`.execute(
      trx,
    );
  },
};
