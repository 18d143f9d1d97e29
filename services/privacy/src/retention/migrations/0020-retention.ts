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

    await sql`
      create table privacy.hold (
        id uuid primary key,
        holding text,
        record_id text,
        email_digest bytea,
        phone_digest bytea,
        sealed_subject bytea,
        why text not null,
        until timestamptz not null,
        created_at timestamptz not null,
        created_by uuid,
        ended_at timestamptz,
        ended_by uuid,
        check ((holding is null) = (record_id is null)),
        check (record_id is null or (email_digest is null and phone_digest is null and sealed_subject is null)),
        check (record_id is not null or num_nonnulls(email_digest, phone_digest) > 0)
      )`.execute(trx);
    await sql`comment on table privacy.hold is
      'What must stay although its time is over: one record, or all of one person. Rows are added, and ended early; a hold is not made longer, but another one given with a reason of its own'`.execute(
      trx,
    );
    await sql`comment on column privacy.hold.sealed_subject is
      'AES-256-GCM: the address is needed to find the records. Gone when the hold is over, while the digests stay'`.execute(
      trx,
    );
    await sql`comment on column privacy.hold.created_by is
      'staff.account, without a reference: the hold outlives the account'`.execute(trx);
    // Those in force, and the purge: … where until > now.
    await sql`create index hold_until on privacy.hold (until)`.execute(trx);

    await sql`
      create table privacy.canary (
        id uuid primary key,
        holding text not null,
        planted_on date not null,
        due_at timestamptz not null,
        marks text[] not null,
        gone_at timestamptz,
        copies_gone_at timestamptz,
        found_in text[] not null default '{}',
        unique (holding, planted_on)
      )`.execute(trx);
    await sql`comment on table privacy.canary is
      'Made-up records and what betrays them. Never in a dump: there it would be found'`.execute(trx);
    await sql`comment on column privacy.canary.gone_at is
      'when a search of tables, files and caches did not find it any more'`.execute(trx);
    await sql`comment on column privacy.canary.copies_gone_at is 'the same for dumps, which live a day longer'`.execute(
      trx,
    );

    await sql`
      create table privacy.proof (
        id uuid primary key,
        at timestamptz not null,
        holdings jsonb not null,
        searched jsonb not null,
        found jsonb not null
      )`.execute(trx);
    await sql`comment on table privacy.proof is
      'What each look at the promises found: by holding the oldest record and how many are overdue; where was searched, and where canaries were'`.execute(
      trx,
    );
    // The newest one, and the purge: … order by at.
    await sql`create index proof_at on privacy.proof (at)`.execute(trx);

    // Each service had a purge of its own before. What still waits of them would have no handler.
    const purges = sql`('contact.purge', 'callback.purge', 'inbox.purge', 'captcha.rotate_keys', 'staff.purge_accounts',
      'staff.purge_sessions', 'staff.purge_sign_in_attempts', 'staff.purge_audit')`;
    await sql`delete from jobs.job where name in ${purges}`.execute(trx);
    await sql`delete from jobs.schedule where name in ${purges}`.execute(trx);
  },
};
