import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const signInAttempts: Migration = {
  name: '0002-sign-in-attempts',
  async up(trx) {
    await sql`
      create table staff.attempt_key (
        day date primary key,
        key bytea not null,
        created_at timestamptz not null
      )`.execute(trx);
    await sql`comment on table staff.attempt_key is
      'Keys of the digests in staff.sign_in_attempt, one a day. Never in a dump: with them digests could be tried out.'`.execute(
      trx,
    );
    // The purge: … where created_at < moment.
    await sql`create index attempt_key_created_at on staff.attempt_key (created_at)`.execute(trx);

    await sql`
      create table staff.sign_in_attempt (
        id uuid primary key,
        account_digest bytea not null,
        prefix_digest bytea not null,
        attempted_at timestamptz not null
      )`.execute(trx);
    await sql`comment on table staff.sign_in_attempt is
      'Attempts that failed or still run; one that succeeds is taken out again. Keyed digests of what was typed as an address and of the network it came from.'`.execute(
      trx,
    );
    // The limits: … where account_digest in (…) and attempted_at > …
    await sql`create index sign_in_attempt_account on staff.sign_in_attempt (account_digest, attempted_at)`.execute(
      trx,
    );
    // … where prefix_digest in (…) and attempted_at > …
    await sql`create index sign_in_attempt_prefix on staff.sign_in_attempt (prefix_digest, attempted_at)`.execute(
      trx,
    );
    // The purge: … where attempted_at < moment order by attempted_at limit n.
    await sql`create index sign_in_attempt_attempted_at on staff.sign_in_attempt (attempted_at)`.execute(trx);
  },
};
