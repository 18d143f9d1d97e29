import type { Migration } from '@foyer/database';
import { sql } from 'kysely';

export const webhooks0002: Migration = {
  name: '0002-attempts',
  up: async (trx) => {
    // The primary key serves the log: … where delivery_id in (…) order by delivery_id, number; and the cascade of the purge.
    await sql`
      create table webhooks.attempt (
        delivery_id uuid not null references webhooks.delivery on delete cascade,
        number integer not null,
        at timestamptz not null,
        duration_ms integer not null,
        response_status integer,
        error text,
        primary key (delivery_id, number)
      )`.execute(trx);
    await sql`comment on table webhooks.attempt is
      'All attempts of a delivery since this table is there; the delivery itself holds the last one. Goes with the delivery.'`.execute(
      trx,
    );
  },
};
