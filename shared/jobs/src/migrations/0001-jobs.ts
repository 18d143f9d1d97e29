import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const jobsTables: Migration = {
  name: '0001-jobs',
  async up(trx) {
    await sql`
      create table jobs.job (
        id uuid primary key,
        name text not null,
        payload jsonb not null,
        state text not null default 'ready' check (state in ('ready', 'claimed', 'dead')),
        attempt integer not null default 0,
        failures integer not null default 0,
        run_at timestamptz not null,
        claimed_at timestamptz,
        started_at timestamptz,
        leased_until timestamptz,
        key text unique,
        last_error text,
        created_at timestamptz not null,
        died_at timestamptz,
        check ((state = 'claimed') = (leased_until is not null))
      )`.execute(trx);
    await sql`comment on table jobs.job is
      'Jobs not yet done; a job that is done is deleted. The row is the truth: Redis only carries hints at it.'`.execute(
      trx,
    );
    await sql`comment on column jobs.job.payload is 'ids only, no personal data'`.execute(trx);
    await sql`comment on column jobs.job.attempt is
      'counts hand-outs and fences them: whoever holds an older number may not write'`.execute(trx);
    await sql`comment on column jobs.job.failures is
      'counts towards the last attempt; unlike attempt not raised by a hand-out that never started'`.execute(
      trx,
    );
    await sql`comment on column jobs.job.started_at is
      'null while a claimed job waits in Redis for a worker'`.execute(trx);
    await sql`comment on column jobs.job.last_error is 'code and message, addresses cut out, 500 characters at most'`.execute(
      trx,
    );

    // The claim: … where state = 'ready' and run_at <= now order by run_at, id limit n for update skip locked.
    // Also the oldest due job in the stats.
    await sql`create index job_ready on jobs.job (run_at, id) where state = 'ready'`.execute(trx);
    // The search for expired leases, and for jobs lost by Redis: … where state = 'claimed' and leased_until <= moment.
    await sql`create index job_claimed on jobs.job (leased_until) where state = 'claimed'`.execute(trx);
    // The list of dead jobs: … where state = 'dead' order by died_at, id limit n.
    await sql`create index job_dead on jobs.job (died_at, id) where state = 'dead'`.execute(trx);
    // Rows live for seconds, so that the default of a fifth of dead rows before cleaning lets the claim slow down.
    await sql`alter table jobs.job set (autovacuum_vacuum_scale_factor = 0.02)`.execute(trx);

    await sql`
      create table jobs.schedule (
        name text primary key,
        next_at timestamptz not null
      )`.execute(trx);
  },
};
