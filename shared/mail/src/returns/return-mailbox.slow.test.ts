import { once } from 'node:events';
import { silentLog } from '@foyer/runtime/testing';
import hoodiecrow, { type HoodiecrowServer } from 'hoodiecrow-imap';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mailboxPlace, readReturnMailbox } from './return-mailbox.ts';

const mails = (...subjects: string[]): { raw: string }[] =>
  subjects.map((subject) => ({ raw: `Subject: ${subject}\r\n\r\nx\r\n` }));

describe('a mailbox for returned mail', () => {
  let server: HoodiecrowServer;
  let port = 0;

  beforeEach(async () => {
    server = hoodiecrow({
      plugins: ['UIDPLUS', 'MOVE', 'ENABLE', 'ID'],
      storage: {
        INBOX: { messages: mails('bounce 1', 'a letter', 'bounce 2') },
        '': { folders: { Done: {} } },
      },
    });
    const listening = server.server;
    server.listen(0);
    await once(listening, 'listening');
    const address = listening.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });
  afterEach(async () => await new Promise<void>((resolve) => server.close(() => resolve())));

  const url = (rest = ''): string => `imap://testuser:testpass@127.0.0.1:${port}/INBOX${rest}`;
  async function read(take: (subject: string) => Promise<'taken' | 'foreign'>, at = url()) {
    return await readReturnMailbox({
      place: mailboxPlace(at),
      take: async ({ source }) =>
        await take(/^Subject: (.*)\r/.exec(Buffer.from(source).toString())?.[1] ?? ''),
      log: silentLog(),
      signal: new AbortController().signal,
    });
  }
  const left = (folder = 'INBOX'): string[] =>
    (server.getMailbox(folder)?.messages ?? []).map(({ raw }) => /Subject: (.*)\r/.exec(raw)?.[1] ?? '');

  it('gives up what was stored, and leaves what is not ours as it was, to be asked about once', async () => {
    expect(await read(takeBounces)).toEqual({ taken: 2, foreign: 1, isMore: false });
    expect(left()).toEqual(['a letter']);
    expect(server.getMailbox('INBOX')?.messages[0]?.flags).not.toContain(String.raw`\Seen`);
    const asked: string[] = [];
    await read(async (subject) => {
      asked.push(subject);
      return 'foreign';
    });
    expect(asked).toEqual([]);
  });

  it('moves them where it is told to', async () => {
    await read(takeBounces, url('?move=Done'));
    expect(left()).toEqual(['a letter']);
    expect(left('Done')).toEqual(['bounce 1', 'bounce 2']);
  });

  it('keeps what could not be stored, and goes on with the others', async () => {
    const failing = read(async (subject) => {
      if (subject === 'bounce 1') throw new Error('the database is away');
      return await takeBounces(subject);
    });
    await expect(failing).rejects.toThrow('the database is away');
    expect(left()).toEqual(['bounce 1', 'a letter']);
    expect(await read(takeBounces)).toMatchObject({ taken: 1 });
    expect(left()).toEqual(['a letter']);
  });

  it('says so when the password is wrong or nobody is there', async () => {
    await expect(read(takeBounces, url().replace('testpass', 'wrong'))).rejects.toThrow();
    await expect(read(takeBounces, 'imap://a:b@127.0.0.1:1/INBOX')).rejects.toThrow();
  });

  it.each(['https://user:x@host/', 'imaps://host/INBOX', 'imap://'])('is not %s', (text) => {
    expect(() => mailboxPlace(text)).toThrow();
  });
});

async function takeBounces(subject: string): Promise<'taken' | 'foreign'> {
  return subject.startsWith('bounce') ? 'taken' : 'foreign';
}
