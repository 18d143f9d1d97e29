import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const consents: Migration = {
  name: '0010-consents',
  async up(trx) {
    await sql`alter table contact.message add column consents jsonb`.execute(trx);
    await sql`comment on column contact.message.consents is
      'of a held message: what its sender agreed to, until its release writes that down; { given: [{ purpose, version }], isOldEnough? }'`.execute(
      trx,
    );
    await sql`alter table contact.message drop constraint message_acknowledgement_check`.execute(trx);
    await sql`alter table contact.message add constraint message_acknowledgement_check
      check (acknowledgement in ('sent', 'limited', 'refused', 'suppressed'))`.execute(trx);
  },
};
