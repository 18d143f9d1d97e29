import { verifyReturnMailbox } from '@foyer/mail';
import { createLog } from '@foyer/runtime';
import type { Config } from '../config.ts';
import type { Finding } from './finding.ts';

const about = 'returned mail';

/** Without a mailbox there is nothing to say: the port for returned mail is this server's own. */
export async function examineReturnedMail({ bounces }: Config): Promise<Finding[]> {
  const { mailbox } = bounces;
  if (mailbox === undefined) return [];
  try {
    await verifyReturnMailbox(mailbox, createLog({ level: 'silent' }));
    return [{ state: 'well', about, says: `the mailbox opens at ${mailbox.host}` }];
  } catch (error) {
    return [
      {
        state: 'wrong',
        about,
        says: error instanceof Error ? error.message : String(error),
        advice: 'until then nobody hears of mails that come back; BOUNCE_IMAP_URL names the mailbox',
      },
    ];
  }
}
