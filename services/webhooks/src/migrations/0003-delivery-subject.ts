import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const webhooks0003: Migration = {
  name: '0003-delivery-subject',
  up: async (trx) => {
    // Who was told of these records: … where subject_id in (…) and state = 'delivered'.
    await sql`create index delivery_subject on webhooks.delivery (subject_id)`.execute(trx);
  },
};
