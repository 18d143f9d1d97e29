import { isNotAmong, type Database } from '@foyer/database';
import type { Canary, DataSubject } from '@foyer/service';
import { sql } from 'kysely';

/** Subscribers as their own data: for the rights of the data subject, and for the retention. */
export interface SubscriberHoldingStore {
  find(subject: DataSubject): Promise<{ id: string; email: string }[]>;
  /** Nothing is changed when somebody else has the new address. Who gets another address has to confirm it anew. */
  correct(subject: DataSubject, changes: { name?: string; email?: string }): Promise<number>;
  restrict(subject: DataSubject, on: boolean): Promise<number>;
  remove(ids: readonly string[]): Promise<number>;
  purge(day: string, limit: number, held: readonly string[]): Promise<number>;
  countDue(day: string, held: readonly string[]): Promise<number>;
  oldest(): Promise<Date | null>;
  plant(canary: Canary, leftAt: Date, deleteOn: string): Promise<void>;
}

export function createSubscriberHoldingStore(db: Database): SubscriberHoldingStore {
  return {
    find: async (subject) => {
      const { rows } = await sql<{ id: string; email: string }>`
        select id, email from newsletter.subscriber where ${isOf(subject)}`.execute(db);
      return rows;
    },
    correct: async (subject, { name, email }) => {
      const { rows } = await sql`
        update newsletter.subscriber set name = coalesce(${name ?? null}::text, name),
          email = coalesce(${email ?? null}::text, email)
        where ${isOf(subject)} and not exists (
          select from newsletter.subscriber as other
          where lower(other.email) = lower(${email ?? null}::text) and other.id <> subscriber.id)
        returning 1 as changed`.execute(db);
      return rows.length;
    },
    restrict: async (subject, on) => {
      const { rows } = await sql`
        update newsletter.subscriber set is_restricted = ${on} where ${isOf(subject)} returning 1 as changed`.execute(
        db,
      );
      return rows.length;
    },
    remove: async (ids) => {
      const { rows } = await sql`
        delete from newsletter.subscriber where id in (select unnest(string_to_array(${ids.join(',')}, ','))::uuid)
        returning 1 as gone`.execute(db);
      return rows.length;
    },
    purge: async (day, limit, held) => {
      const { rows } = await sql`
        delete from newsletter.subscriber where id in (
          select id from newsletter.subscriber where ${isDue(day, held)} order by delete_on limit ${limit}
        )
        returning 1 as gone`.execute(db);
      return rows.length;
    },
    countDue: async (day, held) => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from newsletter.subscriber where ${isDue(day, held)}`.execute(db);
      return rows[0]?.count ?? 0;
    },
    oldest: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(unsubscribed_at) as oldest from newsletter.subscriber where not is_restricted`.execute(db);
      return rows[0]?.oldest ?? null;
    },
    plant: async ({ id, word, email }, leftAt, deleteOn) => {
      await sql`
        insert into newsletter.subscriber (id, email, name, salutation, language, state, source, confirmed_at,
          changed_at, unsubscribed_at, delete_on)
        values (${id}::uuid, ${email}, ${word}, 'neutral', 'en', 'unsubscribed', 'canary', ${leftAt}, ${leftAt},
          ${leftAt}, ${deleteOn}::date)`.execute(db);
    },
  };
}

/** By the address; a telephone number is not known here. */
function isOf({ email }: DataSubject) {
  return email === undefined ? sql`false` : sql`lower(email) = lower(${email}::text)`;
}

function isDue(day: string, held: readonly string[]) {
  return sql`delete_on <= ${day}::date and not is_restricted and ${isNotAmong('id', held)}`;
}
