import type { Log } from '@foyer/runtime';
import type { ReturnMailboxPlace } from './mailbox-place.ts';
import { withMailbox, type MailboxSession } from './mailbox-session.ts';
import type { ArrivedMail } from './return-listener.ts';

/** How a run through the mailbox went. */
interface MailboxRun {
  taken: number;
  /** Not ours: left as they are, and not looked at again. */
  foreign: number;
  /** Could not be taken, as the log says; they stay. */
  failed: number;
  /** Whether there is more than fits into one run. */
  isMore: boolean;
}

export interface ReturnMailbox {
  /**
   * Goes once through the mailbox. A mail is deleted or moved only after `take` has stored it; when this process ends in
   * between, it is taken again.
   *
   * @throws Error when the server is away or refuses us
   */
  readSome(signal: AbortSignal): Promise<MailboxRun>;
}

const mostOfOneRun = 200;
const runSeconds = 120;
/** So many that fail in a row, and the newest one too, and the mails are not what is wrong. */
const patience = 10;

/**
 * A mailbox that gives up its mails one by one. Those that fail come last from then on, so that the others are read however
 * many there are; after a restart, and in each process, that is learned anew. No other number of a mail is remembered, so a
 * mailbox that is restored or made anew is read as it is.
 *
 * @param options.take answers whether the mail is ours. Throwing leaves it where it is, and the others go on
 */
export function createReturnMailbox(options: {
  place: ReturnMailboxPlace;
  take: (mail: ArrivedMail) => Promise<'taken' | 'foreign'>;
  log: Log;
}): ReturnMailbox {
  const { place, take, log } = options;
  /** By the time at which they failed last. */
  const failed = new Set<number>();

  async function deal(session: MailboxSession, uid: number): Promise<'taken' | 'foreign' | 'gone'> {
    const source = await session.beginningOf(uid);
    if (source === undefined) return 'gone';
    const answer = await take({ recipients: [], source });
    await (answer === 'taken' ? session.putAway(uid) : session.leaveAlone(uid));
    return answer;
  }

  async function readThrough(session: MailboxSession, signal: AbortSignal): Promise<MailboxRun> {
    const there = new Set(await session.unread());
    for (const uid of failed) if (!there.has(uid)) failed.delete(uid);
    const fresh = [...there].filter((uid) => !failed.has(uid));
    const again = [...failed];
    const run: MailboxRun = { taken: 0, foreign: 0, failed: 0, isMore: false };
    let inARow = 0;
    for (let tried = 0; tried < mostOfOneRun; tried += 1) {
      const uid = (inARow === patience ? fresh.pop() : fresh.shift()) ?? again.shift();
      if (uid === undefined) break;
      signal.throwIfAborted();
      // A new place in the order, should it fail again.
      failed.delete(uid);
      try {
        const answer = await deal(session, uid);
        if (answer !== 'gone') run[answer] += 1;
        inARow = 0;
      } catch (error) {
        failed.add(uid);
        signal.throwIfAborted();
        run.failed += 1;
        inARow += 1;
        log.warn(
          { err: error, uid },
          'a mail in the mailbox for returned mail could not be taken; it stays there',
        );
        // There are servers that hang up over a mail that they cannot read themselves.
        if (inARow > patience || !session.isOpen()) break;
      }
    }
    return { ...run, isMore: fresh.length > 0 && inARow <= patience };
  }

  return {
    readSome: async (stop) => {
      const signal = AbortSignal.any([stop, AbortSignal.timeout(runSeconds * 1_000)]);
      return await withMailbox(place, { signal, log }, async (session) => await readThrough(session, signal));
    },
  };
}

/** @throws Error in words that say what to do, when the mailbox could not be read */
export async function verifyReturnMailbox(place: ReturnMailboxPlace, log: Log): Promise<void> {
  await withMailbox(place, { signal: AbortSignal.timeout(30_000), log }, async (session) => {
    await session.unread();
  });
}
