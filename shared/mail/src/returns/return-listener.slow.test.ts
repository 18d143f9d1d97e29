import { connect } from 'node:net';
import { silentLog } from '@foyer/runtime/testing';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, it } from 'vitest';
import { mostReturnBytes } from './read-return.ts';
import { listenForReturns, type ArrivedMail, type ReturnListener } from './return-listener.ts';

const returnPath = 'bounce+7-15-0123456789abcdef@news.example.com';
const other = 'bounce+7-16-0123456789abcdef@news.example.com';

describe('the port for returned mail', () => {
  let listener: ReturnListener | undefined;
  let taken: ArrivedMail[] = [];
  let isBroken = false;

  async function open(limits: Parameters<typeof listenForReturns>[0]['limits'] = {}): Promise<number> {
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
    const port = await open({ mailsOfOneConnection: 2, recipients: 1, connectionsOfOneAddress: 1 });
    const mail = ['MAIL FROM:<>', `RCPT TO:<${returnPath}>`, 'DATA', 'Subject: x\r\n\r\nx\r\n.'];
    const answers = await talk(port, [
      'EHLO x',
      'AUTH PLAIN AGEAYg==',
      'VRFY anna',
      ...mail,
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
    const talker = connect(await open({ connectionSeconds: 0.5 }), '127.0.0.1');
    talker.on('error', () => undefined);
    await new Promise((resolve) => talker.once('data', resolve));
    const chatter = setInterval(() => talker.write('NOOP\r\n'), 50);
    talker.resume();
    await new Promise((resolve) => talker.once('close', resolve));
    clearInterval(chatter);
  });
});

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

/** Says one line after the other, each after the answer to the one before. */
async function talk(port: number, said: readonly string[]): Promise<string[]> {
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
      if (next === undefined) socket.end();
      else socket.write(`${next}\r\n`);
    });
  });
}
