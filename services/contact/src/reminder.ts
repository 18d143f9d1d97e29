import type { Database } from '@foyer/database';
import type { Mail } from '@foyer/mail';
import type { DeletionReminder } from '@foyer/service';
import { daysAfter } from './deletion-date.ts';
import type { MailComposer } from './mails/compose.ts';
import { openMessages, noteReminded } from './reminder-store.ts';

const daysBefore = 3;

/**
 * Tells the staff of messages that nobody has closed, before they close themselves and their time begins to run: what was
 * overlooked can still be answered.
 */
export function createReminder(deps: { db: Database; mail: Mail; composer: MailComposer }): DeletionReminder {
  const { db, mail, composer } = deps;
  return {
    daysBefore,
    remind: async ({ now, limit }) => {
      const open = await openMessages(db, daysAfter(now, daysBefore), limit);
      if (open.length === 0) return 0;
      // Before it is noted: a mail that comes twice is better than one that never comes, and its id stays the same.
      await mail.send(await composer.openReport(open, now));
      await noteReminded(
        db,
        open.map(({ id }) => id),
        now,
      );
      return open.length;
    },
  };
}
