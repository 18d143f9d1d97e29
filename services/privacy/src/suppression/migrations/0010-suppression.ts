import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const suppressionTable: Migration = {
  name: '0010-suppression',
  up: async (trx) => {
    await sql`
      create table privacy.suppression (
        id uuid primary key,
        digest bytea not null check (octet_length(digest) = 32),
        key_id text not null,
        scope text not null check (scope in ('mail', 'calls') or scope like 'list:%'),
        reason text not null,
        suppressed_at timestamptz(3) not null,
        expires_at timestamptz(3) not null,
        unique (digest, scope)
      )`.execute(trx);
    await sql`comment on table privacy.suppression is
      'Who is not to be written to or called, as keyed digests only: the list survives the erasure of everything else about them'`.execute(
      trx,
    );
    await sql`comment on column privacy.suppression.key_id is
      'the key of the ring that the digest was made under; a hit under an older key is written anew under the newest'`.execute(
      trx,
    );
    await sql`comment on column privacy.suppression.suppressed_at is
      'retention counts from it; who says it again says it from then on'`.execute(trx);
    // Each question before a send: … where digest in (…) and scope in (…) is served by the unique index.
    // The purge: … where expires_at <= moment order by expires_at limit n.
    await sql`create index suppression_expires_at on privacy.suppression (expires_at)`.execute(trx);
  },
};
