import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const returnedStates: Migration = {
  name: '0021-returned-states',
  async up(trx) {
    await sql`comment on column newsletter.delivery.state is
      '0 waiting, 1 claimed, 2 accepted, 3 refused, 4 uncertain, 5 excluded, 6 delayed, 7 bounced, 8 complained'`.execute(
      trx,
    );
  },
};
