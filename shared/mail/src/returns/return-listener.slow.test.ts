import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { silentLog } from '@foyer/runtime/testing';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, it } from 'vitest';
import type { ArrivalLimits } from './arrival-limits.ts';
import { mostReturnBytes } from './read-return.ts';
import { listenForReturns, type ArrivedMail, type ReturnListener } from './return-listener.ts';

const returnPath = 'bounce+7-15-0123456789abcdef@news.example.com';
const other = 'bounce+7-16-0123456789abcdef@news.example.com';
const shortMail = ['MAIL FROM:<>', `RCPT TO:<${returnPath}>`, 'DATA', 'Subject: x\r\n\r\nx\r\n.'];

describe('the port for returned mail', () => {
  let listener: ReturnListener | undefined;
  let taken: ArrivedMail[] = [];
  let isBroken = false;

  async function open(
    limits: Parameters<typeof listenForReturns>[0]['limits'] = {},
    arrivals: Partial<ArrivalLimits> = {},
  ): Promise<number> {
    [taken, isBroken] = [[], false];
    listener = await listenForReturns({
      host: '127.0.0.1',
      port: 0,
      accepts: (address) => address === returnPath || address === other,
      take: async (mail) => {
        if (isBroken) throw new Error('the database is away');
        taken.push(mail);
      },
      log: silentLog(),
      arrivals: { ...anything, ...arrivals },
      limits,
    });
    return listener.port;
  }
  afterEach(async () => await listener?.close());

  it('takes what comes back, from a sender without an address', async () => {
    const port = await open();
    expect(await send(port, returnPath)).toMatch(/^250/);
    expect(taken.map(({ recipients }) => recipients)).toEqual([[returnPath]]);
    expect(Buffer.from(taken[0]?.source ?? []).toString()).toBe('Subject: x\r\n\r\nx\r\n');
  });

  it('passes nothing on and takes nothing for others', async () => {
    const port = await open();
    for (const to of [
      'somebody@elsewhere.example',
      'postmaster@news.example.com',
      `${returnPath}.elsewhere.example`,
    ]) {
      expect(await send(port, to)).toContain('550');
    }
    expect(taken).toEqual([]);
  });

  it('answers for a mail only when it is stored, so that its sender tries again', async () => {
    const port = await open();
    isBroken = true;
    expect(await send(port, returnPath)).toContain('451');
    isBroken = false;
    expect(await send(port, returnPath)).toMatch(/^250/);
    expect(taken).toHaveLength(1);
  });

  it('keeps the beginning of a large mail, and refuses one that is larger than it says', async () => {
    const port = await open({ bytes: 1024 * 1024 });
    expect(await send(port, returnPath, lines(600 * 1024))).toMatch(/^250/);
    expect(taken.map(({ source }) => source.length)).toEqual([mostReturnBytes]);
    expect(await send(port, returnPath, lines(1500 * 1024))).toContain('552');
    expect(taken).toHaveLength(1);
  });

  it('offers no password and no other command, and bounds mails, recipients and connections', async () => {
    const port = await open({ mailsOfOneConnection: 2, recipients: 1, connectionsOfOneNetwork: 1 });
    const answers = await talk(port, [
      'EHLO x',
      'AUTH PLAIN AGEAYg==',
      'VRFY anna',
      ...shortMail,
      'MAIL FROM:<>',
      `RCPT TO:<${returnPath}>`,
      `RCPT TO:<${other}>`,
      'RSET',
      'MAIL FROM:<>',
    ]);
    expect(answers.join(' ')).not.toMatch(/AUTH|STARTTLS/);
    const codes = answers.map((answer) => answer.slice(0, 3));
    expect(codes).toEqual([
      '220',
      '250',
      '500',
      '252',
      '250',
      '250',
      '354',
      '250',
      '250',
      '250',
      '452',
      '250',
      '421',
    ]);
    const busy = connect(port, '127.0.0.1');
    await new Promise((resolve) => busy.once('data', resolve));
    expect((await talk(port, ['EHLO x']))[0]).toMatch(/^421/);
    busy.destroy();
  });

  it('hangs up on who says nothing', async () => {
    const silent = connect(await open({ idleSeconds: 0.3 }), '127.0.0.1').resume();
    await new Promise((resolve) => silent.once('close', resolve));
    await listener?.close();
    await untilHungUp(await open({ firstMailSeconds: 0.5 }), [], 'NOOP\r\n');
    await listener?.close();
    await untilHungUp(await open({ connectionSeconds: 0.5 }), ['EHLO x', ...shortMail], 'NOOP\r\n');
    expect(taken).toHaveLength(1);
  });

  it('gives time to who has sent a mail already', async () => {
    const port = await open({ firstMailSeconds: 1.5 });
    const answers = await talk(port, ['EHLO x', ...shortMail, 1.8, ...shortMail]);
    expect(answers.at(-1)).toMatch(/^250/);
    expect(taken).toHaveLength(2);
  });

  it('takes many mails that are sent in one breath', async () => {
    const port = await open();
    const breath = `EHLO x\r\n${`${shortMail.join('\r\n')}\r\n`.repeat(20)}QUIT`;
    await talk(port, [breath]);
    expect(taken).toHaveLength(20);
  });

  it('has who sends too much come again, whatever the limit, and when nobody can tell', async () => {
    for (const mayConnect of [async () => false, away]) {
      const port = await open({}, { mayConnect });
      expect((await talk(port, ['EHLO x']))[0]).toMatch(/^421/);
      await listener?.close();
    }
    for (const mayWriteTo of [async () => false, away]) {
      const port = await open({}, { mayWriteTo });
      const [, , , answer] = await talk(port, ['EHLO x', 'MAIL FROM:<>', `RCPT TO:<${returnPath}>`]);
      expect(answer).toMatch(/^4[25]1/);
      await listener?.close();
    }
    expect(taken).toEqual([]);
  });

  it('hangs up on who guesses addresses, and counts each guess', async () => {
    let guesses = 0;
    const port = await open({ guesses: 3 }, { guessed: async () => void (guesses += 1) });
    const said = ['EHLO x', 'MAIL FROM:<>', ...nineGuesses];
    const codes = (await talk(port, said)).map((answer) => answer.slice(0, 3));
    expect(codes).toEqual(['220', '250', '250', '550', '550', '550', '421']);
    expect(guesses).toBe(4);
  });

  it('counts connections of one network together', async () => {
    const port = await open({ connectionsOfOneNetwork: 2 }, { networkOf: async () => 'home' });
    const busy = await Promise.all([greeted(port), greeted(port)]);
    expect((await talk(port, ['EHLO x']))[0]).toMatch(/^421/);
    for (const socket of busy) await new Promise((resolve) => socket.end().resume().once('close', resolve));
    expect(await send(port, returnPath)).toMatch(/^250/);
  });

  it('hangs up on a mail without an end, and on a flood of whatever it is', async () => {
    const dots = '..\r\n'.repeat(16 * 1024);
    const data = ['EHLO x', ...shortMail.slice(0, 3)];
    await untilHungUp(await open({ bytes: 256 * 1024 }), data, dots);
    await listener?.close();
    let bytes = 0;
    const maySendMore: ArrivalLimits['maySendMore'] = async (_network, more) => {
      bytes += more;
      return bytes < 1024 * 1024;
    };
    await untilHungUp(await open({}, { maySendMore }), ['EHLO x'], 'NOOP\r\n'.repeat(1024));
    expect(bytes).toBeGreaterThan(1024 * 1024);
    expect(taken).toEqual([]);
  });
});

