import type { Actor } from '@foyer/http';
import { parseMailbox } from '@foyer/mail';
import { uuidv7 } from '@foyer/runtime';
import type { Changes } from './changes.ts';
import { inboxError } from './errors.ts';
import type { Item } from './item.ts';
import type { ItemStore } from './item-store.ts';
import { fillPlaceholders } from './placeholders.ts';
import type { InboxDeps, SourceRecord } from './ports.ts';
import type { Reply, ReplyStore } from './reply-store.ts';
import { replySubject } from './thread.ts';

interface ReplyDraft {
  text: string;
  /** The topic in the visitor's language when not given. */
  subject?: string | undefined;
  /** What the item becomes with it. */
  state?: 'waiting' | 'closed' | undefined;
}

/**
 * Stores a reply and the job that mails it in one transaction. The same key again answers the same reply.
 *
 * @throws AppError item_unknown, item_held, item_full, reply_without_address, reply_restricted, idempotency_key_reused
 */
export type WriteReply = (
  itemId: string,
  draft: ReplyDraft,
  idempotencyKey: string,
  actor: Pick<Actor, 'staffId'>,
) => Promise<Reply>;

export const maxReplies = 200;

export function createWriteReply(
  deps: Pick<
    InboxDeps,
    'db' | 'clock' | 'audit' | 'notifyDesk' | 'enqueueMany' | 'wakeJobs' | 'source' | 'topics' | 'config'
  > & { items: ItemStore; store: ReplyStore; changes: Changes },
): WriteReply {
  const { db, clock, audit, notifyDesk, enqueueMany, wakeJobs, source, topics, config } = deps;
  const { items, store, changes } = deps;
  const { address } = parseMailbox(config.mailFrom, 'mailFrom');
  const mailDomain = address.slice(address.lastIndexOf('@') + 1);

  return async (itemId, draft, idempotencyKey, { staffId }) => {
    const item = await items.byId(itemId);
    // Before the transaction: a source may ask the database by itself.
    const record = item && (await source(item.kind)?.read(itemId));
    if (item === undefined || record === undefined) throw inboxError('item_unknown');
    refuseUnmailable(item, record);
    const label = topics(item.language).find(({ id }) => id === item.topic)?.label ?? '';
    const text = fillPlaceholders(draft.text, { name: record.name, reference: item.reference });
    const subject = replySubject(draft.subject ?? label, item.reference);
    const createdAt = clock.now();
    const id = uuidv7(createdAt);

    const stored = await db.transaction().execute(async (trx) => {
      const locked = await items.lock(trx, itemId);
      if (locked === undefined) throw inboxError('item_unknown');
      const earlier = await store.byKey(trx, itemId, idempotencyKey);
      if (earlier !== undefined) return sameReply(earlier, { text, subject });
      if (locked.replyCount >= maxReplies) {
        throw inboxError('item_full', `an item has at most ${maxReplies} replies`);
      }
      const reply: Reply = {
        id,
        itemId,
        authorId: staffId,
        subject,
        text,
        messageId: `inbox-reply.${id}@${mailDomain}`,
        threadIds: [...record.threadMessageIds, ...(await store.messageIdsOf(trx, itemId))],
        state: 'queued',
        refusal: null,
        createdAt,
        settledAt: null,
      };
      await store.insert(trx, reply, idempotencyKey);
      await items.addToCounts(trx, itemId, { replies: 1 }, createdAt);
      if (draft.state !== undefined) {
        const by = { actorId: staffId, bulkId: null, at: createdAt };
        await changes.changeIn(trx, [itemId], { state: draft.state }, by);
      }
      await enqueueMany(trx, [sendJob(id)]);
      await audit(trx, {
        actorId: staffId,
        action: 'inbox.reply',
        subject: `inbox.item:${itemId}`,
        detail: { replyId: id },
      });
      return reply;
    });
    wakeJobs();
    notifyDesk('inbox', [itemId]);
    return stored;
  };
}

/** @throws AppError item_unknown, item_held, reply_without_address, reply_restricted */
export function refuseUnmailable(
  item: Pick<Item, 'state'> | undefined,
  record: SourceRecord | undefined,
): void {
  if (item === undefined || record === undefined) throw inboxError('item_unknown');
  if (item.state === 'held') throw inboxError('item_held', 'a held item must be released before a reply');
  if (record.isRestricted) {
    throw inboxError(
      'reply_restricted',
      'processing of these data is restricted (art. 18 GDPR): they are kept but must not be used for a reply',
    );
  }
  if (record.email === null) {
    throw inboxError('reply_without_address', 'the visitor left no e-mail address: please call');
  }
}

export function sendJob(replyId: string) {
  return { name: 'inbox.send_reply', payload: { replyId }, key: `inbox.send_reply:${replyId}` };
}

function sameReply(earlier: Reply, { text, subject }: Pick<Reply, 'text' | 'subject'>): Reply {
  if (earlier.text === text && earlier.subject === subject) return earlier;
  throw inboxError('idempotency_key_reused', 'each reply needs an idempotency key of its own');
}
