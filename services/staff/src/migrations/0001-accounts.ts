import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const accounts: Migration = {
  name: '0001-accounts',
  async up(trx) {
    await sql`
      create table staff.account (
        id uuid primary key,
        email text not null,
        email_key text not null unique,
        name text not null,
        roles text[] not null,
        password_hash text,
        totp_secret bytea,
        totp_pending bytea,
        totp_last_step bigint,
        created_at timestamptz not null,
        joined_at timestamptz,
        last_sign_in_at timestamptz,
        disabled_at timestamptz,
        restricted_at timestamptz
      )`.execute(trx);
    await sql`comment on column staff.account.email_key is
      'the address in the one spelling in which addresses are compared'`.execute(trx);
    await sql`comment on column staff.account.password_hash is
      'Argon2id as a PHC string; null for who was invited and has not answered, or signs in elsewhere'`.execute(
      trx,
    );
    await sql`comment on column staff.account.totp_secret is
      'encrypted with a key that is not in the database; present: a second factor is asked for'`.execute(trx);
    await sql`comment on column staff.account.totp_pending is
      'encrypted too; becomes totp_secret when its first code was right'`.execute(trx);
    await sql`comment on column staff.account.totp_last_step is
      'the half minute of the newest code that was used: neither it nor an older one works again'`.execute(
      trx,
    );
    await sql`comment on column staff.account.joined_at is
      'first time an invitation was accepted, or somebody signed in'`.execute(trx);
    await sql`comment on column staff.account.disabled_at is
      'retention counts from it; null again when somebody comes back'`.execute(trx);
    // The purge: … where disabled_at <= moment and restricted_at is null order by disabled_at limit n.
    await sql`create index account_disabled_at on staff.account (disabled_at) where disabled_at is not null`.execute(
      trx,
    );

    await sql`
      create table staff.recovery_code (
        account_id uuid not null references staff.account on delete cascade,
        code_hash bytea not null,
        created_at timestamptz not null,
        primary key (account_id, code_hash)
      )`.execute(trx);
    await sql`comment on table staff.recovery_code is
      'Codes for who lost the device of the second factor. Hashed; a row goes when its code is used.'`.execute(
      trx,
    );

    await sql`
      create table staff.invitation (
        token_hash bytea primary key,
        account_id uuid references staff.account on delete cascade,
        created_at timestamptz not null,
        expires_at timestamptz not null
      )`.execute(trx);
    await sql`comment on column staff.invitation.account_id is
      'null: the link makes a new administrator; only the command line and the start of the server hand those out'`.execute(
      trx,
    );
    // The cascade from staff.account, and a new link that replaces the one before.
    await sql`create index invitation_account on staff.invitation (account_id)`.execute(trx);
    // The purge: … where expires_at <= now limit n.
    await sql`create index invitation_expires_at on staff.invitation (expires_at)`.execute(trx);

    await sql`
      create table staff.session (
        id uuid primary key,
        token_hash bytea not null unique,
        account_id uuid not null references staff.account on delete cascade,
        is_complete boolean not null,
        method text not null check (method in ('password', 'totp', 'recovery', 'passkey', 'oidc')),
        program text not null,
        created_at timestamptz not null,
        last_seen_at timestamptz not null,
        expires_at timestamptz not null
      )`.execute(trx);
    await sql`comment on column staff.session.is_complete is
      'false: the password was right and the second factor is still to come'`.execute(trx);
    await sql`comment on column staff.session.program is
      'browser and system in words, for recognising a session; no version, no address'`.execute(trx);
    await sql`comment on column staff.session.last_seen_at is 'to the minute, not to the request'`.execute(
      trx,
    );
    // The list of one's sessions, and the cascade: … where account_id = … order by created_at.
    await sql`create index session_account on staff.session (account_id, created_at)`.execute(trx);
    // The purge: … where expires_at <= now or last_seen_at <= moment limit n.
    await sql`create index session_expires_at on staff.session (expires_at)`.execute(trx);
    await sql`create index session_last_seen_at on staff.session (last_seen_at)`.execute(trx);
  },
};
