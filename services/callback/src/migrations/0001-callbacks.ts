import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const callbacks: Migration = {
  name: '0001-callbacks',
  async up(trx) {
    await sql`
      create table callback.opening_hours (
        version integer primary key,
        hours jsonb not null,
        saved_at timestamptz not null
      )`.execute(trx);
    await sql`comment on table callback.opening_hours is
      'Append only: the highest version is in force. Who saved it is in the audit log.'`.execute(trx);

    await sql`
      create table callback.request (
        id uuid primary key,
        reference text not null unique,
        language text not null,
        zone text not null,
        state text not null check (state in ('held', 'choosing', 'open', 'suppressed', 'closed')),
        outcome text check (outcome in
          ('reached', 'no_answer', 'wrong_number', 'do_not_call', 'cancelled', 'closed_by_staff')),
        held_reasons text not null default '',
        name text not null,
        email text,
        phone text not null,
        e164 text not null,
        phone_country text,
        phone_type text,
        dial_refusal text,
        message text,
        is_asap boolean not null,
        slot_starts_at timestamptz,
        slot_ends_at timestamptz,
        slot_place integer,
        sequence integer not null default 0,
        due_at timestamptz not null,
        received_at timestamptz not null,
        closed_at timestamptz,
        claimed_by text,
        claimed_by_name text,
        claimed_at timestamptz,
        latest_on date not null,
        delete_on date not null,
        mail_domain text not null,
        released_at timestamptz,
        released_by text check (released_by in ('visitor', 'staff')),
        restricted_at timestamptz,
        check ((state = 'closed') = (closed_at is not null)),
        check ((slot_starts_at is null) = (slot_ends_at is null)),
        check (slot_place is null or (slot_starts_at is not null and slot_place > 0))
      )`.execute(trx);
    await sql`comment on column callback.request.state is
      'held: waits for its sender or the staff. choosing: released when its slot was full, waits for another. suppressed: on the do-not-call list, never called, and to its sender like any other.'`.execute(
      trx,
    );
    await sql`comment on column callback.request.dial_refusal is
      'why no telephone may dial it by a click; null: it may'`.execute(trx);
    await sql`comment on column callback.request.slot_place is
      'which of the places of the slot it holds, from 1; null: none. A row that goes gives its place back by itself.'`.execute(
      trx,
    );
    await sql`comment on column callback.request.sequence is
      'how often the slot was moved: SEQUENCE of the calendar entry'`.execute(trx);
    await sql`comment on column callback.request.latest_on is
      'UTC day that was promised at entry: nothing moves delete_on past it'`.execute(trx);
    await sql`comment on column callback.request.claimed_at is
      'a claim is worth nothing 15 minutes later'`.execute(trx);

    // The last word against overbooking, and the count of places: … where slot_starts_at > a and slot_starts_at < b.
    await sql`create unique index request_place on callback.request (slot_starts_at, slot_place)
      where slot_place is not null`.execute(trx);
    // The agents' queue: … where state = 'open' and restricted_at is null order by due_at.
    await sql`create index request_due_at on callback.request (due_at) where state = 'open'`.execute(trx);
    // A claim looks for others of the same number: … where e164 = … and state = 'open'.
    await sql`create index request_e164 on callback.request (e164)`.execute(trx);
    // The purge: … where delete_on <= day and restricted_at is null order by delete_on limit n.
    await sql`create index request_delete_on on callback.request (delete_on) where restricted_at is null`.execute(
      trx,
    );
    // Requests of data subjects: … where lower(email) = …
    await sql`create index request_email on callback.request (lower(email)) where email is not null`.execute(
      trx,
    );
    // … or the digits of phone = …
    await sql`create index request_phone on callback.request (regexp_replace(phone, '[^0-9]', '', 'g'))`.execute(
      trx,
    );

    await sql`
      create table callback.attempt (
        id uuid primary key,
        request_id uuid not null references callback.request on delete cascade,
        attempted_at timestamptz not null,
        outcome text not null check (outcome in ('reached', 'no_answer', 'wrong_number', 'do_not_call')),
        retry_at timestamptz,
        note text,
        staff_id text not null
      )`.execute(trx);
    await sql`comment on column callback.attempt.attempted_at is
      'never changed: retention counts from the last one'`.execute(trx);
    // The cascade, and the number of attempts in the queue: … where request_id = …
    await sql`create index attempt_request on callback.attempt (request_id)`.execute(trx);

    await sql`
      create table callback.link (
        token_hash bytea primary key,
        request_id uuid not null references callback.request on delete cascade,
        created_at timestamptz not null,
        expires_at timestamptz not null
      )`.execute(trx);
    await sql`comment on table callback.link is
      'Links that release, move or cancel one request. Only hashes, made with the purpose of the link.'`.execute(
      trx,
    );
    // The cascade from callback.request.
    await sql`create index link_request on callback.link (request_id)`.execute(trx);
    // The purge: … where expires_at <= now limit n.
    await sql`create index link_expires_at on callback.link (expires_at)`.execute(trx);

    await sql`
      create table callback.mail (
        request_id uuid not null references callback.request on delete cascade,
        kind text not null,
        sequence integer not null,
        outcome text not null check (outcome in ('sent', 'limited', 'refused')),
        noted_at timestamptz not null,
        primary key (request_id, kind, sequence)
      )`.execute(trx);
    await sql`comment on table callback.mail is
      'What became of each mail to the visitor; by it copies are found when the request is deleted.'`.execute(
      trx,
    );

    await sql`
      create table callback.recipient (
        request_id uuid not null,
        kind text not null,
        sequence integer not null,
        recipient_digest bytea not null,
        domain_digest bytea not null,
        sent_at timestamptz not null,
        primary key (request_id, kind, sequence)
      )`.execute(trx);
    await sql`comment on table callback.recipient is
      'Who got mail in the last hours, as keyed digests, for the limits. No reference to callback.request, because an erased request must not reopen a limit.'`.execute(
      trx,
    );
    // The limits: … where kind = … and recipient_digest = … and sent_at > …
    await sql`create index recipient_mailbox on callback.recipient (kind, recipient_digest, sent_at)`.execute(
      trx,
    );
    // … and domain_digest = … and sent_at > …
    await sql`create index recipient_domain on callback.recipient (kind, domain_digest, sent_at)`.execute(
      trx,
    );
    // The purge: … where sent_at <= moment limit n.
    await sql`create index recipient_sent_at on callback.recipient (sent_at)`.execute(trx);

    await sql`
      create table callback.do_not_call (
        number_digest bytea primary key,
        key_id text not null,
        recorded_at timestamptz not null
      )`.execute(trx);
    await sql`comment on table callback.do_not_call is
      'Numbers whose owners do not want to be called: HMAC of the E.164 form, so that the list itself is no telephone book.'`.execute(
      trx,
    );
    // The purge: … where recorded_at <= moment limit n.
    await sql`create index do_not_call_recorded_at on callback.do_not_call (recorded_at)`.execute(trx);
  },
};
