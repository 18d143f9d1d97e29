import type { Database, DatabaseOrTx } from '@foyer/database';
import type { Language } from '@foyer/service';
import { sql } from 'kysely';

export interface CannedReply {
  id: string;
  title: string;
  /** May hold `{name}` and `{reference}`. */
  text: string;
  language: Language;
  updatedAt: Date;
}

export interface CannedReplyStore {
  /** By title. */
  list(limit: number): Promise<CannedReply[]>;
  /** @returns false when there are `most` already */
  insert(trx: DatabaseOrTx, reply: CannedReply, most: number): Promise<boolean>;
  /** @returns undefined when it is not there */
  update(
    trx: DatabaseOrTx,
    id: string,
    changes: { title?: string | undefined; text?: string | undefined; language?: Language | undefined },
    at: Date,
  ): Promise<CannedReply | undefined>;
  remove(trx: DatabaseOrTx, id: string): Promise<boolean>;
}

interface Row {
  id: string;
  title: string;
  text: string;
  language: Language;
  updated_at: Date;
}

export function createCannedReplyStore(db: Database): CannedReplyStore {
  return {
    list: async (limit) => {
      const { rows } = await sql<Row>`
        select id, title, text, language, updated_at from inbox.canned_reply
        order by lower(title), id limit ${limit}`.execute(db);
      return rows.map(replyOf);
    },
    insert: async (trx, { id, title, text, language, updatedAt }, most) => {
      const { rows } = await sql`
        insert into inbox.canned_reply (id, title, text, language, updated_at)
        select ${id}::uuid, ${title}, ${text}, ${language}, ${updatedAt}::timestamptz
        where (select count(*) from inbox.canned_reply) < ${most}::integer
        returning id`.execute(trx);
      return rows.length === 1;
    },
    update: async (trx, id, { title, text, language }, at) => {
      const { rows } = await sql<Row>`
        update inbox.canned_reply set title = coalesce(${title ?? null}::text, title),
          text = coalesce(${text ?? null}::text, text), language = coalesce(${language ?? null}::text, language),
          updated_at = ${at}
        where id = ${id}::uuid
        returning id, title, text, language, updated_at`.execute(trx);
      return rows[0] && replyOf(rows[0]);
    },
    remove: async (trx, id) => {
      const { rows } = await sql`
        delete from inbox.canned_reply where id = ${id}::uuid returning id`.execute(trx);
      return rows.length === 1;
    },
  };
}

function replyOf({ id, title, text, language, updated_at: updatedAt }: Row): CannedReply {
  return { id, title, text, language, updatedAt };
}
