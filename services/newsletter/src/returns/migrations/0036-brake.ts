import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const brake: Migration = {
  name: '0036-brake',
  async up(trx) {
    await sql`
      alter table newsletter.sending add column braked_at timestamptz, add column refusals_believed_at timestamptz`.execute(
      trx,
    );
    await sql`comment on column newsletter.sending.braked_at is
      'when it was stopped because more was refused than is natural; nobody is taken off the list for it until somebody decides'`.execute(
      trx,
    );
    await sql`comment on column newsletter.sending.refusals_believed_at is
      'when somebody said that the refusals are right: what follows from them follows, and the brake is off'`.execute(
      trx,
    );
    await sql`alter table newsletter.sending_minute add column refused integer not null default 0`.execute(
      trx,
    );
    await sql`comment on column newsletter.sending_minute.refused is
      'at once and for good, because of the recipient or of us'`.execute(trx);
  },
};
