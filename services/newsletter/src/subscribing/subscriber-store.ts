import type { Database, DatabaseOrTx } from '@foyer/database';
import { type Language, languageOf } from '@foyer/service';
import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { Salutation, Subscriber } from './subscriber.ts';

interface NewSubscriber {
  id: string;
  email: string;
  name: string;
  salutation: Salutation;
  language: Language;
  topics: readonly string[];
  attributes?: Record<string, string>;
  at: Date;
}

export interface SubscriberStore {
  byNumber(db: DatabaseOrTx, number: number): Promise<Subscriber | undefined>;
  /** Locked until the end of the transaction. */
  lock(
    trx: DatabaseOrTx,
    by: { number: number } | { email: string } | { id: string },
  ): Promise<Subscriber | undefined>;
  /** Those of these addresses who are there, locked; by the address in small letters. */
  lockMany(trx: DatabaseOrTx, emails: readonly string[]): Promise<Map<string, Subscriber>>;
  byEmail(db: DatabaseOrTx, email: string): Promise<Subscriber | undefined>;
  /** Who is there already is active again, with the name and the language of today, and keeps the other topics. */
  subscribe(trx: DatabaseOrTx, subscriber: NewSubscriber): Promise<{ id: string; number: number }>;
  /** @returns false when somebody with this address is there: then nothing is changed */
  addImported(trx: DatabaseOrTx, subscriber: NewSubscriber): Promise<boolean>;
  addTopics(trx: DatabaseOrTx, id: string, topics: readonly string[], at: Date): Promise<void>;
  removeTopics(trx: DatabaseOrTx, id: string, topics: readonly string[]): Promise<void>;
  change(
    trx: DatabaseOrTx,
    id: string,
    change: {
      name?: string;
      salutation?: Salutation;
      language?: Language;
      pausedUntil?: Date | null;
      at: Date;
    },
  ): Promise<void>;
  mergeAttributes(trx: DatabaseOrTx, id: string, attributes: Record<string, string>, at: Date): Promise<void>;
  unsubscribe(
    trx: DatabaseOrTx,
    id: string,
    end: { at: Date; deleteOn: string; reason: string | null },
  ): Promise<void>;
  setReason(trx: DatabaseOrTx, id: string, reason: string): Promise<void>;
  rejoin(trx: DatabaseOrTx, id: string, at: Date): Promise<void>;
  countLeaving(trx: DatabaseOrTx, campaignNumber: number): Promise<void>;
  leavingOf(db: DatabaseOrTx, campaignNumber: number): Promise<number>;
  /** The newest first. */
  list(filter: SubscriberFilter): Promise<Subscriber[]>;
  countByState(
    now: Date,
  ): Promise<{ active: number; paused: number; unsubscribed: number; restricted: number }>;
}

interface SubscriberFilter {
  email?: string | undefined;
  topic?: string | undefined;
  state?: 'active' | 'unsubscribed' | undefined;
  /** Those with smaller numbers. */
  before?: number | undefined;
  limit: number;
}

interface Row {
  id: string;
  number: number;
  email: string;
  name: string;
  salutation: Salutation;
  language: string;
  state: 'active' | 'unsubscribed';
  paused_until: Date | null;
  is_restricted: boolean;
  attributes: unknown;
  source: 'form' | 'import';
  confirmed_at: Date;
  unsubscribed_at: Date | null;
  unsubscribe_reason: string | null;
  topics: string[];
}

const Attributes = z.record(z.string(), z.string());

const columns = sql`s.id, s.number, s.email, s.name, s.salutation, s.language, s.state, s.paused_until, s.is_restricted,
  s.attributes, s.source, s.confirmed_at, s.unsubscribed_at, s.unsubscribe_reason,
  array(select topic_id from newsletter.subscription where subscriber_id = s.id order by topic_id) as topics`;

