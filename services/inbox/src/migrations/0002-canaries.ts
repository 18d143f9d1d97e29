import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const canaries: Migration = {
  name: '0002-canaries',
  async up(trx) {
    await sql`
      alter table inbox.item drop constraint item_state_check,
        add constraint item_state_check check (state in ('open', 'waiting', 'closed', 'held', 'canary'))`.execute(
      trx,
    );
    await sql`comment on column inbox.item.state is
      'canary: made up, to prove that items are deleted on their day; in no list'`.execute(trx);
  },
};
