import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';
import { idsOf } from './item-store.ts';

export interface Note {
  id: string;
  itemId: string;
  authorId: string;
  text: string;
  createdAt: Date;
}

export interface NoteStore {
  insert(trx: DatabaseOrTx, note: Note): Promise<void>;
  /** @returns whether there was such a note by this author */
  remove(trx: DatabaseOrTx, note: Pick<Note, 'id' | 'itemId' | 'authorId'>): Promise<boolean>;
  /** The oldest first. */
  ofItems(itemIds: readonly string[], limit: number): Promise<Note[]>;
  /** @returns the items they belonged to, once for each note */
  removeOfItems(trx: DatabaseOrTx, itemIds: readonly string[]): Promise<string[]>;
}

interface Row {
  id: string;
  item_id: string;
  author_id: string;
  text: string;
  created_at: Date;
}

export function createNoteStore(db: Database): NoteStore {
  return {
    insert: async (trx, { id, itemId, authorId, text, createdAt }) => {
      await sql`
        insert into inbox.note (id, item_id, author_id, text, created_at)
        values (${id}, ${itemId}, ${authorId}, ${text}, ${createdAt})`.execute(trx);
    },
    remove: async (trx, { id, itemId, authorId }) => {
      const { rows } = await sql`
        delete from inbox.note
        where id = ${id}::uuid and item_id = ${itemId}::uuid and author_id = ${authorId}::uuid
        returning id`.execute(trx);
      return rows.length === 1;
    },
    ofItems: async (itemIds, limit) => {
      const { rows } = await sql<Row>`
        select id, item_id, author_id, text, created_at from inbox.note where item_id in (${idsOf(itemIds)})
        order by created_at, id limit ${limit}`.execute(db);
      return rows.map((row) => ({
        id: row.id,
        itemId: row.item_id,
        authorId: row.author_id,
        text: row.text,
        createdAt: row.created_at,
      }));
    },
    removeOfItems: async (trx, itemIds) => {
      const { rows } = await sql<{ item_id: string }>`
        delete from inbox.note where item_id in (${idsOf(itemIds)}) returning item_id`.execute(trx);
      return rows.map((row) => row.item_id);
    },
  };
}
