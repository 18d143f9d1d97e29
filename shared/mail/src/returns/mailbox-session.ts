import type { Log } from '@foyer/runtime';
import type { ImapFlow } from 'imapflow';
import type { ReturnMailboxPlace } from './mailbox-place.ts';
import { mailboxProblem, textOf } from './mailbox-problem.ts';
import { mostReturnBytes } from './read-return.ts';

/** An open folder. Each call throws when the server refuses it. */
export interface MailboxSession {
  /** Numbers of mails that nobody has marked as not ours. */
  unread(): Promise<number[]>;
  /** No more of it than is looked at, and without marking it as read; undefined: it is gone. */
  beginningOf(uid: number): Promise<Uint8Array | undefined>;
  putAway(uid: number): Promise<void>;
  leaveAlone(uid: number): Promise<void>;
  /** false: every further call would fail. */
  isOpen(): boolean;
}

// A keyword of our own (RFC 3501 §2.3.2): whether a person has read a mail is theirs to say.
const notOurs = '$FoyerNotReturned';
const read = String.raw`\Seen`;
const byUid = { uid: true } as const;
const mostNamed = 20;

/**
 * Opens the folder, and looks whether mails that are dealt with have somewhere to go.
 *
 * @throws Error in words that say what to do
 */
export async function withMailbox<Answer>(
  place: ReturnMailboxPlace,
  options: { signal: AbortSignal; log: Log },
  work: (session: MailboxSession) => Promise<Answer>,
): Promise<Answer> {
  const { signal, log } = options;
  signal.throwIfAborted();
  const client = await createClient(place);
  // Without a listener a broken connection would end the process; the call that waits fails by itself.
  client.on('error', (error: unknown) => log.debug({ err: error }, 'the connection to the mailbox broke'));
  const stop = (): void => client.close();
  signal.addEventListener('abort', stop);
  // What `work` throws may be about something else.
  let isBegun = false;
  try {
    await client.connect();
    const session = await openFolder(client, place);
    isBegun = true;
    const answer = await work(session);
    await client.logout().catch(() => undefined);
    return answer;
  } catch (error) {
    // Whatever broke, broke because of that.
    if (signal.aborted) {
      throw new Error('the mailbox was not read to its end: the time is over', { cause: error });
    }
    throw isBegun ? error : mailboxProblem(error, place);
  } finally {
    signal.removeEventListener('abort', stop);
    client.close();
  }
}

async function openFolder(client: ImapFlow, place: ReturnMailboxPlace): Promise<MailboxSession> {
  const { folder, moveTo } = place;
  for (const name of [folder, ...(moveTo === undefined ? [] : [moveTo])]) await mustBeThere(client, name);
  const { permanentFlags, readOnly } = await client.mailboxOpen(folder);
  if (readOnly === true) {
    throw new Error(
      `the folder '${folder}' may only be read: mails that are dealt with could not be put away`,
    );
  }
  const keepsKeywords = permanentFlags?.has(String.raw`\*`) ?? false;
  const open = keepsKeywords ? { unKeyword: notOurs } : { seen: false };

  async function ask<Answer>(call: () => Promise<Answer | false | undefined>, what: string): Promise<Answer> {
    let answer: Answer | false | undefined;
    try {
      answer = await call();
    } catch (error) {
      throw mailboxProblem(error, place);
    }
    if (answer !== false && answer !== undefined) return answer;
    // Of the one and of the other our client says no more than that.
    if (client.usable) throw new Error(`the mailbox does not let ${what}`);
    throw mailboxProblem(Object.assign(new Error('it is closed'), { code: 'NoConnection' }), place);
  }

  return {
    unread: async () =>
      await ask(async () => {
        const found = await client.search({ deleted: false, ...open }, byUid);
        return Array.isArray(found) ? found : undefined;
      }, 'itself be searched'),
    beginningOf: async (uid) => {
      const wanted = { uid: true, source: { start: 0, maxLength: mostReturnBytes } };
      const { source } = await ask(
        async () => (await client.fetchOne(String(uid), wanted, byUid)) || { source: undefined },
        'a mail be read',
      );
      return source;
    },
    putAway: async (uid) => {
      const range = String(uid);
      await (moveTo === undefined
        ? ask(async () => await client.messageDelete(range, byUid), 'a mail be deleted that was stored')
        : ask(
            async () => await client.messageMove(range, moveTo, byUid),
            `a mail be moved to '${moveTo}' that was stored`,
          ));
    },
    leaveAlone: async (uid) => {
      const mark = keepsKeywords ? notOurs : read;
      await ask(
        async () => await client.messageFlagsAdd(String(uid), [mark], byUid),
        'a mail be marked that is not ours',
      );
    },
    isOpen: () => client.usable,
  };
}

async function mustBeThere(client: ImapFlow, name: string): Promise<void> {
  try {
    await client.status(name, { messages: true });
  } catch (error) {
    if (textOf(error, 'code') !== 'NotFound') throw error;
    const names = (await client.list()).map(({ path }) => path).slice(0, mostNamed);
    throw new Error(
      `there is no folder '${name}' in the mailbox: make it, or name one of ${names.join(', ')}`,
      {
        cause: error,
      },
    );
  }
}

async function createClient(place: ReturnMailboxPlace): Promise<ImapFlow> {
  const { host, port, isSecure, user, password } = place;
  // Only where there is a mailbox: a start should not wait for it.
  const { ImapFlow: Client } = await import('imapflow');
  const isHere = ['localhost', '127.0.0.1', '::1'].includes(host);
  return new Client({
    host,
    port,
    secure: isSecure,
    // A password does not go over the net in the clear. On this machine it meets no net, and what a mail server shows
    // there is mostly the certificate that its package made, which nobody signed.
    ...(!isSecure && (isHere ? { tls: { rejectUnauthorized: false } } : { doSTARTTLS: true })),
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: 15_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
    maxLiteralSize: 4 * mostReturnBytes,
  });
}
