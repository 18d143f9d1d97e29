import { isNotAmong, type Database, type DatabaseOrTx } from '@foyer/database';
import { sql, type RawBuilder } from 'kysely';
import type { Position } from './cursor.ts';
import type { Item, ItemCounts, ItemFilter, ItemKind, ItemState, NewItem } from './item.ts';
import { searchQuery, searchVector } from './search-words.ts';

export interface ItemStore {
  /** All in one statement. */
  add(trx: DatabaseOrTx, items: readonly NewItem[]): Promise<void>;
  /** The newest first, after `after`. */
  list(filter: ItemFilter, page: { after: Position | undefined; limit: number }): Promise<Item[]>;
  /** How many the filter lets through, counted up to `most`. */
  countUpTo(filter: ItemFilter, most: number): Promise<number>;
  counts(staffId: string): Promise<ItemCounts>;
  byId(id: string): Promise<Item | undefined>;
  /** Of those that are there, the kind. */
  kindsOf(ids: readonly string[]): Promise<{ id: string; kind: ItemKind }[]>;
  /** Keeps others from changing the item, or writing replies and notes to it, until the transaction ends. */
  lock(trx: DatabaseOrTx, id: string): Promise<Item | undefined>;
  /** Notes and replies were added or taken away. */
  addToCounts(
    trx: DatabaseOrTx,
    id: string,
    more: { notes?: number; replies?: number },
    at: Date,
  ): Promise<void>;
  /** After notes and replies were erased. */
  recount(trx: DatabaseOrTx, id: string): Promise<void>;
  /** With everything that refers to them. @returns how many there were */
  remove(trx: DatabaseOrTx, ids: readonly string[]): Promise<number>;
  /** The oldest first, after `after`, without those that are held. */
  receivedUpTo(
    moment: Date,
    page: { limit: number; held: readonly string[]; after: Position | undefined },
  ): Promise<{ id: string; kind: ItemKind; receivedAt: Date }[]>;
  oldestReceivedAt(): Promise<Date | null>;
}

interface Row {
  id: string;
  kind: ItemKind;
  reference: string;
  form: string;
  topic: string;
  language: string;
  state: ItemState;
  held_reasons: string;
  name: string;
  preview: string;
  assignee_id: string | null;
  received_at: Date;
  updated_at: Date;
  note_count: number;
  reply_count: number;
}

const columns = sql`id, kind, reference, form, topic, language, state, held_reasons, name, preview, assignee_id,
  received_at, updated_at, note_count, reply_count`;

