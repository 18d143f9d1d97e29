import { createSocket, type Socket } from 'node:dgram';
import { afterEach, expect, it } from 'vitest';
import { createResolveTxt } from './sender-dns.ts';

let server: Socket | undefined;
afterEach(() => server?.close());

/** A name server on loopback that answers with this code of RFC 1035, or with one TXT record, or not at all. */
async function startNameServer(answer: { code: number } | { text: string } | undefined): Promise<string> {
  const socket = createSocket('udp4');
  server = socket;
  socket.on('message', (query, peer) => {
    if (answer === undefined) return;
    const reply = Buffer.from(query);
    reply.writeUInt16BE('code' in answer ? 0x81_80 | answer.code : 0x81_80, 2);
    // Whatever else was asked for: the question alone is repeated.
    reply.writeUInt16BE(0, 10);
    let end = 12;
    while (query[end] !== 0) end += (query[end] ?? 0) + 1;
    const question = reply.subarray(0, end + 5);
    if ('code' in answer) {
      question.writeUInt16BE(0, 6);
      socket.send(question, peer.port, peer.address);
      return;
    }
    question.writeUInt16BE(1, 6);
    const text = Buffer.from(answer.text);
    const halves = [text.subarray(0, 5), text.subarray(5)].flatMap((half) => [Buffer.of(half.length), half]);
    const data = Buffer.concat(halves);
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc0_0c, 0);
    record.writeUInt16BE(16, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt16BE(data.length, 10);
    socket.send(Buffer.concat([question, record, data]), peer.port, peer.address);
  });
  await new Promise<void>((resolve) => void socket.bind(0, '127.0.0.1', resolve));
  return `127.0.0.1:${socket.address().port}`;
}

it('joins the pieces of a record', async () => {
  const resolve = createResolveTxt({ servers: [await startNameServer({ text: 'v=spf1 -all' })] });
  expect(await resolve('shop.nl')).toEqual({ records: ['v=spf1 -all'] });
});

it('tells a name that is not there from a server that does not know or does not answer', async () => {
  const missing = createResolveTxt({ servers: [await startNameServer({ code: 3 })] });
  expect(await missing('shop.nl')).toEqual({ records: [] });
  server?.close();
  const failing = createResolveTxt({ servers: [await startNameServer({ code: 2 })], timeoutMs: 200 });
  expect(await failing('shop.nl')).toBe('silent');
  server?.close();
  const started = performance.now();
  const mute = createResolveTxt({ servers: [await startNameServer(undefined)], timeoutMs: 100 });
  expect(await mute('shop.nl')).toBe('silent');
  expect(performance.now() - started).toBeLessThan(2_000);
});
