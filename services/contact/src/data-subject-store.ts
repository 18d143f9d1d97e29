import type { Database, DatabaseOrTx } from '@foyer/database';
import type { DataSubject } from '@foyer/service';
import { sql } from 'kysely';
import type { Reference } from './reference.ts';

/** Messages as their sender may read, change, restrict and erase them. */
export interface DataSubjectStore {
  find(subject: DataSubject): Promise<{ id: string; mailDomain: string }[]>;
  read(subject: DataSubject): Promise<SubjectMessage[]>;
  /** @returns the ids of those that were changed */
  correct(
    trx: DatabaseOrTx,
    subject: DataSubject,
    changes: { name?: string; email?: string; phone?: string },
  ): Promise<string[]>;
  restrict(subject: DataSubject, restrictedAt: Date | null): Promise<number>;
}

export interface SubjectMessage {
  id: string;
  reference: Reference;
  form: string;
  language: string;
  state: string;
  held_reasons: string;
  name: string;
  email: string | null;
  phone: string | null;
  topic: string;
  message: string;
  received_at: Date;
  closed_at: Date | null;
  delete_on: string;
  restricted_at: Date | null;
  acknowledgement: string | null;
  /** Of a held message: not written down yet. */
  consents: unknown;
}

export function createDataSubjectStore(db: Database): DataSubjectStore {
  return {
    find: async (subject) => {
      const { rows } = await sql<{ id: string; mail_domain: string }>`
        select id, mail_domain from contact.message where ${isOf(subject)} order by received_at`.execute(db);
      return rows.map(({ id, mail_domain: mailDomain }) => ({ id, mailDomain }));
    },
    read: async (subject) => {
      const { rows } = await sql<SubjectMessage>`
        select id, reference, form, language, state, held_reasons, name, email, phone, topic, message, received_at,
          closed_at, delete_on, restricted_at, acknowledgement, consents
        from contact.message where ${isOf(subject)} order by received_at`.execute(db);
      return rows;
    },
    correct: async (trx, subject, { name, email, phone }) => {
      const { rows } = await sql<{ id: string }>`
        update contact.message set name = coalesce(${name ?? null}::text, name),
          email = coalesce(${email ?? null}::text, email), phone = coalesce(${phone ?? null}::text, phone)
        where ${isOf(subject)} returning id`.execute(trx);
      return rows.map(({ id }) => id);
    },
    restrict: async (subject, restrictedAt) => {
      const { rows } = await sql`
        update contact.message set restricted_at = ${restrictedAt}::timestamptz
        where ${isOf(subject)} returning id`.execute(db);
      return rows.length;
    },
  };
}

/** By the e-mail address without regard to case, or by the digits of the telephone number; nobody when neither is given. */
function isOf({ email, phone }: DataSubject) {
  const digits = phone?.replaceAll(/[^0-9]/g, '') ?? '';
  const byEmail = email === undefined ? sql`false` : sql`lower(email) = lower(${email}::text)`;
  const byPhone = digits === '' ? sql`false` : sql`regexp_replace(phone, '[^0-9]', '', 'g') = ${digits}`;
  return sql`(${byEmail} or ${byPhone})`;
}
