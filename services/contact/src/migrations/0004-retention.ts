import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const retention: Migration = {
  name: '0004-retention',
  async up(trx) {
    await sql`alter table contact.message add column reminded_at timestamptz`.execute(trx);
    await sql`comment on column contact.message.reminded_at is
      'when the staff were told that nobody has closed it yet; once, before it closes by itself'`.execute(
      trx,
    );
    await sql`alter table contact.submission_key alter column message_id drop not null`.execute(trx);
    await sql`comment on column contact.submission_key.message_id is
      'null: made up, to prove that keys are deleted on their day'`.execute(trx);
  },
};
