import { isNotAmong, type Database, type DatabaseOrTx, type Tx } from '@foyer/database';
import { languageOf } from '@foyer/service';
import { sql } from 'kysely';
import { z } from 'zod';
import type { ConsentGiver, GivenConsents } from './consents.ts';
import type { Day } from './deletion-date.ts';
import type { HeldMessage, HoldReason, MailOutcome, Message, NewMessage } from './message.ts';
import { newReference, type Reference } from './reference.ts';

export interface MessageStore {
  /** All in one statement. @returns the references they were given, by id */
  insert(trx: Tx, messages: readonly NewMessage[]): Promise<Map<string, Reference>>;
  byId(id: string): Promise<Message | undefined>;
  idOf(reference: Reference): Promise<string | undefined>;
  /** The oldest first. */
  held(limit: number): Promise<HeldMessage[]>;
  /** For a mail to staff: without the restricted ones. */
  heldBetween(from: Date, to: Date): Promise<HeldMessage[]>;
  /** @returns what was released, or undefined when it was not held any more, or is restricted and not its sender asks */
  release(trx: Tx, id: string, by: 'visitor' | 'staff', now: Date): Promise<ReleasedMessage | undefined>;
  /** @returns what was closed, or undefined when it was not open */
  close(trx: Tx, reference: Reference, now: Date): Promise<{ id: string; isHeld: boolean } | undefined>;
  /** Closes what nobody closed, as of the moment that was promised; not what is restricted. */
  closeDue(trx: Tx, now: Date, limit: number): Promise<{ id: string; isHeld: boolean }[]>;
  noteMail(id: string, mail: 'acknowledgement' | 'confirmation', outcome: MailOutcome): Promise<void>;
  /** The first ones to be deleted on or before `day`, without those that are held. */
  dueForDeletion(
    day: Day,
    limit: number,
    held: readonly string[],
  ): Promise<{ id: string; mailDomain: string }[]>;
  countDueForDeletion(day: Day, held: readonly string[]): Promise<number>;
  /** @returns how many there were */
  remove(trx: DatabaseOrTx, ids: readonly string[]): Promise<number>;
  oldestClosedAt(): Promise<Date | null>;
}

interface ReleasedMessage extends ConsentGiver {
  /** What its sender agreed to and nobody has written down yet. */
  consents: GivenConsents | undefined;
}

const StoredConsents = z.object({
  given: z.array(z.object({ purpose: z.string(), version: z.number() })),
  isOldEnough: z.boolean().optional(),
});

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
  auto_close_at: Date;
  retention_days: number;
  delete_on: Day;
  mail_domain: string;
  released_at: Date | null;
  restricted_at: Date | null;
}

