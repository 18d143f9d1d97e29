import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const rights0030: Migration = {
  name: '0030-rights',
  async up(trx) {
    await sql`
      create table privacy.request (
        id uuid primary key,
        reference text not null unique,
        kind text not null,
        channel text not null,
        language text not null,
        subject bytea,
        email_digest bytea,
        phone_digest bytea,
        changes bytea,
        purposes text not null,
        received_on date not null,
        due_on date not null,
        extension_reason text,
        state text not null check (state in ('open', 'done', 'refused')),
        refusal_reason text,
        refusal_proposed_by uuid,
        refusal_approved_by uuid,
        outcome jsonb not null,
        created_at timestamptz not null,
        created_by uuid,
        closed_at timestamptz,
        closed_by uuid,
        mail_domain text not null,
        check ((state = 'open') = (closed_at is null)),
        check (closed_at is null or (subject is null and changes is null))
      )`.execute(trx);
    await sql`comment on column privacy.request.subject is
      'Encrypted, and only as long as the request is open; afterwards there are the keyed digests'`.execute(
      trx,
    );
    await sql`comment on column privacy.request.outcome is
      'Numbers by holding, what is retained, ids of records that others must be told of, the signed receipt; nothing that says who'`.execute(
      trx,
    );
    // Reminders, overdue ones: … where state = 'open' order by due_on.
    await sql`create index request_due_on on privacy.request (due_on) where state = 'open'`.execute(trx);
    // The subject's own: … where email_digest = $1 or phone_digest = $2.
    await sql`create index request_email_digest on privacy.request (email_digest)`.execute(trx);
    await sql`create index request_phone_digest on privacy.request (phone_digest)`.execute(trx);
    // The purge: … where closed_at <= moment order by closed_at limit n.
    await sql`create index request_closed_at on privacy.request (closed_at) where closed_at is not null`.execute(
      trx,
    );

    await sql`
      create table privacy.link_request (
        id uuid primary key,
        subject bytea not null,
        email_digest bytea not null,
        domain_digest bytea not null,
        language text not null,
        is_solved boolean not null,
        requested_at timestamptz not null,
        admitted_at timestamptz,
        mail_domain text not null
      )`.execute(trx);
    await sql`comment on table privacy.link_request is
      'Who asked for a link to their own data, for a day; the address is encrypted'`.execute(trx);
    // Limits: … where email_digest = $1 and admitted_at > moment; the same by domain.
    await sql`create index link_request_email on privacy.link_request (email_digest, admitted_at)`.execute(
      trx,
    );
    await sql`create index link_request_domain on privacy.link_request (domain_digest, admitted_at)`.execute(
      trx,
    );
    // The purge: … order by requested_at.
    await sql`create index link_request_requested_at on privacy.link_request (requested_at)`.execute(trx);

    await sql`
      create table privacy.access_token (
        token_hash bytea primary key,
        link_request_id uuid not null references privacy.link_request on delete cascade,
        purpose text not null check (purpose in ('link', 'page')),
        created_at timestamptz not null,
        expires_at timestamptz not null,
        uses_left integer not null check (uses_left >= 0)
      )`.execute(trx);
    // The cascade.
    await sql`create index access_token_link_request on privacy.access_token (link_request_id)`.execute(trx);
  },
};
