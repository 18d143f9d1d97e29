import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';

export interface RawAnswer {
  status: number;
  headers: Map<string, string>;
  body: string;
}

export interface RawExchange {
  answers: RawAnswer[];
  /** false: it was still open when we gave up and closed it ourselves. */
  wasClosedByServer: boolean;
  seconds: number;
}

export interface RawOptions {
  /** Close our side after the last piece. */
  half?: boolean;
  /** How long to wait for the server to close. */
  seconds?: number;
  /** Between the pieces. */
  pauseMilliseconds?: number;
}

/** Sends bytes that no HTTP client would send and reads everything that comes back, until the server closes. */
export async function sendRaw(
  port: number,
  pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  { half = false, seconds = 10, pauseMilliseconds = 0 }: RawOptions = {},
): Promise<RawExchange> {
  const startedAt = performance.now();
  const chunks: Buffer[] = [];
  let wasClosedByServer = true;
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  // A server that has said enough may reset the connection; what it said before counts.
  const connected = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).on('error', reject);
  });
  const timer = globalThis.setTimeout(() => {
    wasClosedByServer = false;
    socket.destroy();
  }, seconds * 1000);
  await connected;
  for await (const piece of pieces) {
    if (socket.destroyed || socket.readableEnded) break;
    if (!socket.write(piece)) await Promise.race([drained(socket), closed]);
    if (pauseMilliseconds > 0) await Promise.race([setTimeout(pauseMilliseconds), closed]);
  }
  if (half) socket.end();
  await closed;
  clearTimeout(timer);
  return {
    answers: parseAnswers(Buffer.concat(chunks).toString('latin1')),
    wasClosedByServer,
    seconds: (performance.now() - startedAt) / 1000,
  };
}

async function drained(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => socket.once('drain', () => resolve()));
}

/** @throws Error when it is not a row of whole HTTP answers */
function parseAnswers(text: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let at = 0;
  while (at < text.length) {
    const headEnd = text.indexOf('\r\n\r\n', at);
    const [first = '', ...lines] = text.slice(at, headEnd).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]);
    if (headEnd < 0 || Number.isNaN(status)) throw new Error(`no HTTP answer: ${text.slice(at, at + 300)}`);
    const headers = new Map(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    );
    const { body, end } = readBody(text, headEnd + 4, headers);
    answers.push({ status, headers, body });
    at = end;
  }
  return answers;
}

function readBody(
  text: string,
  start: number,
  headers: ReadonlyMap<string, string>,
): { body: string; end: number } {
  // Ours have a length, whatever they answer.
  if (headers.has('transfer-encoding'))
    throw new Error(`a body in chunks: ${text.slice(start, start + 300)}`);
  const end = start + Number(headers.get('content-length') ?? 0);
  if (end > text.length) throw new Error(`an answer cut short: ${text.slice(start, start + 300)}`);
  return { body: text.slice(start, end), end };
}
