import { connect, type Socket } from 'node:net';

export interface LoadResult {
  requestsPerSecond: number;
  /** How often each status came. */
  statuses: Record<string, number>;
}

/**
 * Sends prepared HTTP/1.1 requests over kept-alive connections, one at a time on each, as fast as the answers come.
 * Requests are bytes made beforehand and answers are only framed, so that the generator's own core is not what is measured.
 *
 * @param port on 127.0.0.1; this never speaks to another machine
 * @param requests each is sent once, in order
 */
export async function sendAll(
  port: number,
  requests: readonly Uint8Array[],
  connections = 32,
): Promise<LoadResult> {
  const statuses: Record<string, number> = {};
  let next = 0;
  const started = performance.now();
  const run = async (): Promise<void> => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const answers = readAnswers(socket);
    for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
      socket.write(request);
      const status = await answers.next();
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, run));
  return { requestsPerSecond: (requests.length / (performance.now() - started)) * 1000, statuses };
}

export function getRequest(path: string, headers: Record<string, string> = {}): Uint8Array {
  return Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n${headerLines(headers)}\r\n`);
}

export function postJson(path: string, body: unknown, headers: Record<string, string> = {}): Uint8Array {
  const bytes = Buffer.from(JSON.stringify(body));
  const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${bytes.length}\r\n`;
  return Buffer.concat([Buffer.from(`${head}${headerLines(headers)}\r\n`), bytes]);
}

const headerLines = (headers: Record<string, string>): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');

function readAnswers(socket: Socket): { next: () => Promise<string> } {
  let pending = '';
  let settle: { resolve: (status: string) => void; reject: (error: Error) => void } | undefined;
  const look = (): void => {
    if (settle === undefined) return;
    const headEnd = pending.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(pending.slice(0, headEnd));
    if (length === null) throw new Error(`an answer without Content-Length: ${pending.slice(0, headEnd)}`);
    const end = headEnd + 4 + Number(length[1]);
    if (pending.length < end) return;
    const status = pending.slice(9, 12);
    pending = pending.slice(end);
    const { resolve } = settle;
    settle = undefined;
    resolve(status);
  };
  // latin1: one character a byte, so that lengths in bytes and in characters agree.
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    pending += chunk;
    look();
  });
  socket.on('error', (error) => settle?.reject(error));
  socket.on('close', () => settle?.reject(new Error('the server closed the connection')));
  return {
    next: async () =>
      await new Promise((resolve, reject) => {
        settle = { resolve, reject };
        look();
      }),
  };
}
