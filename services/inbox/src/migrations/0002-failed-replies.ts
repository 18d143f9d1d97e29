import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const failedReplies: Migration = {
  name: '0002-failed-replies',
  async up(trx) {
    await sql`alter table inbox.reply drop constraint reply_state_check`.execute(trx);
    await sql`
      alter table inbox.reply add constraint reply_state_check
        check (state in ('queued', 'sent', 'refused', 'failed'))`.execute(trx);
    await sql`comment on column inbox.reply.state is
      'refused: the mail server said no for good. failed: nobody took it in a day of attempts. Both can be sent again.'`.execute(
      trx,
    );
  },
};
