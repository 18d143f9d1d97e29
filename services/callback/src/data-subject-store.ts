import type { Database } from '@foyer/database';
import type { DataSubject } from '@foyer/service';
import { sql } from 'kysely';
import { requestOf, type RequestRow } from './request-row.ts';
import type { Doomed } from './request-store.ts';
import type { CallbackRequest } from './request.ts';
import type { PhoneNumber } from './phone-number.ts';

/** Requests as the one who made them may read, change, restrict and erase them. */
export interface DataSubjectStore {
  find(subject: DataSubject): Promise<Doomed[]>;
  read(subject: DataSubject): Promise<(CallbackRequest & { attempts: SubjectAttempt[] })[]>;
  correct(
    subject: DataSubject,
    changes: { name?: string; email?: string; phone?: PhoneNumber },
  ): Promise<number>;
  restrict(subject: DataSubject, restrictedAt: Date | null): Promise<number>;
}

export interface SubjectAttempt {
  at: string;
  outcome: string;
  note: string | null;
}

export function createDataSubjectStore(db: Database): DataSubjectStore {
  return {
    find: async (subject) => {
      const { rows } = await sql<{ id: string; sequence: number; mail_domain: string }>`
        select id, sequence, mail_domain from callback.request where ${isOf(subject)} order by received_at`.execute(
        db,
      );
      return rows.map(({ id, sequence, mail_domain: mailDomain }) => ({ id, sequence, mailDomain }));
    },
    read: async (subject) => {
      const { rows } = await sql<RequestRow & { attempts: SubjectAttempt[] }>`
        select request.*, coalesce((
            select json_agg(json_build_object('at', attempted_at, 'outcome', outcome, 'note', note) order by attempted_at)
            from callback.attempt where request_id = request.id
          ), '[]') as attempts
        from callback.request where ${isOf(subject)} order by received_at`.execute(db);
      return rows.map((row) => ({ ...requestOf(row), attempts: row.attempts }));
    },
    correct: async (subject, { name, email, phone }) => {
      const { rows } = await sql`
        update callback.request set name = coalesce(${name ?? null}::text, name),
          email = coalesce(${email ?? null}::text, email), phone = coalesce(${phone?.typed ?? null}::text, phone),
          e164 = coalesce(${phone?.e164 ?? null}::text, e164),
          phone_country = case when ${phone !== undefined} then ${phone?.country ?? null}::text else phone_country end,
          phone_type = case when ${phone !== undefined} then ${phone?.type ?? null}::text else phone_type end,
          dial_refusal = case when ${phone !== undefined} then ${phone?.refusal ?? null}::text else dial_refusal end
        where ${isOf(subject)} returning id`.execute(db);
      return rows.length;
    },
    restrict: async (subject, restrictedAt) => {
      const { rows } = await sql`
        update callback.request set restricted_at = ${restrictedAt}::timestamptz
        where ${isOf(subject)} returning id`.execute(db);
      return rows.length;
    },
  };
}

/** By the e-mail address without regard to case, or by the number as it is dialled or was typed; else nobody. */
function isOf({ email, phone }: DataSubject) {
  const digits = phone?.replaceAll(/[^0-9]/g, '') ?? '';
  const byEmail = email === undefined ? sql`false` : sql`lower(email) = lower(${email}::text)`;
  const byPhone =
    digits === ''
      ? sql`false`
      : sql`(e164 = ${`+${digits}`} or regexp_replace(phone, '[^0-9]', '', 'g') = ${digits})`;
  return sql`(${byEmail} or ${byPhone})`;
}
