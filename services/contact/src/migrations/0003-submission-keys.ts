import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const submissionKeys: Migration = {
  name: '0003-submission-keys',
  async up(trx) {
    // Keys are taken before their messages are stored, so the reference is looked at when both are.
    await sql`
      create table contact.submission_key (
        key_digest bytea primary key,
        body_digest bytea not null,
        message_id uuid not null references contact.message on delete cascade deferrable initially deferred,
        created_at timestamptz not null
      )`.execute(trx);
    await sql`comment on table contact.submission_key is
      'Messages of the last day by the key they were sent under, so that one that is sent again is stored once. Keyed digests only.'`.execute(
      trx,
    );
    // The cascade from contact.message.
    await sql`create index submission_key_message on contact.submission_key (message_id)`.execute(trx);
    // The purge: … where created_at <= moment order by created_at limit n.
    await sql`create index submission_key_created_at on contact.submission_key (created_at)`.execute(trx);
  },
};
