import type { DatabaseOrTx, Tx } from '@foyer/database';
import { sql } from 'kysely';
import type { Slot } from './slots.ts';

export interface PlaceStore {
  /**
   * Finds a place for this transaction, which holds the slot's lock until its end: others that want the same slot wait.
   * Also counted are calls of older opening hours that run into the slot.
   *
   * @returns the number of the place, or undefined when the slot is full
   */
  find(trx: Tx, slot: Slot, capacity: number): Promise<number | undefined>;
  /** How many places are taken, by start (milliseconds) and length of the slots that are taken at all. */
  taken(db: DatabaseOrTx, from: Date, to: Date): Promise<(Slot & { count: number })[]>;
}

// The longest slot that opening hours may have: what began earlier cannot run into a slot.
const longest = sql`interval '4 hours'`;

export function createPlaceStore(): PlaceStore {
  return {
    find: async (trx, { startsAt, endsAt }, capacity) => {
      await sql`select pg_advisory_xact_lock(hashtext('callback.slot'), ${minuteOf(startsAt)}::integer)`.execute(
        trx,
      );
      const { rows } = await sql<{ place: number }>`
        select place from generate_series(1, ${capacity}::integer) as place
        where not exists (
            select from callback.request where slot_starts_at = ${startsAt} and slot_place = place
          )
          and (
            select count(*) from callback.request
            where slot_place is not null and slot_starts_at > ${startsAt}::timestamptz - ${longest}
              and slot_starts_at < ${endsAt} and slot_ends_at > ${startsAt}
          ) < ${capacity}
        order by place limit 1`.execute(trx);
      return rows[0]?.place;
    },
    taken: async (db, from, to) => {
      const { rows } = await sql<{ starts_at: Date; ends_at: Date; count: number }>`
        select slot_starts_at as starts_at, slot_ends_at as ends_at, count(*) as count
        from callback.request
        where slot_place is not null and slot_starts_at > ${from}::timestamptz - ${longest} and slot_starts_at < ${to}
        group by slot_starts_at, slot_ends_at`.execute(db);
      return rows.map((row) => ({ startsAt: row.starts_at, endsAt: row.ends_at, count: row.count }));
    },
  };
}

// Fits the second key of an advisory lock until the year 6053.
function minuteOf(moment: Date): number {
  return Math.floor(moment.getTime() / 60_000);
}
