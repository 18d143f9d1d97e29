import type { Log } from '@foyer/runtime';
import type { ImapFlow } from 'imapflow';
import { mostReturnBytes } from './read-return.ts';
import type { ArrivedMail } from './return-listener.ts';

/** A mailbox in which returned mail lands. */
export interface ReturnMailboxPlace {
  host: string;
  port: number;
  isSecure: boolean;
  user: string;
  password: string;
  folder: string;
  /** Where mails go that are dealt with; undefined: they are deleted. */
  moveTo: string | undefined;
}

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
// A keyword of our own (RFC 3501 §2.3.2): whether a person has read a mail is theirs to say.
const notOurs = '$FoyerNotReturned';

/**
 * @param url `imaps://user:password@host:993/INBOX?move=Done`; parts URL-encoded. `imap://` asks for STARTTLS
 * @throws RangeError when it is none
 */
export function mailboxPlace(url: string): ReturnMailboxPlace {
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(url);
  if (!['imap:', 'imaps:'].includes(protocol) || hostname === '' || username === '') {
    throw new RangeError('a mailbox must be like imaps://user:password@host/INBOX');
  }
  const isSecure = protocol === 'imaps:';
  return {
    host: hostname,
    port: port === '' ? (isSecure ? 993 : 143) : Number(port),
    isSecure,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    folder: decodeURIComponent(pathname.slice(1)) || 'INBOX',
    moveTo: searchParams.get('move') ?? undefined,
  };
}

/**
 * Goes once through the mailbox. A mail is deleted or moved only after `take` has stored it; when this process ends in
 * between, it is taken again.
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
  const client = await openClient(place);
  // Without a listener a broken connection would end the process; the call that waits fails by itself.
  client.on('error', (error: unknown) => log.debug({ err: error }, 'the connection to the mailbox broke'));
  const stop = (): void => client.close();
  signal.addEventListener('abort', stop);
  try {
    await client.connect();
    const mailbox = await client.mailboxOpen(place.folder);
    const keepsKeywords = mailbox.permanentFlags?.has(String.raw`\*`) ?? false;
    const found = await client.search(
      { deleted: false, ...(keepsKeywords ? { unKeyword: notOurs } : { seen: false }) },
      { uid: true },
    );
    const uids = Array.isArray(found) ? found : [];
    const run = { taken: 0, foreign: 0, isMore: uids.length > mostOfOneRun };
    let failure: unknown;
    for (const uid of uids.slice(0, mostOfOneRun)) {
      if (signal.aborted) throw new Error('the mailbox was not read to its end: the time is over');
      try {
        const mail = await client.fetchOne(
          String(uid),
          { uid: true, source: { start: 0, maxLength: mostReturnBytes } },
          { uid: true },
        );
        if (mail === false || mail.source === undefined) continue;
        if ((await take({ recipients: [], source: mail.source })) === 'taken') {
          await putAway(client, uid, place.moveTo);
          run.taken += 1;
        } else {
          await client.messageFlagsAdd(String(uid), [keepsKeywords ? notOurs : String.raw`\Seen`], {
            uid: true,
          });
          run.foreign += 1;
        }
      } catch (error) {
        if (!client.usable) throw error;
        failure ??= error;
        log.warn(
          { err: error, uid },
          'a mail in the mailbox for returned mail could not be taken; it stays there',
        );
      }
    }
    if (failure !== undefined) throw failure;
    await client.logout();
    return run;
  } finally {
    signal.removeEventListener('abort', stop);
    client.close();
  }
}

async function openClient(place: ReturnMailboxPlace): Promise<ImapFlow> {
  const { host, port, isSecure, user, password } = place;
  // Only where there is a mailbox: a start should not wait for it.
  const { ImapFlow: Client } = await import('imapflow');
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(host);
  return new Client({
    host,
    port,
    secure: isSecure,
    // A password does not go over the net in the clear.
    ...(!isSecure && !isHere && { doSTARTTLS: true }),
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 15_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
    maxLiteralSize: 4 * mostReturnBytes,
  });
}

async function putAway(client: ImapFlow, uid: number, moveTo: string | undefined): Promise<void> {
  const range = String(uid);
  const isDone =
    moveTo === undefined
      ? await client.messageDelete(range, { uid: true })
      : await client.messageMove(range, moveTo, { uid: true });
  if (isDone === false) throw new Error('the mail was stored, but the mailbox does not let it be put away');
}
