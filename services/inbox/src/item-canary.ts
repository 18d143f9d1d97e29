import type { Database } from '@foyer/database';
import { leaveCanaryCopy, parseMailbox } from '@foyer/mail';
import { uuidv7 } from '@foyer/runtime';
import { newCanary } from '@foyer/service';
import { plantItem } from './canary-store.ts';
import type { InboxDeps } from './ports.ts';

/** Makes up an item that was received at `receivedAt`, with all that belongs to one. @returns what betrays it */
export type PlantItem = (receivedAt: Date) => Promise<string[]>;

export function createPlantItem(
  deps: Pick<InboxDeps, 'mail' | 'outboxDir' | 'config'> & { db: Database },
): PlantItem {
  const { db, mail, outboxDir, config } = deps;
  const { address } = parseMailbox(config.mailFrom, 'mailFrom');
  const mailDomain = address.slice(address.lastIndexOf('@') + 1);
  return async (receivedAt) => {
    const canary = newCanary(receivedAt);
    const [changeId, noteId, replyId] = [uuidv7(receivedAt), uuidv7(receivedAt), uuidv7(receivedAt)];
    const messageId = `inbox-reply.${replyId}@${mailDomain}`;
    await db
      .transaction()
      .execute(async (trx) => plantItem(trx, canary, { receivedAt, changeId, noteId, replyId, messageId }));
    // With a mail server there are no copies; the machine that purges may then be another one.
    if (mail.kind === 'outbox') await leaveCanaryCopy(outboxDir, messageId, canary.word);
    return [...canary.marks, changeId, noteId, replyId];
  };
}
