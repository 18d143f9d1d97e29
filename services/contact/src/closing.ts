import type { MessageStore } from './message-store.ts';
import type { ContactDeps } from './ports.ts';
import type { Reference } from './reference.ts';

/** Closes up to `limit` messages that nobody closed in time. @returns how many */
export type CloseDue = (limit: number) => Promise<number>;

/** Closing, with the item in the inbox. What is held stays held there, although its period of retention runs. */
export function createClosing(
  deps: Pick<ContactDeps, 'db' | 'clock' | 'inbox' | 'notifyDesk'> & { messages: MessageStore },
): { close: (reference: Reference) => Promise<boolean>; closeDue: CloseDue } {
  const { db, clock, inbox, notifyDesk, messages } = deps;
  return {
    close: async (reference) => {
      const closed = await db.transaction().execute(async (trx) => {
        const now = clock.now();
        const one = await messages.close(trx, reference, now);
        if (one?.isHeld === false) await inbox.setState(trx, [one.id], 'closed', now);
        return one;
      });
      if (closed !== undefined) notifyDesk('inbox', [closed.id]);
      return closed !== undefined;
    },
    closeDue: async (limit) => {
      const closed = await db.transaction().execute(async (trx) => {
        const now = clock.now();
        const due = await messages.closeDue(trx, now, limit);
        const ids = due.filter(({ isHeld }) => !isHeld).map(({ id }) => id);
        await inbox.setState(trx, ids, 'closed', now);
        return due;
      });
      if (closed.length > 0) {
        notifyDesk(
          'inbox',
          closed.map(({ id }) => id),
        );
      }
      return closed.length;
    },
  };
}