export function createItemStore(db: Database): ItemStore {
  return {
    add: async (trx, items) => {
      if (items.length === 0) return;
      // One parameter whatever the number of rows, so that the statement is always the same.
      await sql`
        insert into inbox.item (id, kind, reference, form, topic, language, state, held_reasons, name, preview, search,
          received_at, updated_at)
        select id, kind, reference, form, topic, language, state, held_reasons, name, preview,
          search, received_at, received_at
        from jsonb_to_recordset(${JSON.stringify(items.map(rowOf))}::jsonb) as r (id uuid, kind text, reference text,
          form text, topic text, language text, state text, held_reasons text, name text, preview text, search tsvector,
          received_at timestamptz)
        on conflict (id) do update set reference = excluded.reference, form = excluded.form, topic = excluded.topic,
          language = excluded.language, held_reasons = excluded.held_reasons, name = excluded.name,
          preview = excluded.preview, search = excluded.search`.execute(trx);
    },
    list: async (filter, { after, limit }) => {
      const conditions = conditionsOf(filter);
      if (conditions === undefined) return [];
      if (after !== undefined) {
        conditions.push(sql`(received_at, id) < (${after.receivedAt}::timestamptz, ${after.id}::uuid)`);
      }
      const { rows } = await sql<Row>`
        select ${columns} from inbox.item ${where(conditions)}
        order by received_at desc, id desc limit ${limit}`.execute(db);
      return rows.map(itemOf);
    },
    countUpTo: async (filter, most) => {
      const conditions = conditionsOf(filter);
      if (conditions === undefined) return 0;
      const { rows } = await sql<{ n: number }>`
        select count(*) as n from (select from inbox.item ${where(conditions)} limit ${most}) as found`.execute(
        db,
      );
      return rows[0]?.n ?? 0;
    },
    counts: async (staffId) => {
      const [byState, mine] = await Promise.all([
        sql<{ state: ItemState; n: number }>`
          select state, count(*) as n from inbox.item group by state`.execute(db),
        sql<{ mine: number; unassigned: number }>`
          select
            (select count(*) from inbox.item
              where assignee_id = ${staffId}::uuid and state in ('open', 'waiting')) as mine,
            (select count(*) from inbox.item
              where assignee_id is null and state in ('open', 'waiting')) as unassigned`.execute(db),
      ]);
      const of = (state: ItemState): number => byState.rows.find((row) => row.state === state)?.n ?? 0;
      const { mine: own = 0, unassigned = 0 } = mine.rows[0] ?? {};
      return {
        open: of('open'),
        waiting: of('waiting'),
        closed: of('closed'),
        held: of('held'),
        mine: own,
        unassigned,
      };
    },
    byId: async (id) => {
      const { rows } = await sql<Row>`select ${columns} from inbox.item where id = ${id}::uuid`.execute(db);
      return rows[0] && itemOf(rows[0]);
    },
    kindsOf: async (ids) => {
      const { rows } = await sql<{ id: string; kind: ItemKind }>`
        select id, kind from inbox.item where id in (${idsOf(ids)})`.execute(db);
      return rows;
    },
    lock: async (trx, id) => {
      const { rows } = await sql<Row>`
        select ${columns} from inbox.item where id = ${id}::uuid for update`.execute(trx);
      return rows[0] && itemOf(rows[0]);
    },
    addToCounts: async (trx, id, { notes = 0, replies = 0 }, at) => {
      await sql`
        update inbox.item set note_count = note_count + ${notes}::integer,
          reply_count = reply_count + ${replies}::integer, updated_at = greatest(updated_at, ${at}::timestamptz)
        where id = ${id}::uuid`.execute(trx);
    },
    recount: async (trx, id) => {
      await sql`
        update inbox.item set
          note_count = (select count(*) from inbox.note where item_id = item.id),
          reply_count = (select count(*) from inbox.reply where item_id = item.id)
        where id = ${id}::uuid`.execute(trx);
    },
    remove: async (trx, ids) => {
      const { rows } = await sql`
        delete from inbox.item where id in (${idsOf(ids)}) returning id`.execute(trx);
      return rows.length;
    },
    receivedUpTo: async (moment, { limit, held, after }) => {
      const start =
        after === undefined
          ? sql`true`
          : sql`(received_at, id) > (${after.receivedAt}::timestamptz, ${after.id}::uuid)`;
      const { rows } = await sql<{ id: string; kind: ItemKind; receivedAt: Date }>`
        select id, kind, received_at as "receivedAt" from inbox.item
        where received_at <= ${moment} and ${start} and ${isNotAmong('id', held)}
        order by received_at, id limit ${limit}`.execute(db);
      return rows;
    },
    oldestReceivedAt: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(received_at) as oldest from inbox.item`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

/** One parameter for any number of ids. */
export function idsOf(ids: readonly string[]): RawBuilder<unknown> {
  return sql`select unnest(string_to_array(${ids.join(',')}, ','))::uuid`;
}

/** @returns undefined when nothing can be found: the search has no word in it */
function conditionsOf(filter: ItemFilter): RawBuilder<unknown>[] | undefined {
  const { state, kind, topic, assignee, search } = filter;
  const conditions = [state === undefined ? sql`state <> 'canary'` : sql`state = ${state}`];
  if (kind !== undefined) conditions.push(sql`kind = ${kind}`);
  if (topic !== undefined) conditions.push(sql`topic = ${topic}`);
  if (assignee !== undefined) {
    conditions.push(
      assignee.id === null ? sql`assignee_id is null` : sql`assignee_id = ${assignee.id}::uuid`,
    );
  }
  if (search !== undefined) {
    const query = searchQuery(search);
    if (query === undefined) return undefined;
    conditions.push(sql`search @@ ${query}::tsquery`);
  }
  return conditions;
}

function where(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, sql` and `)}`;
}

function rowOf(item: NewItem) {
  return {
    id: item.id,
    kind: item.kind,
    reference: item.reference,
    form: item.form,
    topic: item.topic,
    language: item.language,
    state: item.state,
    held_reasons: item.heldReasons,
    name: item.name,
    preview: Array.from(item.preview.slice(0, 640).toWellFormed()).slice(0, 160).join(''),
    // The reference also without its hyphens, as people type it.
    search: searchVector(`${item.reference} ${item.reference.replaceAll('-', '')} ${item.searchText}`),
    received_at: item.receivedAt,
  };
}

function itemOf(row: Row): Item {
  return {
    id: row.id,
    kind: row.kind,
    reference: row.reference,
    form: row.form,
    topic: row.topic,
    language: row.language,
    state: row.state,
    heldReasons: row.held_reasons.split(',').filter((reason) => reason !== ''),
    name: row.name,
    preview: row.preview,
    assigneeId: row.assignee_id,
    receivedAt: row.received_at,
    updatedAt: row.updated_at,
    noteCount: row.note_count,
    replyCount: row.reply_count,
  };
}
