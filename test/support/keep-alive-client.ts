import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export interface Sent {
  method: string;
  /** Goes out as it is: fetch() would tidy up `..` and the like. Visible ASCII only. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface KeepAliveClient {
  /** Rejects when the server closes the connection without an answer, or gives none in time. */
  ask: (sent: Sent) => Promise<Reply>;
  close: () => void;
}

const answerSeconds = 30;

/** An HTTP client that keeps `connections` connections open and sends what browsers would not. */
export function createKeepAliveClient(url: string, connections: number): KeepAliveClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(url);
  return {
    ask: async ({ method, path, headers: given = {}, body }) =>
      await new Promise((resolve, reject) => {
        const isChunked = Object.keys(given).some((name) => name.toLowerCase() === 'transfer-encoding');
        // Node leaves it out for methods that seldom have a body, which then would stand there as another request.
        const length = body === undefined || isChunked ? {} : { 'Content-Length': Buffer.byteLength(body) };
        const sending = request(
          {
            agent,
            hostname,
            port,
            method,
            path,
            headers: { ...given, ...length },
            timeout: answerSeconds * 1000,
          },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('end', () =>
              resolve({
                status: response.statusCode ?? 0,
                headers: response.headers,
                text: Buffer.concat(chunks).toString(),
              }),
            );
            response.on('error', reject);
          },
        );
        sending.on('timeout', () => sending.destroy(new Error(`no answer in ${answerSeconds} s`)));
        // After the answer it says nothing new: a server that refuses a body stops reading it.
        sending.on('error', reject);
        sending.end(body);
      }),
    close: () => agent.destroy(),
  };
}
