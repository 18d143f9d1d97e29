import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const fillInbox: Migration = {
  name: '0002-inbox',
  async up(trx) {
    // The words that a message is found by are made in TypeScript, so a job does the work; it needs no inbox yet.
    await sql`
      insert into jobs.job (id, name, payload, run_at, key, created_at)
      select gen_random_uuid(), 'contact.fill_inbox', '{}', now(), 'contact.fill_inbox', now()
      where exists (select from contact.message)`.execute(trx);
    await sql`comment on column contact.message.closed_at is
      'retention counts from it; set to auto_close_at when nobody closed the message. Until then staff can take it back, which brings back the day that was promised at first, and never a later one'`.execute(
      trx,
    );
    // Bringing messages into the inbox: … where id > … order by id limit n is served by the primary key.
  },
};
