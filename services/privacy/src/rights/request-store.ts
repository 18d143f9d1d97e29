import { isNotAmong, type Database, type DatabaseOrTx } from '@foyer/database';
import { type DataSubject, languageOf } from '@foyer/service';
import { sql } from 'kysely';
import { dueDay, type Day } from './due-date.ts';
import { newReference } from './reference.ts';
import { Changes, Outcome, type DataRequest, type NewRequest, type RequestState } from './request.ts';
import { requestKinds, requestChannels, requestStates } from './request.ts';
import type { SubjectSeal } from '../subject-seal.ts';

export interface RequestStore {
  insert(trx: DatabaseOrTx, id: string, request: NewRequest, now: Date, mailDomain: string): Promise<void>;
  byId(id: string): Promise<DataRequest | undefined>;
  /** For a change of it: nobody else changes it until the transaction ends. */
  lock(trx: DatabaseOrTx, id: string): Promise<DataRequest | undefined>;
  /** Open ones by their due day, others by the day they were closed, the newest first. */
  list(filter: { state?: RequestState; after?: string }, limit: number): Promise<DataRequest[]>;
  /** Open ones that are due on this day or before it. */
  dueUntil(day: Day, limit: number): Promise<{ id: string; reference: string; kind: string; dueOn: Day }[]>;
  countOverdue(today: Day): Promise<number>;
  noteOutcome(trx: DatabaseOrTx, id: string, outcome: Outcome): Promise<void>;
  extend(trx: DatabaseOrTx, id: string, until: Day, reason: string): Promise<void>;
  proposeRefusal(
    trx: DatabaseOrTx,
    id: string,
    refusal: { reason: string; proposedBy: string } | null,
  ): Promise<void>;
  /** Forgets who asked, but for the digests. @returns whether it was open */
  close(
    trx: DatabaseOrTx,
    id: string,
    close: { state: 'done' | 'refused'; at: Date; by: string | null },
  ): Promise<boolean>;
  ofSubject(subject: DataSubject): Promise<DataRequest[]>;
  dueForDeletion(closedBefore: Date, limit: number, held: readonly string[]): Promise<string[]>;
  countDue(closedBefore: Date, held: readonly string[]): Promise<number>;
  remove(trx: DatabaseOrTx, ids: readonly string[]): Promise<number>;
  /** Ids of records that others were told of long enough ago. @returns how many requests had some */
  forgetRecords(closedBefore: Date, limit: number): Promise<number>;
  oldestClosedAt(): Promise<Date | null>;
  mailDomainsOf(ids: readonly string[]): Promise<{ id: string; mailDomain: string }[]>;
}

interface Row {
  id: string;
  reference: string;
  kind: string;
  channel: string;
  language: string;
  subject: Uint8Array | null;
  changes: Uint8Array | null;
  purposes: string;
  received_on: string;
  due_on: string;
  extension_reason: string | null;
  state: string;
  refusal_reason: string | null;
  refusal_proposed_by: string | null;
  refusal_approved_by: string | null;
  outcome: unknown;
  created_at: Date;
  created_by: string | null;
  closed_at: Date | null;
  closed_by: string | null;
}

const columns = sql`id, reference, kind, channel, language, subject, changes, purposes, received_on, due_on,
  extension_reason, state, refusal_reason, refusal_proposed_by, refusal_approved_by, outcome, created_at, created_by,
  closed_at, closed_by`;

