import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import type { ItemKind } from './item.ts';
import { idsOf } from './item-store.ts';

export const replyStates = ['queued', 'sent', 'refused', 'failed'] as const;
type ReplyState = (typeof replyStates)[number];

export interface Reply {
  id: string;
  itemId: string;
  authorId: string;
  subject: string;
  text: string;
  messageId: string;
  threadIds: string[];
  state: ReplyState;
  /** Why it was refused or given up. */
  refusal: string | null;
  createdAt: Date;
  settledAt: Date | null;
}

/** A reply with what its mail takes from the item. */
export interface ReplyToSend extends Reply {
  kind: ItemKind;
  form: string;
  topic: string;
  language: string;
  reference: string;
}

export interface ReplyStore {
  insert(trx: DatabaseOrTx, reply: Reply, idempotencyKey: string): Promise<void>;
  byKey(trx: DatabaseOrTx, itemId: string, idempotencyKey: string): Promise<Reply | undefined>;
  /** Message ids of what the visitor got or will get, the oldest first. */
  messageIdsOf(trx: DatabaseOrTx, itemId: string): Promise<string[]>;
  toSend(id: string): Promise<ReplyToSend | undefined>;
  /** @returns false when the reply is gone; one that was settled before stays as it was */
  settle(id: string, state: 'sent' | 'refused', refusal: string | null, at: Date): Promise<boolean>;
  /** The job that mails it has died. @returns the item, when the reply still waited to be sent */
  fail(trx: DatabaseOrTx, id: string, refusal: string, at: Date): Promise<string | undefined>;
  /** Of this item; nobody else changes it until the transaction ends. */
  lock(trx: DatabaseOrTx, itemId: string, id: string): Promise<Reply | undefined>;
  requeue(trx: DatabaseOrTx, id: string): Promise<Reply>;
  /** The oldest first. */
  ofItems(itemIds: readonly string[], limit: number): Promise<Reply[]>;
  removeOfItems(
    trx: DatabaseOrTx,
    itemIds: readonly string[],
  ): Promise<{ itemId: string; messageId: string }[]>;
  oldestCreatedAt(): Promise<Date | null>;
}

interface Row {
  id: string;
  item_id: string;
  author_id: string;
  subject: string;
  text: string;
  message_id: string;
  thread_ids: string;
  state: ReplyState;
  refusal: string | null;
  created_at: Date;
  settled_at: Date | null;
}

const columns = sql`reply.id, reply.item_id, reply.author_id, reply.subject, reply.text, reply.message_id,
  reply.thread_ids, reply.state, reply.refusal, reply.created_at, reply.settled_at`;

// Also one that was given up: its dead job may be tried again by command.
const isUnsent = sql`state in ('queued', 'failed')`;

export function createReplyStore(db: Database): ReplyStore {
  return {
    insert: async (trx, reply, idempotencyKey) => {
      await sql`
        insert into inbox.reply (id, item_id, author_id, idempotency_key, subject, text, message_id, thread_ids, state,
          refusal, created_at, settled_at)
        values (${reply.id}, ${reply.itemId}, ${reply.authorId}, ${idempotencyKey}, ${reply.subject}, ${reply.text},
          ${reply.messageId}, ${reply.threadIds.join(' ')}, ${reply.state}, ${reply.refusal}, ${reply.createdAt},
          ${reply.settledAt})`.execute(trx);
    },
    byKey: async (trx, itemId, idempotencyKey) => {
      const { rows } = await sql<Row>`
        select ${columns} from inbox.reply
        where item_id = ${itemId}::uuid and idempotency_key = ${idempotencyKey}::uuid`.execute(trx);
      return rows[0] && replyOf(rows[0]);
    },
    messageIdsOf: async (trx, itemId) => {
      const { rows } = await sql<{ message_id: string }>`
        select message_id from inbox.reply where item_id = ${itemId}::uuid and state in ('queued', 'sent')
        order by created_at, id`.execute(trx);
      return rows.map((row) => row.message_id);
    },
    toSend: async (id) => {
      const { rows } = await sql<
        Row & Pick<ReplyToSend, 'kind' | 'form' | 'topic' | 'language' | 'reference'>
      >`
        select ${columns}, item.kind, item.form, item.topic, item.language, item.reference
        from inbox.reply join inbox.item on item.id = reply.item_id
        where reply.id = ${id}::uuid`.execute(db);
      const [row] = rows;
      if (row === undefined) return undefined;
      const { kind, form, topic, language, reference } = row;
      return { ...replyOf(row), kind, form, topic, language, reference };
    },
    settle: async (id, state, refusal, at) => {
      const { rows } = await sql`
        update inbox.reply set
          state = case when ${isUnsent} then ${state} else state end,
          refusal = case when ${isUnsent} then ${refusal}::text else refusal end,
          settled_at = case when ${isUnsent} then ${at}::timestamptz else settled_at end
        where id = ${id}::uuid returning id`.execute(db);
      return rows.length === 1;
    },
    fail: async (trx, id, refusal, at) => {
      const { rows } = await sql<{ item_id: string }>`
        update inbox.reply set state = 'failed', refusal = ${refusal}, settled_at = ${at}
        where id = ${id}::uuid and state = 'queued' returning item_id`.execute(trx);
      return rows[0]?.item_id;
    },
    lock: async (trx, itemId, id) => {
      const { rows } = await sql<Row>`
        select ${columns} from inbox.reply
        where id = ${id}::uuid and item_id = ${itemId}::uuid for update`.execute(trx);
      return rows[0] && replyOf(rows[0]);
    },
    requeue: async (trx, id) => {
      const { rows } = await sql<Row>`
        update inbox.reply set state = 'queued', refusal = null, settled_at = null
        where id = ${id}::uuid returning ${columns}`.execute(trx);
      const [row] = rows;
      if (row === undefined) throw new Error('a locked reply must be there');
      return replyOf(row);
    },
    ofItems: async (itemIds, limit) => {
      const { rows } = await sql<Row>`
        select ${columns} from inbox.reply where item_id in (${idsOf(itemIds)})
        order by created_at, id limit ${limit}`.execute(db);
      return rows.map(replyOf);
    },
    removeOfItems: async (trx, itemIds) => {
      const { rows } = await sql<{ item_id: string; message_id: string }>`
        delete from inbox.reply where item_id in (${idsOf(itemIds)})
        returning item_id, message_id`.execute(trx);
      return rows.map((row) => ({ itemId: row.item_id, messageId: row.message_id }));
    },
    oldestCreatedAt: async () => {
      const { rows } = await sql<{ oldest: Date | null }>`
        select min(created_at) as oldest from inbox.reply`.execute(db);
      return rows[0]?.oldest ?? null;
    },
  };
}

function replyOf(row: Row): Reply {
  return {
    id: row.id,
    itemId: row.item_id,
    authorId: row.author_id,
    subject: row.subject,
    text: row.text,
    messageId: row.message_id,
    threadIds: row.thread_ids.split(' ').filter((id) => id !== ''),
    state: row.state,
    refusal: row.refusal,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  };
}
