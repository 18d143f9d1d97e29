import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const signUps: Migration = {
  name: '0002-sign-ups',
  async up(trx) {
    await sql`
      create table newsletter.pending (
        id uuid primary key,
        kind text not null check (kind in ('sign_up', 'leave')),
        email text,
        name text,
        salutation text check (salutation in ('mrs', 'mr', 'neutral')),
        topics text,
        language text not null,
        text_version integer,
        is_old_enough boolean,
        is_solved boolean not null,
        network text,
        recipient_digest bytea not null,
        domain_digest bytea not null,
        network_digest bytea not null,
        mail_domain text not null,
        mail text check (mail in ('admitted', 'sent', 'limited', 'suppressed', 'refused')),
        mail_digest bytea,
        is_restricted boolean not null default false,
        requested_at timestamptz not null,
        settled_at timestamptz,
        subscriber_number integer,
        check ((email is null) = (settled_at is not null))
      )`.execute(trx);
    await sql`comment on table newsletter.pending is
      'whoever typed an address: to sign up, until it is confirmed, or for a link to leave, until it is sent. Then only that it happened stays for the week, so that a second press is told so'`.execute(
      trx,
    );
    await sql`comment on column newsletter.pending.topics is 'ids, separated by commas'`.execute(trx);
    await sql`comment on column newsletter.pending.network is
      'the cut-off address, only where the operator wants it as evidence'`.execute(trx);
    await sql`comment on column newsletter.pending.network_digest is
      'of the cut-off address, with a key of the day'`.execute(trx);
    await sql`comment on column newsletter.pending.mail_digest is
      'SHA-256 of the confirmation mail as it was sent'`.execute(trx);
    // The purge: … where requested_at <= moment order by requested_at limit n.
    await sql`create index pending_requested_at on newsletter.pending (requested_at)`.execute(trx);
    // Requests of data subjects: … where lower(email) = …
    await sql`create index pending_email on newsletter.pending (lower(email))`.execute(trx);
    // Limits: … where domain_digest = … and requested_at > …; the recipient is one of the domain.
    await sql`create index pending_domain on newsletter.pending (domain_digest, requested_at)`.execute(trx);
    // Limits: … where network_digest = … and requested_at > …
    await sql`create index pending_network on newsletter.pending (network_digest, requested_at)`.execute(trx);

    await sql`
      create table newsletter.campaign_unsubscribe (
        campaign_number integer primary key,
        count integer not null
      )`.execute(trx);
    await sql`comment on table newsletter.campaign_unsubscribe is
      'how many left by a link of which campaign; not who'`.execute(trx);
  },
};
