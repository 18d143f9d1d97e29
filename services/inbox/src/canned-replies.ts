import { uuidv7 } from '@foyer/runtime';
import type { CannedReply, CannedReplyStore } from './canned-reply-store.ts';
import { inboxError } from './errors.ts';
import type { InboxDeps } from './ports.ts';

export interface CannedReplies {
  list(): Promise<CannedReply[]>;
  /** @throws AppError canned_reply_limit */
  add(reply: Pick<CannedReply, 'title' | 'text' | 'language'>, actorId: string): Promise<CannedReply>;
  /** @throws AppError canned_reply_unknown */
  change(
    id: string,
    changes: Parameters<CannedReplyStore['update']>[2],
    actorId: string,
  ): Promise<CannedReply>;
  /** @throws AppError canned_reply_unknown */
  remove(id: string, actorId: string): Promise<void>;
}

const maxCannedReplies = 500;

export function createCannedReplies(
  deps: Pick<InboxDeps, 'db' | 'clock' | 'audit'> & { store: CannedReplyStore },
): CannedReplies {
  const { db, clock, audit, store } = deps;
  return {
    list: async () => store.list(maxCannedReplies),
    add: async (given, actorId) => {
      const updatedAt = clock.now();
      const reply = { ...given, id: uuidv7(updatedAt), updatedAt };
      await db.transaction().execute(async (trx) => {
        if (!(await store.insert(trx, reply, maxCannedReplies))) {
          throw inboxError('canned_reply_limit', `there may be ${maxCannedReplies} canned replies`);
        }
        await audit(trx, entry(actorId, 'add', reply.id));
      });
      return reply;
    },
    change: async (id, changes, actorId) =>
      await db.transaction().execute(async (trx) => {
        const changed = await store.update(trx, id, changes, clock.now());
        if (changed === undefined) throw inboxError('canned_reply_unknown');
        await audit(trx, entry(actorId, 'change', id));
        return changed;
      }),
    remove: async (id, actorId) => {
      await db.transaction().execute(async (trx) => {
        if (!(await store.remove(trx, id))) throw inboxError('canned_reply_unknown');
        await audit(trx, entry(actorId, 'delete', id));
      });
    },
  };
}

function entry(actorId: string, action: string, id: string) {
  return { actorId, action: `inbox.canned.${action}`, subject: `inbox.canned_reply:${id}` };
}
