import type { Log } from '@foyer/runtime';
import type { ReturnMailboxPlace } from './mailbox-place.ts';
import { withMailbox } from './mailbox-session.ts';
import type { ArrivedMail } from './return-listener.ts';

/** How a run through the mailbox went. */
export interface MailboxRun {
  taken: number;
  /** Not ours: left as they are, and not looked at again. */
  foreign: number;
  /** Whether there is more than fits into one run. */
  isMore: boolean;
}

const mostOfOneRun = 200;
const runSeconds = 120;

/**
 * Goes once through the mailbox. A mail is deleted or moved only after `take` has stored it; when this process ends in
 * between, it is taken again. No number of a mail is remembered, so a mailbox that is restored or made anew is read as it is.
 *
 * @param options.take answers whether the mail is ours. Throwing leaves it where it is, and the others go on
 * @throws Error when the server is away or refuses us, or when a mail could not be taken
 */
export async function readReturnMailbox(options: {
  place: ReturnMailboxPlace;
  take: (mail: ArrivedMail) => Promise<'taken' | 'foreign'>;
  log: Log;
  signal: AbortSignal;
}): Promise<MailboxRun> {
  const { place, take, log } = options;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(runSeconds * 1_000)]);
  return await withMailbox(place, { signal, log }, async (session) => {
    const uids = await session.unread();
    const run = { taken: 0, foreign: 0, isMore: uids.length > mostOfOneRun };
    let failure: unknown;
    for (const uid of uids.slice(0, mostOfOneRun)) {
      signal.throwIfAborted();
      try {
        const source = await session.beginningOf(uid);
        if (source === undefined) continue;
        if ((await take({ recipients: [], source })) === 'taken') {
          await session.putAway(uid);
          run.taken += 1;
        } else {
          await session.leaveAlone(uid);
          run.foreign += 1;
        }
      } catch (error) {
        if (!session.isOpen()) throw error;
        failure ??= error;
        log.warn(
          { err: error, uid },
          'a mail in the mailbox for returned mail could not be taken; it stays there',
        );
      }
    }
    if (failure !== undefined) throw failure;
    return run;
  });
}

/** @throws Error in words that say what to do, when the mailbox could not be read */
export async function verifyReturnMailbox(place: ReturnMailboxPlace, log: Log): Promise<void> {
  await withMailbox(place, { signal: AbortSignal.timeout(30_000), log }, async (session) => {
    await session.unread();
  });
}
