import { uuidv7 } from '@foyer/runtime';
import { inboxError } from './errors.ts';
import type { ItemStore } from './item-store.ts';
import type { Note, NoteStore } from './note-store.ts';
import type { InboxDeps } from './ports.ts';

/** What staff tell each other about an item; never sent to the visitor. */
export interface Notes {
  /** @throws AppError item_unknown, item_full */
  add(itemId: string, text: string, authorId: string): Promise<Note>;
  /** Of the author's own. @throws AppError note_unknown */
  remove(itemId: string, noteId: string, authorId: string): Promise<void>;
}

export const maxNotes = 200;

export function createNotes(
  deps: Pick<InboxDeps, 'db' | 'clock' | 'audit' | 'notifyDesk'> & { items: ItemStore; store: NoteStore },
): Notes {
  const { db, clock, audit, notifyDesk, items, store } = deps;
  return {
    add: async (itemId, text, authorId) => {
      const createdAt = clock.now();
      const note = { id: uuidv7(createdAt), itemId, authorId, text, createdAt };
      await db.transaction().execute(async (trx) => {
        const item = await items.lock(trx, itemId);
        if (item === undefined) throw inboxError('item_unknown');
        if (item.noteCount >= maxNotes)
          throw inboxError('item_full', `an item has at most ${maxNotes} notes`);
        await store.insert(trx, note);
        await items.addToCounts(trx, itemId, { notes: 1 }, createdAt);
        await audit(trx, {
          actorId: authorId,
          action: 'inbox.note.add',
          subject: `inbox.item:${itemId}`,
          detail: { noteId: note.id },
        });
      });
      notifyDesk('inbox', [itemId]);
      return note;
    },
    remove: async (itemId, noteId, authorId) => {
      await db.transaction().execute(async (trx) => {
        await items.lock(trx, itemId);
        if (!(await store.remove(trx, { id: noteId, itemId, authorId }))) throw inboxError('note_unknown');
        await items.addToCounts(trx, itemId, { notes: -1 }, clock.now());
        await audit(trx, {
          actorId: authorId,
          action: 'inbox.note.delete',
          subject: `inbox.item:${itemId}`,
          detail: { noteId },
        });
      });
      notifyDesk('inbox', [itemId]);
    },
  };
}