export function createSubscriberStore(db: Database): SubscriberStore {
  return {
    byNumber: async (reader, number) => (await read(reader, sql`where s.number = ${number}`))[0],
    byEmail: async (reader, email) =>
      (await read(reader, sql`where lower(s.email) = lower(${email}::text)`))[0],
    lock: async (trx, by) => {
      const condition =
        'number' in by
          ? sql`s.number = ${by.number}`
          : 'id' in by
            ? sql`s.id = ${by.id}::uuid`
            : sql`lower(s.email) = lower(${by.email}::text)`;
      return (await read(trx, sql`where ${condition} for update of s`))[0];
    },
    lockMany: async (trx, emails) => {
      const found = await read(
        trx,
        sql`where lower(s.email) in (select jsonb_array_elements_text(${JSON.stringify(emails.map((email) => email.toLowerCase()))}::jsonb))
          order by s.id for update of s`,
      );
      return new Map(found.map((one) => [one.email.toLowerCase(), one]));
    },
    subscribe: async (trx, { id, email, name, salutation, language, topics, at }) => {
      const { rows } = await sql<{ id: string; number: number }>`
        insert into newsletter.subscriber as s (id, email, name, salutation, language, state, attributes, source,
          confirmed_at, changed_at)
        values (${id}::uuid, ${email}, ${name}, ${salutation}, ${language}, 'active',
          '{}', 'form', ${at}, ${at})
        on conflict (lower(email)) do update set name = excluded.name, salutation = excluded.salutation,
          language = excluded.language, state = 'active', paused_until = null, unsubscribed_at = null,
          unsubscribe_reason = null, delete_on = null, confirmed_at = excluded.confirmed_at,
          changed_at = excluded.changed_at
        returning s.id, s.number`.execute(trx);
      const [row] = rows;
      if (row === undefined) throw new Error('a subscriber was neither added nor found');
      await addTopics(trx, row.id, topics, at);
      return row;
    },
    addImported: async (trx, { id, email, name, salutation, language, topics, attributes, at }) => {
      const { rows } = await sql`
        insert into newsletter.subscriber (id, email, name, salutation, language, state, attributes, source,
          confirmed_at, changed_at)
        values (${id}::uuid, ${email}, ${name}, ${salutation}, ${language}, 'active',
          ${JSON.stringify(attributes ?? {})}::jsonb, 'import', ${at}, ${at})
        on conflict (lower(email)) do nothing returning 1 as added`.execute(trx);
      if (rows.length === 0) return false;
      await addTopics(trx, id, topics, at);
      return true;
    },
    addTopics,
    removeTopics: async (trx, id, topics) => {
      await sql`
        delete from newsletter.subscription where subscriber_id = ${id}::uuid
          and topic_id = any(string_to_array(${topics.join(',')}, ','))`.execute(trx);
    },
    change: async (trx, id, { name, salutation, language, pausedUntil, at }) => {
      await sql`
        update newsletter.subscriber set name = coalesce(${name ?? null}::text, name),
          salutation = coalesce(${salutation ?? null}::text, salutation),
          language = coalesce(${language ?? null}::text, language),
          paused_until = ${pausedUntil === undefined ? sql`paused_until` : sql`${pausedUntil}::timestamptz`},
          changed_at = ${at}
        where id = ${id}::uuid`.execute(trx);
    },
    mergeAttributes: async (trx, id, attributes, at) => {
      await sql`
        update newsletter.subscriber set attributes = attributes || ${JSON.stringify(attributes)}::jsonb,
          changed_at = ${at} where id = ${id}::uuid`.execute(trx);
    },
    unsubscribe: async (trx, id, { at, deleteOn, reason }) => {
      await sql`
        update newsletter.subscriber set state = 'unsubscribed', unsubscribed_at = ${at}, paused_until = null,
          unsubscribe_reason = ${reason}, delete_on = ${deleteOn}::date, changed_at = ${at}
        where id = ${id}::uuid and state = 'active'`.execute(trx);
    },
    setReason: async (trx, id, reason) => {
      await sql`
        update newsletter.subscriber set unsubscribe_reason = ${reason}
        where id = ${id}::uuid and state = 'unsubscribed'`.execute(trx);
    },
    rejoin: async (trx, id, at) => {
      await sql`
        update newsletter.subscriber set state = 'active', unsubscribed_at = null, unsubscribe_reason = null,
          paused_until = null, delete_on = null, confirmed_at = ${at}, changed_at = ${at}
        where id = ${id}::uuid`.execute(trx);
    },
    countLeaving: async (trx, campaignNumber) => {
      await sql`
        insert into newsletter.campaign_unsubscribe as counted (campaign_number, count) values (${campaignNumber}, 1)
        on conflict (campaign_number) do update set count = counted.count + 1`.execute(trx);
    },
    leavingOf: async (reader, campaignNumber) => {
      const { rows } = await sql<{ count: number }>`
        select count from newsletter.campaign_unsubscribe where campaign_number = ${campaignNumber}`.execute(
        reader,
      );
      return rows[0]?.count ?? 0;
    },
    list: async ({ email, topic, state, before, limit }) =>
      await read(
        db,
        sql`where s.source <> 'canary'
          ${email === undefined ? sql`` : sql`and lower(s.email) = lower(${email}::text)`}
          ${state === undefined ? sql`` : sql`and s.state = ${state}`}
          ${topic === undefined ? sql`` : sql`and exists (select from newsletter.subscription where subscriber_id = s.id and topic_id = ${topic})`}
          ${before === undefined ? sql`` : sql`and s.number < ${before}`}
          order by s.number desc limit ${limit}`,
      ),
    countByState: async (now) => {
      const { rows } = await sql<{
        active: number;
        paused: number;
        unsubscribed: number;
        restricted: number;
      }>`
        select count(*) filter (where state = 'active') as active,
          count(*) filter (where state = 'active' and paused_until > ${now}) as paused,
          count(*) filter (where state = 'unsubscribed') as unsubscribed,
          count(*) filter (where is_restricted) as restricted
        from newsletter.subscriber where source <> 'canary'`.execute(db);
      return rows[0] ?? { active: 0, paused: 0, unsubscribed: 0, restricted: 0 };
    },
  };
}

function subscriberOf(row: Row): Subscriber {
  return {
    id: row.id,
    number: row.number,
    email: row.email,
    name: row.name,
    salutation: row.salutation,
    language: languageOf(row.language) ?? 'en',
    state: row.state,
    pausedUntil: row.paused_until,
    isRestricted: row.is_restricted,
    attributes: Attributes.parse(row.attributes),
    source: row.source,
    confirmedAt: row.confirmed_at,
    unsubscribedAt: row.unsubscribed_at,
    unsubscribeReason: row.unsubscribe_reason,
    topics: row.topics,
  };
}

async function read(reader: DatabaseOrTx, rest: RawBuilder<unknown>): Promise<Subscriber[]> {
  const { rows } = await sql<Row>`select ${columns} from newsletter.subscriber as s ${rest}`.execute(reader);
  return rows.map(subscriberOf);
}

async function addTopics(trx: DatabaseOrTx, id: string, topics: readonly string[], at: Date): Promise<void> {
  await sql`
    insert into newsletter.subscription (subscriber_id, topic_id, since)
    select ${id}::uuid, id, ${at}::timestamptz from newsletter.topic
    where id = any(string_to_array(${topics.join(',')}, ','))
    on conflict do nothing`.execute(trx);
}
