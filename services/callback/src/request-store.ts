import { isNotAmong, type Database, type DatabaseOrTx, type Tx } from '@foyer/database';
import { sql } from 'kysely';
import { newReference, type Reference } from './reference.ts';
import { requestOf, type RequestRow } from './request-row.ts';
import type { CallbackRequest, Day, NewRequest, RequestState } from './request.ts';
import type { Slot } from './slots.ts';

export interface RequestStore {
  insert(trx: Tx, request: NewRequest): Promise<Reference>;
  byId(id: string): Promise<CallbackRequest | undefined>;
  /** Locks the row until the end of the transaction, so that nobody else decides about it meanwhile. */
  lock(trx: Tx, id: string): Promise<CallbackRequest | undefined>;
  /** A held request goes on: into the queue, into suppression, or to choosing another slot. */
  release(
    trx: Tx,
    id: string,
    to: {
      state: 'open' | 'suppressed' | 'choosing';
      place: number | null;
      dueAt: Date;
      by: 'visitor' | 'staff';
      now: Date;
    },
  ): Promise<void>;
  /** Gives another slot to a request, with one sequence more. */
  move(
    trx: Tx,
    id: string,
    to: { state: RequestState; slot: Slot; place: number; latestOn: Day; deleteOn: Day },
  ): Promise<void>;
  /** Nothing is called any more; its place is free. */
  close(
    trx: Tx,
    id: string,
    how: { outcome: 'cancelled' | 'closed_by_staff'; at: Date; deleteOn: Day },
  ): Promise<void>;
  reopen(trx: Tx, id: string, place: number | null): Promise<void>;
  /** Without those that are held. */
  dueForDeletion(day: Day, limit: number, held: readonly string[]): Promise<Doomed[]>;
  countDueForDeletion(day: Day, held: readonly string[]): Promise<number>;
  /** @returns how many there were */
  remove(trx: DatabaseOrTx, ids: readonly string[]): Promise<number>;
  oldestAttempt(): Promise<Date | null>;
}

/** What is needed to find everything that was made of a request. */
export interface Doomed {
  id: string;
  sequence: number;
  mailDomain: string;
}

export function createRequestStore(db: Database): RequestStore {
  return {
    insert: async (trx, request) => {
      // A taken reference is a matter of one in a million; a fourth in a row is a broken source of randomness.
      for (let attempt = 0; attempt < 4; attempt += 1) {
        const { rows } = await insertOnce(trx, request, newReference());
        if (rows[0] !== undefined) return rows[0].reference;
      }
      throw new Error('no free reference was found in four tries');
    },
    byId: async (id) => {
      const { rows } = await sql<RequestRow>`
        select * from callback.request where id = ${id}::uuid`.execute(db);
      return rows[0] && requestOf(rows[0]);
    },
    lock: async (trx, id) => {
      const { rows } = await sql<RequestRow>`
        select * from callback.request where id = ${id}::uuid for update`.execute(trx);
      return rows[0] && requestOf(rows[0]);
    },
    release: async (trx, id, { state, place, dueAt, by, now }) => {
      await sql`
        update callback.request
        set state = ${state}, slot_place = ${place}, due_at = ${dueAt}, released_at = ${now}, released_by = ${by}
        where id = ${id}::uuid`.execute(trx);
    },
    move: async (trx, id, { state, slot, place, latestOn, deleteOn }) => {
      await sql`
        update callback.request
        set state = ${state}, is_asap = false, slot_starts_at = ${slot.startsAt}, slot_ends_at = ${slot.endsAt},
          slot_place = ${place}, due_at = ${slot.startsAt}, sequence = sequence + 1, latest_on = ${latestOn}::date,
          delete_on = ${deleteOn}::date, claimed_by = null, claimed_by_name = null, claimed_at = null
        where id = ${id}::uuid`.execute(trx);
    },
    close: async (trx, id, { outcome, at, deleteOn }) => {
      await sql`
        update callback.request
        set state = 'closed', outcome = ${outcome}, closed_at = ${at}, slot_place = null,
          delete_on = least(latest_on, ${deleteOn}::date), claimed_by = null, claimed_by_name = null, claimed_at = null
        where id = ${id}::uuid and state <> 'closed'`.execute(trx);
    },
    reopen: async (trx, id, place) => {
      await sql`
        update callback.request
        set state = 'open', outcome = null, closed_at = null, slot_place = ${place}, delete_on = latest_on
        where id = ${id}::uuid`.execute(trx);
    },
    dueForDeletion: async (day, limit, held) => {
      const { rows } = await sql<{ id: string; sequence: number; mail_domain: string }>`
        select id, sequence, mail_domain from callback.request
        where ${isDue(day, held)}
        order by delete_on limit ${limit}`.execute(db);
      return rows.map(({ id, sequence, mail_domain: mailDomain }) => ({ id, sequence, mailDomain }));
    },
    countDueForDeletion: async (day, held) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from callback.request where ${isDue(day, held)}`.execute(db);
      return rows[0]?.n ?? 0;
    },
    remove: async (trx, ids) => {
      const { rows } = await sql`
        delete from callback.request where id in (select unnest(string_to_array(${ids.join(',')}, ','))::uuid)
        returning id`.execute(trx);
      return rows.length;
    },
    oldestAttempt: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(attempted_at) as oldest from callback.attempt
        join callback.request on request.id = attempt.request_id
        where restricted_at is null`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

function isDue(day: Day, held: readonly string[]) {
  return sql`delete_on <= ${day}::date and restricted_at is null and ${isNotAmong('id', held)}`;
}

async function insertOnce(trx: Tx, request: NewRequest, reference: Reference) {
  const { phone, slot } = request;
  return await sql<{ reference: Reference }>`
    insert into callback.request (id, reference, language, zone, state, held_reasons, name, email, phone, e164,
      phone_country, phone_type, dial_refusal, message, is_asap, slot_starts_at, slot_ends_at, slot_place, due_at,
      received_at, latest_on, delete_on, mail_domain)
    values (${request.id}, ${reference}, ${request.language}, ${request.zone}, ${request.state},
      ${request.heldReasons.join(',')}, ${request.name}, ${request.email ?? null}, ${phone.typed}, ${phone.e164},
      ${phone.country ?? null}, ${phone.type ?? null}, ${phone.refusal}, ${request.message ?? null}, ${slot === null},
      ${slot?.startsAt ?? null}, ${slot?.endsAt ?? null}, ${request.place}, ${request.dueAt}, ${request.receivedAt},
      ${request.latestOn}::date, ${request.deleteOn}::date, ${request.mailDomain})
    on conflict (reference) do nothing
    returning reference`.execute(trx);
}
