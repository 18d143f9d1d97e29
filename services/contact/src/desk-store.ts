import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql, type RawBuilder } from 'kysely';
import type { Day } from './deletion-date.ts';
import type { HoldReason, MailOutcome } from './message.ts';
import { reasonsOf } from './message-store.ts';
import type { Reference } from './reference.ts';

/** A message as staff read it. */
export interface DeskMessage {
  id: string;
  reference: Reference;
  form: string;
  language: string;
  state: 'received' | 'held';
  heldReasons: HoldReason[];
  name: string;
  email: string | null;
  phone: string | null;
  topic: string;
  message: string;
  receivedAt: Date;
  closedAt: Date | null;
  deleteOn: Day;
  mailDomain: string;
  acknowledgement: MailOutcome | null;
  confirmation: MailOutcome | null;
  isRestricted: boolean;
}

export interface DeskStore {
  read(db: DatabaseOrTx, ids: readonly string[]): Promise<DeskMessage[]>;
  /** By id, those after `after`, or the first ones. */
  page(db: DatabaseOrTx, after: string | undefined, limit: number): Promise<DeskMessage[]>;
  /** @returns whether it was open */
  close(id: string, at: Date): Promise<boolean>;
  /**
   * Takes a close back, to the day that was promised at first. Not once the message would have closed itself: from then
   * on its period runs, whatever staff do.
   */
  reopen(id: string, now: Date): Promise<boolean>;
}

export function createDeskStore(db: Database): DeskStore {
  return {
    read: async (trx, ids) =>
      select(trx, sql`where id in (select unnest(string_to_array(${ids.join(',')}, ','))::uuid)`),
    page: async (trx, after, limit) => {
      const start = after === undefined ? sql`` : sql`where id > ${after}::uuid`;
      return select(trx, sql`${start} order by id limit ${limit}`);
    },
    close: async (id, at) => {
      const { rows } = await sql`
        update contact.message
        set closed_at = ${at},
          delete_on = least(delete_on, ((${at}::timestamptz + retention_days * interval '24 hours') at time zone 'UTC')::date)
        where id = ${id}::uuid and closed_at is null
        returning id`.execute(db);
      return rows.length === 1;
    },
    reopen: async (id, now) => {
      const { rows } = await sql`
        update contact.message
        set closed_at = null,
          delete_on = ((auto_close_at + retention_days * interval '24 hours') at time zone 'UTC')::date
        where id = ${id}::uuid and closed_at is not null and auto_close_at > ${now}
        returning id`.execute(db);
      return rows.length === 1;
    },
  };
}

interface Row {
  id: string;
  reference: Reference;
  form: string;
  language: string;
  state: 'received' | 'held';
  held_reasons: string;
  name: string;
  email: string | null;
  phone: string | null;
  topic: string;
  message: string;
  received_at: Date;
  closed_at: Date | null;
  delete_on: Day;
  mail_domain: string;
  acknowledgement: MailOutcome | null;
  confirmation: MailOutcome | null;
  restricted_at: Date | null;
}

async function select(db: DatabaseOrTx, rest: RawBuilder<unknown>): Promise<DeskMessage[]> {
  const { rows } = await sql<Row>`
    select id, reference, form, language, state, held_reasons, name, email, phone, topic, message, received_at, closed_at,
      delete_on, mail_domain, acknowledgement, confirmation, restricted_at
    from contact.message ${rest}`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    reference: row.reference,
    form: row.form,
    language: row.language,
    state: row.state,
    heldReasons: reasonsOf(row.held_reasons),
    name: row.name,
    email: row.email,
    phone: row.phone,
    topic: row.topic,
    message: row.message,
    receivedAt: row.received_at,
    closedAt: row.closed_at,
    deleteOn: row.delete_on,
    mailDomain: row.mail_domain,
    acknowledgement: row.acknowledgement,
    confirmation: row.confirmation,
    isRestricted: row.restricted_at !== null,
  }));
}
