import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const doNotCallMoves: Migration = {
  name: '0010-do-not-call-moves',
  async up(trx) {
    // The list of all who are not to be written to or called takes digests of numbers as they are: their key stays in its
    // ring. With numbers and without that list the migration fails, and nothing is lost.
    await sql`
      do $$ begin
        if exists (select from callback.do_not_call) then
          insert into privacy.suppression (id, digest, key_id, scope, reason, suppressed_at, expires_at)
          select gen_random_uuid(), number_digest, key_id, 'calls', 'do_not_call', recorded_at,
            recorded_at + interval '26280 hours'
          from callback.do_not_call
          on conflict (digest, scope) do nothing;
        end if;
        drop table callback.do_not_call;
      end $$`.execute(trx);
  },
};
