import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const privacy0020: Migration = {
  name: '0020-retention',
  up: async (trx) => {
    await sql`
      create table privacy.purge_run (
        id uuid primary key,
        started_at timestamptz not null,
        ended_at timestamptz,
        outcome text check (outcome in ('done', 'stopped', 'failed')),
        purged jsonb not null default '{}',
        check ((ended_at is null) = (outcome is null))
      )`.execute(trx);
    await sql`comment on table privacy.purge_run is
      'What each purge deleted, as counts by holding; only runs that deleted something or did not come to their end are kept'`.execute(
      trx,
    );
    await sql`comment on column privacy.purge_run.ended_at is 'null: at work, or killed'`.execute(trx);
    // The newest runs, and the purge of runs itself: … order by started_at.
    await sql`create index purge_run_started_at on privacy.purge_run (started_at)`.execute(trx);

    // Each service had a purge of its own before. What still waits of them would have no handler.
    const purges = sql`('contact.purge', 'callback.purge', 'inbox.purge', 'captcha.rotate_keys', 'staff.purge_accounts',
      'staff.purge_sessions', 'staff.purge_sign_in_attempts', 'staff.purge_audit')`;
    await sql`delete from jobs.job where name in ${purges}`.execute(trx);
    await sql`delete from jobs.schedule where name in ${purges}`.execute(trx);
  },
};
