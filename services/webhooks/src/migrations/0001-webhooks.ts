import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const webhooks0001: Migration = {
  name: '0001-webhooks',
  up: async (trx) => {
    await sql`
      create table webhooks.endpoint (
        id uuid primary key,
        name text not null,
        url text not null,
        event_types text[] not null,
        secret bytea not null,
        previous_secret bytea,
        previous_secret_until timestamptz,
        is_enabled boolean not null,
        note text check (note in ('gone', 'failing')),
        note_at timestamptz,
        failing_since timestamptz,
        failures integer not null default 0,
        created_at timestamptz not null,
        check ((previous_secret is null) = (previous_secret_until is null)),
        check ((note is null) = (note_at is null))
      )`.execute(trx);
    await sql`comment on column webhooks.endpoint.secret is
      'AES-256-GCM: it must be readable, because it signs. The key is not in the database.'`.execute(trx);
    await sql`comment on column webhooks.endpoint.previous_secret is
      'signs too until previous_secret_until, so that the receiver can change over without a gap'`.execute(
      trx,
    );
    await sql`comment on column webhooks.endpoint.note is
      'why it was disabled by itself: it answered 410 Gone, or failed for days'`.execute(trx);
    await sql`comment on column webhooks.endpoint.failures is 'attempts since the last success'`.execute(trx);

    await sql`
      create table webhooks.delivery (
        id uuid primary key,
        event_id uuid not null,
        endpoint_id uuid not null references webhooks.endpoint on delete cascade,
        type text not null,
        subject_id uuid not null,
        occurred_at timestamptz not null,
        state text not null default 'pending'
          check (state in ('pending', 'retrying', 'delivered', 'failed', 'gone', 'cancelled')),
        attempts integer not null default 0,
        last_attempt_at timestamptz,
        duration_ms integer,
        response_status integer,
        error text,
        created_at timestamptz not null
      )`.execute(trx);
    await sql`comment on table webhooks.delivery is
      'One row for each event and endpoint, and for each resend. Neither what was sent nor what was answered.'`.execute(
      trx,
    );
    await sql`comment on column webhooks.delivery.event_id is
      'the receiver sees it as webhook-id: the same over retries and resends'`.execute(trx);
    await sql`comment on column webhooks.delivery.state is
      'gone: its subject was deleted before it was sent; cancelled: the endpoint was disabled, or it was sent anew'`.execute(
      trx,
    );
    await sql`comment on column webhooks.delivery.error is 'a class of failure, see failure.ts'`.execute(trx);

    // The log, newest first: … where endpoint_id = … and id < cursor order by id desc limit n. Also the cascade.
    await sql`create index delivery_endpoint on webhooks.delivery (endpoint_id, id)`.execute(trx);
    // The same: … where state = … and id < cursor order by id desc limit n.
    await sql`create index delivery_state on webhooks.delivery (state, id)`.execute(trx);
    // The purge: … where created_at < moment limit n.
    await sql`create index delivery_created_at on webhooks.delivery (created_at)`.execute(trx);
  },
};
