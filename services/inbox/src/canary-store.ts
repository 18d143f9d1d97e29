import type { Tx } from '@foyer/database';
import type { Canary } from '@foyer/service';
import { sql } from 'kysely';
import { searchVector } from './search-words.ts';

/** An item that no source knows and no list shows, with a history, a note and a reply; proves that real ones go. */
export async function plantItem(
  trx: Tx,
  { id, word, digest }: Canary,
  related: { receivedAt: Date; changeId: string; noteId: string; replyId: string; messageId: string },
): Promise<void> {
  const { receivedAt, changeId, noteId, replyId, messageId } = related;
  await sql`
    insert into inbox.item (id, kind, reference, form, topic, language, state, name, preview, search, note_count,
      reply_count, received_at, updated_at)
    values (${id}, 'message', ${word}, 'default', 'other', 'en', 'canary', ${word}, ${word},
      ${searchVector(word)}::tsvector, 1, 1, ${receivedAt}, ${receivedAt})`.execute(trx);
  await sql`
    insert into inbox.change (id, item_id, version, state_before, state_after, changed_at)
    values (${changeId}, ${id}, 1, 'open', 'canary', ${receivedAt})`.execute(trx);
  await sql`
    insert into inbox.undo (token_hash, bulk_id, actor_id, expires_at)
    values (${digest}, ${id}, ${id}, ${receivedAt})`.execute(trx);
  await sql`
    insert into inbox.note (id, item_id, author_id, text, created_at)
    values (${noteId}, ${id}, ${id}, ${word}, ${receivedAt})`.execute(trx);
  await sql`
    insert into inbox.reply (id, item_id, author_id, idempotency_key, subject, text, message_id, thread_ids, state,
      created_at, settled_at)
    values (${replyId}, ${id}, ${id}, ${replyId}, ${word}, ${word}, ${messageId}, '', 'sent', ${receivedAt},
      ${receivedAt})`.execute(trx);
}
