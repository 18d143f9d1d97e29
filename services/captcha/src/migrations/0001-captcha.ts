import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const captcha0001: Migration = {
  name: '0001-captcha',
  up: async (trx) => {
    await sql`
      create table captcha.site (
        id uuid primary key,
        number integer not null unique check (number > 0),
        name text not null,
        purpose text unique check (purpose = 'demo'),
        origins text[] not null,
        site_key text not null unique,
        secret_hash bytea unique check (octet_length(secret_hash) = 32),
        ladder jsonb not null,
        memory_hard jsonb,
        created_at timestamptz not null
      )`.execute(trx);
    await sql`comment on column captcha.site.number is 'app id inside each puzzle (u32)'`.execute(trx);
    await sql`comment on column captcha.site.secret_hash is 'SHA-256; the secret has 256 random bits, so a slow hash would protect nothing. Null: no secret, checked in process only'`.execute(
      trx,
    );
    await sql`comment on column captcha.site.memory_hard is 'null: plain puzzles'`.execute(trx);
    await sql`
      create table captcha.spent_puzzle (
        puzzle_id bytea primary key,
        expires_at timestamptz not null
      )`.execute(trx);
    await sql`comment on table captcha.spent_puzzle is 'replay marks; each lives as long as its puzzle'`.execute(
      trx,
    );
    // Serves the purge: delete … where expires_at < now, in batches.
    await sql`create index spent_puzzle_expires_at on captcha.spent_puzzle (expires_at)`.execute(trx);
    await sql`
      create table captcha.address_key (
        day date primary key,
        key bytea not null,
        created_at timestamptz not null
      )`.execute(trx);
    await sql`comment on table captcha.address_key is 'keys of the address counters; kept out of dumps and backups, deleted after 48 hours'`.execute(
      trx,
    );
  },
};
