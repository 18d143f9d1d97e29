import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const messages: Migration = {
  name: '0001-messages',
  async up(trx) {
    await sql`
      create table contact.message (
        id uuid primary key,
        reference text not null unique,
        form text not null,
        language text not null,
        state text not null check (state in ('received', 'held')),
        held_reasons text not null default '',
        name text not null,
        email text,
        phone text,
        topic text not null,
        message text not null,
        received_at timestamptz not null,
        auto_close_at timestamptz not null,
        closed_at timestamptz,
        retention_days integer not null,
        delete_on date not null,
        mail_domain text not null,
        released_at timestamptz,
        released_by text check (released_by in ('visitor', 'staff')),
        restricted_at timestamptz,
        acknowledgement text check (acknowledgement in ('sent', 'limited', 'refused')),
        confirmation text check (confirmation in ('sent', 'limited', 'refused')),
        check (email is not null or phone is not null)
      )`.execute(trx);
    await sql`comment on column contact.message.held_reasons is
      'separated by commas; kept after a release, so that it can be told what the rules got wrong'`.execute(
      trx,
    );
    await sql`comment on column contact.message.closed_at is
      'written once: retention counts from it; set to auto_close_at when nobody closed the message'`.execute(
      trx,
    );
    await sql`comment on column contact.message.delete_on is
      'UTC day of the promise: at first by auto_close_at, brought forward when the message is closed earlier'`.execute(
      trx,
    );
    await sql`comment on column contact.message.mail_domain is
      'right side of the ids of this message''s mails, for finding their copies when it is deleted'`.execute(
      trx,
    );

    // The purge: … where delete_on <= day and restricted_at is null order by delete_on limit n.
    await sql`create index message_delete_on on contact.message (delete_on) where restricted_at is null`.execute(
      trx,
    );
    // Closing by itself: … where closed_at is null and auto_close_at <= now limit n.
    await sql`create index message_auto_close_at on contact.message (auto_close_at) where closed_at is null`.execute(
      trx,
    );
    // The list of held messages: … where state = 'held' order by received_at.
    await sql`create index message_held on contact.message (received_at) where state = 'held'`.execute(trx);
    // Requests of data subjects: … where lower(email) = …
    await sql`create index message_email on contact.message (lower(email)) where email is not null`.execute(
      trx,
    );
    // … or the digits of phone = …
    await sql`create index message_phone on contact.message (regexp_replace(phone, '[^0-9]', '', 'g'))
      where phone is not null`.execute(trx);

    await sql`
      create table contact.confirmation (
        token_hash bytea primary key,
        message_id uuid not null references contact.message on delete cascade,
        created_at timestamptz not null,
        expires_at timestamptz not null
      )`.execute(trx);
    await sql`comment on table contact.confirmation is
      'Links that release a held message. Only hashes: who reads this table can release nothing.'`.execute(
      trx,
    );
    // The cascade from contact.message.
    await sql`create index confirmation_message on contact.confirmation (message_id)`.execute(trx);
    // The purge: … where expires_at <= now limit n.
    await sql`create index confirmation_expires_at on contact.confirmation (expires_at)`.execute(trx);

    await sql`
      create table contact.sent_mail (
        message_id uuid not null,
        kind text not null,
        recipient_digest bytea not null,
        domain_digest bytea not null,
        sent_at timestamptz not null,
        primary key (message_id, kind)
      )`.execute(trx);
    await sql`comment on table contact.sent_mail is
      'Mails to visitors of the last hours, for the limits. Keyed digests; no reference to contact.message, because an erased message must not reopen the limit.'`.execute(
      trx,
    );
    // The limits: … where kind = … and recipient_digest = … and sent_at > …
    await sql`create index sent_mail_recipient on contact.sent_mail (kind, recipient_digest, sent_at)`.execute(
      trx,
    );
    // … and domain_digest = … and sent_at > …
    await sql`create index sent_mail_domain on contact.sent_mail (kind, domain_digest, sent_at)`.execute(trx);
    // The purge: … where sent_at <= moment limit n.
    await sql`create index sent_mail_sent_at on contact.sent_mail (sent_at)`.execute(trx);
  },
};
