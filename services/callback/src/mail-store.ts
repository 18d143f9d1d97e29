import type { Database } from '@foyer/database';
import { sql } from 'kysely';
import type { MailKind, MailOutcome } from './request.ts';

export interface MailStore {
  /** Does nothing when the request is gone. */
  note(
    mail: { requestId: string; kind: MailKind; sequence: number },
    outcome: MailOutcome,
    now: Date,
  ): Promise<void>;
  /** What was sent, the oldest first. */
  sent(requestId: string): Promise<{ kind: MailKind; sequence: number }[]>;
}

export function createMailStore(db: Database): MailStore {
  return {
    note: async ({ requestId, kind, sequence }, outcome, now) => {
      await sql`
        insert into callback.mail (request_id, kind, sequence, outcome, noted_at)
        select id, ${kind}, ${sequence}, ${outcome}, ${now}::timestamptz from callback.request where id = ${requestId}::uuid
        on conflict (request_id, kind, sequence) do update set outcome = excluded.outcome`.execute(db);
    },
    sent: async (requestId) => {
      const { rows } = await sql<{ kind: MailKind; sequence: number }>`
        select kind, sequence from callback.mail
        where request_id = ${requestId}::uuid and outcome = 'sent' order by noted_at, kind`.execute(db);
      return rows;
    },
  };
}