export function createRequestStore(db: Database, seal: SubjectSeal): RequestStore {
  const requestOf = (row: Row) => readRow(row, seal);

  return {
    insert: async (trx, id, request, now, mailDomain) => {
      const { email, phone } = seal.digests(request.subject);
      const { kind, channel, language, changes, purposes, receivedOn, createdBy } = request;
      const sealedChanges = Object.keys(changes).length === 0 ? null : seal.seal(changes, `${id} changes`);
      await sql`
        insert into privacy.request (id, reference, kind, channel, language, subject, email_digest, phone_digest,
          changes, purposes, received_on, due_on, state, outcome, created_at, created_by, mail_domain)
        values (${id}::uuid, ${newReference()}, ${kind}, ${channel}, ${language}, ${seal.seal(request.subject, id)},
          ${email}::bytea, ${phone}::bytea, ${sealedChanges}::bytea, ${purposes.join(' ')}, ${receivedOn}::date,
          ${dueDay(receivedOn)}::date, 'open', '{}', ${now}, ${createdBy}::uuid, ${mailDomain})`.execute(trx);
    },
    byId: async (id) => {
      const { rows } = await sql<Row>`select ${columns} from privacy.request where id = ${id}::uuid`.execute(
        db,
      );
      return rows[0] && requestOf(rows[0]);
    },
    lock: async (trx, id) => {
      const { rows } = await sql<Row>`
        select ${columns} from privacy.request where id = ${id}::uuid for update`.execute(trx);
      return rows[0] && requestOf(rows[0]);
    },
    list: async ({ state = 'open', after }, limit) => {
      const isAfter =
        after === undefined
          ? sql`true`
          : state === 'open'
            ? sql`(due_on, id) > (select due_on, id from privacy.request where id = ${after}::uuid)`
            : sql`(closed_at, id) < (select closed_at, id from privacy.request where id = ${after}::uuid)`;
      const order = state === 'open' ? sql`due_on, id` : sql`closed_at desc, id desc`;
      const { rows } = await sql<Row>`
        select ${columns} from privacy.request where state = ${state} and ${isAfter}
        order by ${order} limit ${limit}`.execute(db);
      return rows.map(requestOf);
    },
    dueUntil: async (day, limit) => {
      const { rows } = await sql<{ id: string; reference: string; kind: string; dueOn: Day }>`
        select id, reference, kind, due_on as "dueOn" from privacy.request
        where state = 'open' and due_on <= ${day}::date order by due_on, id limit ${limit}`.execute(db);
      return rows;
    },
    countOverdue: async (today) => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from privacy.request
        where state = 'open' and due_on < ${today}::date`.execute(db);
      return rows[0]?.count ?? 0;
    },
    noteOutcome: async (trx, id, outcome) => {
      await sql`
        update privacy.request set outcome = ${JSON.stringify(outcome)}::jsonb where id = ${id}::uuid`.execute(
        trx,
      );
    },
    extend: async (trx, id, until, reason) => {
      await sql`
        update privacy.request set due_on = ${until}::date, extension_reason = ${reason}
        where id = ${id}::uuid`.execute(trx);
    },
    proposeRefusal: async (trx, id, refusal) => {
      await sql`
        update privacy.request set refusal_reason = ${refusal?.reason ?? null}::text,
          refusal_proposed_by = ${refusal?.proposedBy ?? null}::uuid
        where id = ${id}::uuid`.execute(trx);
    },
    close: async (trx, id, { state, at, by }) => {
      const { rows } = await sql`
        update privacy.request set state = ${state}, closed_at = ${at}, closed_by = ${by}::uuid, subject = null,
          changes = null,
          refusal_approved_by = case when ${state}::text = 'refused' then ${by}::uuid else null end
        where id = ${id}::uuid and state = 'open' returning id`.execute(trx);
      return rows.length === 1;
    },
    ofSubject: async (subject) => {
      const { rows } = await sql<Row>`
        select ${columns} from privacy.request where ${isOf(seal, subject)} order by created_at, id
        limit 1000`.execute(db);
      return rows.map(requestOf);
    },
    dueForDeletion: async (closedBefore, limit, held) => {
      const { rows } = await sql<{ id: string }>`
        select id from privacy.request where closed_at <= ${closedBefore} and ${isNotAmong('id', held)}
        order by closed_at limit ${limit}`.execute(db);
      return rows.map(({ id }) => id);
    },
    countDue: async (closedBefore, held) => {
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from privacy.request
        where closed_at <= ${closedBefore} and ${isNotAmong('id', held)}`.execute(db);
      return rows[0]?.count ?? 0;
    },
    remove: async (trx, ids) => {
      const { rows } = await sql`
        delete from privacy.request where id in (${idsOf(ids)}) returning id`.execute(trx);
      return rows.length;
    },
    forgetRecords: async (closedBefore, limit) => {
      const { rows } = await sql`
        update privacy.request set outcome = outcome - 'records'
        where id in (
          select id from privacy.request where closed_at <= ${closedBefore} and outcome ? 'records' limit ${limit}
        )
        returning id`.execute(db);
      return rows.length;
    },
    oldestClosedAt: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(closed_at) as oldest from privacy.request`.execute(db);
      return rows[0]?.oldest ?? null;
    },
    mailDomainsOf: async (ids) => {
      const { rows } = await sql<{ id: string; mailDomain: string }>`
        select id, mail_domain as "mailDomain" from privacy.request where id in (${idsOf(ids)})`.execute(db);
      return rows;
    },
  };
}

function readRow(row: Row, seal: SubjectSeal): DataRequest {
  const { refusal_reason: reason, refusal_proposed_by: proposedBy } = row;
  return {
    id: row.id,
    reference: row.reference,
    kind: oneOf(requestKinds, row.kind),
    channel: oneOf(requestChannels, row.channel),
    language: languageOf(row.language) ?? 'en',
    subject: row.subject === null ? undefined : seal.open(row.subject, row.id),
    changes: row.changes === null ? {} : Changes.parse(seal.openText(row.changes, `${row.id} changes`)),
    purposes: row.purposes.split(' ').filter((purpose) => purpose !== ''),
    receivedOn: row.received_on,
    dueOn: row.due_on,
    extensionReason: row.extension_reason,
    state: oneOf(requestStates, row.state),
    refusal:
      reason === null || proposedBy === null
        ? null
        : { reason, proposedBy, approvedBy: row.refusal_approved_by },
    outcome: Outcome.parse(row.outcome),
    createdAt: row.created_at,
    createdBy: row.created_by,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
  };
}

function isOf(seal: SubjectSeal, subject: DataSubject) {
  const { email, phone } = seal.digests(subject);
  return sql`(email_digest = ${email}::bytea or phone_digest = ${phone}::bytea)`;
}

function idsOf(ids: readonly string[]) {
  return sql`select unnest(string_to_array(${ids.join(',')}, ','))::uuid`;
}

function oneOf<Value extends string>(values: readonly Value[], text: string): Value {
  const found = values.find((value) => value === text);
  if (found === undefined)
    throw new Error(`privacy.request must hold one of ${values.join()}, got '${text}'`);
  return found;
}