const nineGuesses = Array.from({ length: 9 }, (_, index) => `RCPT TO:<leave+${index}@news.example.com>`);

async function away(): Promise<never> {
  return await Promise.reject(new Error('Redis is away'));
}

const anything: ArrivalLimits = {
  networkOf: async (address) => await Promise.resolve(address),
  mayConnect: async () => await Promise.resolve(true),
  mayWriteTo: async () => await Promise.resolve(true),
  guessed: async () => await Promise.resolve(),
  maySendMore: async () => await Promise.resolve(true),
};

async function greeted(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await new Promise((resolve) => socket.once('data', resolve));
  return socket;
}

/** Says some lines, and then the same again and again, until the other side has enough. */
async function untilHungUp(port: number, said: readonly string[], chatter: string): Promise<void> {
  const socket = await greeted(port);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.on('error', () => undefined);
  for (const line of said) {
    socket.write(`${line}\r\n`);
    await Promise.race([new Promise((resolve) => socket.once('data', resolve)), closed]);
  }
  socket.resume();
  while (!socket.destroyed && socket.writable) {
    const isFull = !socket.write(chatter);
    await Promise.race([
      isFull ? new Promise((resolve) => socket.once('drain', resolve)) : setTimeout(20),
      closed,
    ]);
  }
  await closed;
}

function lines(bytes: number): string {
  return `Subject: x\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(bytes / 72)}`;
}

async function send(port: number, to: string | string[], raw = 'Subject: x\r\n\r\nx\r\n'): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  try {
    return (await transport.sendMail({ envelope: { from: '', to }, raw })).response;
  } catch (error) {
    return error instanceof Error ? error.message : '';
  } finally {
    transport.close();
  }
}

/** Says one line after the other, each after the answer to the one before; a number is a pause in seconds. */
async function talk(port: number, said: readonly (string | number)[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1');
  const answers: string[] = [];
  let heard = '';
  return await new Promise((resolve) => {
    const rest = [...said];
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answers));
    socket.on('data', (chunk) => {
      heard += chunk.toString();
      if (!/^\d{3} .*\r\n$/m.test(heard)) return;
      answers.push(heard);
      heard = '';
      const next = rest.shift();
      if (typeof next === 'number') {
        void setTimeout(next * 1_000).then(() => socket.write(`${rest.shift()}\r\n`));
      } else if (next === undefined) socket.end();
      else socket.write(`${next}\r\n`);
    });
  });
}