export function createMessageStore(db: Database): MessageStore {
  return {
    insert: async (trx, messages) => {
      const references = new Map<string, Reference>();
      // A taken reference is a matter of one in a million; a fourth in a row is a broken source of randomness.
      for (let attempt = 0; attempt < 4 && references.size < messages.length; attempt += 1) {
        const missing = messages.filter(({ id }) => !references.has(id));
        for (const [id, reference] of await insertSome(trx, missing)) references.set(id, reference);
      }
      if (references.size < messages.length) throw new Error('no free reference was found in four tries');
      return references;
    },
    byId: async (id) => {
      const { rows } = await sql<Row>`
        select id, reference, form, language, state, held_reasons, name, email, phone, topic, message, received_at,
          auto_close_at, retention_days, delete_on, mail_domain, released_at, restricted_at
        from contact.message where id = ${id}::uuid`.execute(db);
      return rows[0] && messageOf(rows[0]);
    },
    idOf: async (reference) => {
      const { rows } = await sql<{ id: string }>`
        select id from contact.message where reference = ${reference}`.execute(db);
      return rows[0]?.id;
    },
    held: async (limit) => heldRows(db, sql`true`, limit),
    heldBetween: async (from, to) =>
      heldRows(db, sql`restricted_at is null and received_at > ${from} and received_at <= ${to}`, 1000),
    release: async (trx, id, by, now) => {
      const { rows } = await sql<Row & { consents: unknown }>`
        with held as (
          select id, consents from contact.message
          where id = ${id}::uuid and state = 'held' and (restricted_at is null or ${by}::text = 'visitor') for update
        )
        update contact.message set state = 'received', released_at = ${now}, released_by = ${by}, consents = null
        from held where message.id = held.id
        returning message.id, form, language, email, phone, received_at, held.consents`.execute(trx);
      const [row] = rows;
      if (row === undefined) return undefined;
      const { form, email, phone, received_at: receivedAt } = row;
      return {
        id,
        form,
        email,
        phone,
        receivedAt,
        language: languageOf(row.language) ?? 'en',
        consents: row.consents === null ? undefined : StoredConsents.parse(row.consents),
      };
    },
    close: async (trx, reference, now) => {
      const { rows } = await sql<{ id: string; is_held: boolean }>`
        update contact.message
        set closed_at = ${now},
          delete_on = least(delete_on, ((${now}::timestamptz + retention_days * interval '24 hours') at time zone 'UTC')::date)
        where reference = ${reference} and closed_at is null
        returning id, state = 'held' as is_held`.execute(trx);
      return rows[0] && { id: rows[0].id, isHeld: rows[0].is_held };
    },
    closeDue: async (trx, now, limit) => {
      const { rows } = await sql<{ id: string; is_held: boolean }>`
        update contact.message set closed_at = auto_close_at
        where id in (
          select id from contact.message where closed_at is null and auto_close_at <= ${now} and restricted_at is null
          order by auto_close_at limit ${limit} for update skip locked
        )
        returning id, state = 'held' as is_held`.execute(trx);
      return rows.map(({ id, is_held: isHeld }) => ({ id, isHeld }));
    },
    noteMail: async (id, mail, outcome) => {
      await sql`update contact.message set ${sql.id(mail)} = ${outcome} where id = ${id}::uuid`.execute(db);
    },
    dueForDeletion: async (day, limit, held) => {
      const { rows } = await sql<{ id: string; mail_domain: string }>`
        select id, mail_domain from contact.message where ${isDue(day, held)}
        order by delete_on limit ${limit}`.execute(db);
      return rows.map(({ id, mail_domain: mailDomain }) => ({ id, mailDomain }));
    },
    countDueForDeletion: async (day, held) => {
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from contact.message where ${isDue(day, held)}`.execute(db);
      return rows[0]?.n ?? 0;
    },
    remove: async (trx, ids) => {
      const { rows } = await sql`
        delete from contact.message where id in (select unnest(string_to_array(${ids.join(',')}, ','))::uuid)
        returning id`.execute(trx);
      return rows.length;
    },
    oldestClosedAt: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(closed_at) as oldest from contact.message where restricted_at is null`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

function isDue(day: Day, held: readonly string[]) {
  return sql`delete_on <= ${day}::date and restricted_at is null and ${isNotAmong('id', held)}`;
}

async function insertSome(trx: Tx, messages: readonly NewMessage[]): Promise<[string, Reference][]> {
  const rows = messages.map((message) => ({
    id: message.id,
    reference: newReference(),
    form: message.form,
    language: message.language,
    state: message.heldReasons.length === 0 ? 'received' : 'held',
    held_reasons: message.heldReasons.join(','),
    name: message.name,
    email: message.email ?? null,
    phone: message.phone ?? null,
    topic: message.topic,
    message: message.message,
    received_at: message.receivedAt,
    auto_close_at: message.autoCloseAt,
    retention_days: message.retentionDays,
    delete_on: message.deleteOn,
    mail_domain: message.mailDomain,
    consents: message.heldReasons.length === 0 ? null : (message.consents ?? null),
  }));
  // One parameter whatever the number of rows, so that the statement is always the same.
  const { rows: inserted } = await sql<{ id: string; reference: Reference }>`
    insert into contact.message (id, reference, form, language, state, held_reasons, name, email, phone, topic, message,
      received_at, auto_close_at, retention_days, delete_on, mail_domain, consents)
    select id, reference, form, language, state, held_reasons, name, email, phone, topic, message,
      received_at, auto_close_at, retention_days, delete_on, mail_domain, consents
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, reference text, form text, language text,
      state text, held_reasons text, name text, email text, phone text, topic text, message text,
      received_at timestamptz, auto_close_at timestamptz, retention_days integer, delete_on date, mail_domain text,
      consents jsonb)
    on conflict (reference) do nothing
    returning id, reference`.execute(trx);
  return inserted.map(({ id, reference }) => [id, reference]);
}

async function heldRows(
  db: Database,
  condition: ReturnType<typeof sql>,
  limit: number,
): Promise<HeldMessage[]> {
  const { rows } = await sql<{
    reference: Reference;
    received_at: Date;
    held_reasons: string;
    confirmation: MailOutcome | null;
  }>`
    select reference, received_at, held_reasons, confirmation from contact.message
    where state = 'held' and ${condition}
    order by received_at limit ${limit}`.execute(db);
  return rows.map((row) => ({
    reference: row.reference,
    receivedAt: row.received_at,
    reasons: reasonsOf(row.held_reasons),
    confirmation: row.confirmation,
  }));
}

function messageOf(row: Row): Message {
  return {
    id: row.id,
    reference: row.reference,
    form: row.form,
    language: languageOf(row.language) ?? 'en',
    state: row.state,
    heldReasons: reasonsOf(row.held_reasons),
    name: row.name,
    email: row.email,
    phone: row.phone,
    topic: row.topic,
    message: row.message,
    receivedAt: row.received_at,
    autoCloseAt: row.auto_close_at,
    retentionDays: row.retention_days,
    deleteOn: row.delete_on,
    mailDomain: row.mail_domain,
    releasedAt: row.released_at,
    isRestricted: row.restricted_at !== null,
  };
}

const holdReasons: readonly HoldReason[] = ['no_captcha', 'honeypot', 'fast', 'links'];

export function reasonsOf(text: string): HoldReason[] {
  const names = text.split(',');
  return holdReasons.filter((reason) => names.includes(reason));
}
