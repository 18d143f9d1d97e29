import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const staff0012: Migration = {
  name: '0012-passkeys',
  up: async (trx) => {
    await sql`
      create table staff.passkey (
        id uuid primary key,
        account_id uuid not null references staff.account on delete cascade,
        credential_id bytea not null unique,
        public_key bytea not null,
        counter bigint not null,
        transports text[] not null,
        name text not null,
        created_at timestamptz not null,
        last_used_at timestamptz
      )`.execute(trx);
    await sql`comment on column staff.passkey.public_key is 'COSE'`.execute(trx);
    await sql`comment on column staff.passkey.counter is
      'how often it has signed, as it says itself; 0 for ever with those that are kept on several devices. One that does not grow was copied'`.execute(
      trx,
    );
    // The list of one's passkeys, and the cascade: … where account_id = … order by created_at.
    await sql`create index passkey_account on staff.passkey (account_id, created_at)`.execute(trx);

    await sql`
      create table staff.spent_challenge (
        challenge_hash bytea primary key,
        expires_at timestamptz not null
      )`.execute(trx);
    await sql`comment on table staff.spent_challenge is
      'challenges that were answered. Those that were not leave nothing: they are signed, and say themselves when they end'`.execute(
      trx,
    );
    // The purge: … where expires_at <= now order by expires_at limit n.
    await sql`create index spent_challenge_expires_at on staff.spent_challenge (expires_at)`.execute(trx);
  },
};
