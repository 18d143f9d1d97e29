import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const doubleOptIn: Migration = {
  name: '0040-double-opt-in',
  async up(trx) {
    await sql`
      alter table privacy.consent_record
        add column requested_at timestamptz(3),
        add column mail_digest bytea check (octet_length(mail_digest) = 32)`.execute(trx);
    await sql`comment on column privacy.consent_record.requested_at is
      'of a double opt-in: when it was asked for; the record itself is of the confirmation'`.execute(trx);
    await sql`comment on column privacy.consent_record.mail_digest is
      'of a double opt-in: SHA-256 of the mail that was answered'`.execute(trx);
  },
};
