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

describe('a mailbox of which some mails cannot be taken', () => {
  let server: MailboxServer;

  beforeAll(async () => {
    server = await startDovecot();
  });
  beforeEach(() => server.empty());
  afterAll(async () => await server.close());

  it('keeps what could not be stored, and goes on with the others', async () => {
    deliver('bounce 1', 'a letter', 'bounce 2');
    const run = await open(async (subject) => {
      if (subject === 'bounce 1') throw new Error('the disk is full');
      return await takeBounces(subject);
    }).readSome();
    expect(run).toEqual({ taken: 1, foreign: 1, failed: 1, isMore: false });
    expect(left()).toEqual(['bounce 1', 'a letter']);
    expect(await open(takeBounces).readSome()).toMatchObject({ taken: 1 });
    expect(left()).toEqual(['a letter']);
  });

  it('goes past hundreds of mails that cannot be stored', async () => {
    deliver(...numbered('poison', 250), ...numbered('bounce', 40));
    expect(await runs(open(refusePoison), 2)).toMatchObject([{ isMore: true }, { isMore: false }]);
    expect(left()).toEqual(numbered('poison', 250));
  });

  it('comes back to those after all the others, and to each in its turn', async () => {
    deliver(...numbered('poison', 25));
    const seen: string[] = [];
    const mailbox = open(async (subject) => {
      seen.push(subject);
      return await refusePoison(subject);
    });
    await runs(mailbox, 3);
    expect(new Set(seen).size).toBe(25);
    const lately = new Set(seen.splice(0).slice(-11));
    deliver('bounce 1');
    await runs(mailbox, 1);
    expect(seen[0]).toBe('bounce 1');
    expect(seen.filter((subject) => lately.has(subject))).toEqual([]);
  });

  it('asks no further when nothing at all can be stored', async () => {
    deliver(...numbered('bounce', 300));
    const seen: string[] = [];
    const log = silentLog();
    const run = await open(async (subject) => {
      seen.push(subject);
      throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
    }, log).readSome();
    expect(run).toEqual({ taken: 0, foreign: 0, failed: 11, isMore: false });
    expect(seen).toEqual([...numbered('bounce', 10), 'bounce 300']);
    // Not a word of the mailbox, which did what it was asked.
    expect(log.lines.at(-1)).toMatchObject({
      err: { message: expect.stringMatching(/^connect ECONNREFUSED/) },
    });
  });

  it('goes past a mail over which the mail server itself hangs up', async () => {
    server.deliverUnreadable();
    deliver('bounce 1');
    server.deliverUnreadable();
    deliver('bounce 2');
    const mailbox = open(takeBounces);
    const [first, ...others] = await runs(mailbox, 3);
    expect(first).toMatchObject({ taken: 0, failed: 1, isMore: true });
    expect(others).toMatchObject([
      { taken: 1, failed: 1, isMore: true },
      { taken: 1, failed: 1, isMore: false },
    ]);
    expect(left()).toEqual(['', '']);
    deliver('bounce 3');
    expect(await runs(mailbox, 1)).toMatchObject([{ taken: 1, isMore: false }]);
  });

  function deliver(...subjects: string[]): void {
    server.deliver(subjects.map(mailWith));
  }

  function left(): string[] {
    return subjectsIn(server);
  }

  function open(take: Take, log?: ReturnType<typeof silentLog>): ReturnType<typeof openMailbox> {
    return openMailbox(mailboxUrl(server), take, log);
  }
});

async function runs(mailbox: ReturnType<typeof openMailbox>, count: number): Promise<MailboxRun[]> {
  const all: MailboxRun[] = [];
  for (let run = 0; run < count; run += 1) all.push(await mailbox.readSome());
  return all;
}

async function refusePoison(subject: string): Promise<'taken' | 'foreign'> {
  if (subject.startsWith('poison')) throw new Error('nobody can store that');
  return await takeBounces(subject);
}
