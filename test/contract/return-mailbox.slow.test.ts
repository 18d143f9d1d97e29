import { inspect } from 'node:util';
import { createReturnMailbox, mailboxPlace } from '@foyer/mail';
import { silentLog } from '@foyer/runtime/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  mailboxUrl,
  mailWith,
  numbered,
  openMailbox,
  subjectsIn,
  takeBounces,
  type MailboxRun,
  type Take,
} from '../support/bounce-mailbox.ts';
import { startDovecot, type MailboxServer } from '../support/dovecot.ts';
import { runCommand, temporaryFolder } from '../support/foyer-process.ts';
import { freePort } from '../support/free-port.ts';

describe('a mailbox for returned mail', () => {
  let server: MailboxServer;

  beforeAll(async () => {
    server = await startDovecot();
    server.makeFolder('Done');
  });
  beforeEach(() => {
    server.empty();
    deliver('bounce 1', 'a letter', 'bounce 2');
  });
  afterAll(async () => await server.close());

  it('gives up what was stored, and leaves what is not ours unread, to be asked about once', async () => {
    expect(await read(takeBounces)).toEqual({ taken: 2, foreign: 1, failed: 0, isMore: false });
    expect(server.mails()).toEqual([{ source: mailWith('a letter'), isRead: false }]);
    expect(await asked()).toEqual([]);
  });

  it('deletes no mail before it is stored', async () => {
    const there: string[][] = [];
    await read(async (subject) => {
      there.push(left());
      return await takeBounces(subject);
    });
    expect(there).toEqual([
      ['bounce 1', 'a letter', 'bounce 2'],
      ['a letter', 'bounce 2'],
      ['a letter', 'bounce 2'],
    ]);
  });

  it('moves them where it is told to', async () => {
    await read(takeBounces, url({ rest: '/INBOX?move=Done' }));
    expect(left()).toEqual(['a letter']);
    expect(left('Done')).toEqual(['bounce 1', 'bounce 2']);
  });

  it('says which folder is not there before it takes anything, and which ones are', async () => {
    const taken: string[] = [];
    const take: Take = async (subject) => await push(taken, subject, 'taken');
    for (const rest of ['/INBOX?move=Dnoe', '/Dnoe']) {
      const problem = await problemOf(read(take, url({ rest })));
      expect(problem).toMatch(
        /^there is no folder 'Dnoe' in the mailbox: make it, or name one of (?:INBOX, Done|Done, INBOX)$/,
      );
    }
    expect(taken).toEqual([]);
    expect(left()).toHaveLength(3);
  });

  it('marks what is not ours as read where a mailbox keeps no other marks', async () => {
    server.allow('lrste');
    expect(await read(takeBounces)).toMatchObject({ taken: 2, foreign: 1 });
    expect(server.mails()).toEqual([{ source: mailWith('a letter'), isRead: true }]);
    expect(await asked()).toEqual([]);
  });

  it('says so when it may only read, and stores nothing again and again', async () => {
    server.allow('lr');
    const problem = await problemOf(read(takeBounces));
    expect(problem).toBe(
      "the folder 'INBOX' may only be read: mails that are dealt with could not be put away",
    );
    expect(left()).toHaveLength(3);
  });

  it('goes through hundreds of mails in several runs, and takes each once', async () => {
    deliver(...numbered('bounce', 450, 3));
    const seen: string[] = [];
    const take: Take = async (subject) => {
      seen.push(subject);
      return await takeBounces(subject);
    };
    expect(await read(take)).toEqual({ taken: 199, foreign: 1, failed: 0, isMore: true });
    expect(await read(take)).toEqual({ taken: 200, foreign: 0, failed: 0, isMore: true });
    expect(await read(take)).toEqual({ taken: 53, foreign: 0, failed: 0, isMore: false });
    expect(left()).toEqual(['a letter']);
    expect(new Set(seen).size).toBe(453);
    expect(seen).toHaveLength(453);
  });

  it('reads no more of a large mail than is looked at', async () => {
    server.deliver([`${mailWith('bounce 3')}${`${'x'.repeat(70)}\r\n`.repeat(50_000)}`]);
    const sizes: number[] = [];
    const take = async ({ source }: { source: Uint8Array }): Promise<'taken'> =>
      await push(sizes, source.length, 'taken');
    const mailbox = createReturnMailbox({ place: mailboxPlace(url()), take, log: silentLog() });
    await mailbox.readSome(new AbortController().signal);
    expect(sizes.toSorted((one, other) => one - other).at(-1)).toBe(128 * 1024);
    expect(left()).toEqual([]);
  });

  it('reads a mailbox that was restored, whose mails have other numbers', async () => {
    await read(takeBounces);
    await server.crash();
    server.renumber();
    await server.start();
    deliver('bounce 3');
    expect(await asked()).toEqual(['bounce 3']);
    expect(await read(takeBounces)).toMatchObject({ taken: 0 });
    expect(left()).toEqual(['a letter', 'bounce 3']);
  });

  it('loses nothing when the mail server crashes in the middle', async () => {
    deliver(...numbered('bounce', 40, 3));
    const stored: string[] = [];
    const log = silentLog();
    const mailbox = openMailbox(
      url(),
      async (subject) => {
        if (!subject.startsWith('bounce')) return 'foreign';
        stored.push(subject);
        if (stored.length === 20) await server.crash();
        return 'taken';
      },
      log,
    );
    expect(await mailbox.readSome()).toMatchObject({ taken: 19, failed: 1, isMore: true });
    const message = expect.stringMatching(
      /^the connection to the mail server .* broke .*the next run goes on/,
    );
    expect(log.lines).toContainEqual(expect.objectContaining({ err: expect.objectContaining({ message }) }));
    expect(await problemOf(mailbox.readSome())).toMatch(/^no mail server answers/);
    await server.start();
    const again: string[] = [];
    await read(async (subject) => {
      if (subject.startsWith('bounce')) again.push(subject);
      return await takeBounces(subject);
    });
    expect(left()).toEqual(['a letter']);
    expect(new Set([...stored, ...again]).size).toBe(42);
    // Only the one that was stored and could not be put away any more.
    expect(stored.filter((subject) => again.includes(subject))).toEqual(['bounce 20']);
  });

  it('says that the sign-in is refused, and never the password', async () => {
    const failing = read(takeBounces, url({ password: 'wrong-secret' }));
    const error = await failing.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toMatch(
      /refuses the sign-in of returns@news\.example\.com .*check the user and the password/,
    );
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('wrong-secret');
  });

  it('says that nobody is there, or that the port speaks another language', async () => {
    const port = await freePort();
    expect(await problemOf(read(takeBounces, url({ port })))).toMatch(
      new RegExp(`^no mail server answers at 127\\.0\\.0\\.1:${port} .*check host and port`),
    );
    const crossed = await problemOf(read(takeBounces, url({ scheme: 'imaps', port: server.port })));
    expect(crossed).toMatch(/^no encrypted connection .*imaps:\/\/ is for ports with TLS from the start/);
  });

  it('trusts no certificate that nobody signed, and says what to start with', async () => {
    const failing = read(takeBounces, url({ scheme: 'imaps', host: 'localhost', port: server.tlsPort }));
    expect(await problemOf(failing)).toMatch(
      /^the certificate of the mail server localhost:\d+ is not trusted .*NODE_EXTRA_CA_CERTS=/,
    );
    expect(left()).toHaveLength(3);
  });

  it('trusts the one in NODE_EXTRA_CA_CERTS, for the name that stands in it', async () => {
    const trusting = { NODE_EXTRA_CA_CERTS: server.certFile };
    const named = url({ scheme: 'imaps', host: 'localhost', port: server.tlsPort });
    const unnamed = url({ scheme: 'imaps', port: server.tlsPort });
    const [trusted, misnamed] = await Promise.all([doctor(named, trusting), doctor(unnamed, trusting)]);
    expect(trusted).toMatch(/returned mail: the mailbox opens at localhost/);
    expect(misnamed).toMatch(/returned mail: .*is for another name.*write a name in the URL/);
  });

  function deliver(...subjects: string[]): void {
    server.deliver(subjects.map(mailWith));
  }

  function left(folder?: string): string[] {
    return subjectsIn(server, folder);
  }

  function url(parts?: Parameters<typeof mailboxUrl>[1]): string {
    return mailboxUrl(server, parts);
  }

  async function read(take: Take, at = url()): Promise<MailboxRun> {
    return await openMailbox(at, take).readSome();
  }

  /** What a run would ask about, all of it left where it is. */
  async function asked(): Promise<string[]> {
    const subjects: string[] = [];
    await read(async (subject) => await push(subjects, subject, 'foreign'));
    return subjects;
  }
});

async function push<Kind, Answer>(list: Kind[], one: Kind, answer: Answer): Promise<Answer> {
  list.push(one);
  return await Promise.resolve(answer);
}

async function problemOf(run: Promise<unknown>): Promise<string> {
  return await run.then(
    () => 'none',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** NODE_EXTRA_CA_CERTS is read when a process starts. */
async function doctor(mailbox: string, env: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  const { stdout } = await runCommand(['doctor'], {
    ...env,
    DATA_DIR: folder.path,
    BOUNCE_IMAP_URL: mailbox,
  });
  await folder.remove();
  return stdout;
}
