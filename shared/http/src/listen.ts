import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Log } from '@foyer/runtime';
import { httpError } from './errors.ts';
import { holdContinue } from './expect-continue.ts';
import { answerUnacceptable, answerUnreadable } from './unreadable-request.ts';

export interface Listening {
  /** The actual port, where 0 was asked for. */
  port: number;
  /**
   * Accepts no more, lets requests that run end with `Connection: close`, then closes; after `graceSeconds` what still
   * runs is cut off. Calling it again gives the same promise.
   */
  close(): Promise<void>;
}

export interface ListenOptions {
  host: string;
  port: number;
  /** For running requests when closing; 10 when not given. */
  graceSeconds?: number;
  /** For a whole request to arrive, header and body; 30 when not given. Slower ones get a 408. */
  requestTimeoutSeconds?: number;
  /** For the header to arrive; 10 when not given. */
  headersTimeoutSeconds?: number;
  /** How long an idle connection is kept; 65, longer than the 60 of common proxies, who else would meet a closed door. */
  keepAliveSeconds?: number;
  /** Of request line and header together; 16,384 when not given. More gets a 431. */
  maxHeaderBytes?: number;
  /** Gets a line, with the request id of the answer, for what never becomes a request of the app. */
  log?: Log;
}

/**
 * Opens the port for an app.
 * @throws the system's error (EADDRINUSE, EACCES) when the port cannot be had
 */
export async function listen(
  app: { callback(): (request: IncomingMessage, response: ServerResponse) => unknown },
  options: ListenOptions,
): Promise<Listening> {
  const running = new Set<ServerResponse>();
  const handle = app.callback();
  let isClosing = false;
  let closed: Promise<void> | undefined;

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    running.add(response);
    response.on('close', () => running.delete(response));
    if (isClosing) response.setHeader('connection', 'close');
    if (request.headers.host === undefined && request.httpVersion === '1.1') {
      answerUnacceptable(
        httpError('request_malformed', 'the header Host must be given'),
        response,
        options.log,
      );
      return;
    }
    handle(request, response);
  };

  const server = createServer(serverOptions(options), serve);
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    holdContinue(request);
    serve(request, response);
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const failure = httpError('expectation_failed', "the header Expect must be '100-continue'");
    answerUnacceptable(failure, response, options.log);
  });
  const broken = new WeakSet<Socket>();
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // The parser says it again for each packet that still comes.
    if (broken.has(socket)) return;
    broken.add(socket);
    // What arrived whole before it is being done, and its sender must not take our 400 for the answer to that.
    const before = [...running].filter(({ req }) => req.socket === socket && req.complete);
    whenClosed(before, () => answerUnreadable(error, socket, options.log));
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  const close = async (): Promise<void> => {
    isClosing = true;
    // Without this a client on a kept-alive connection holds the server open until its timeout.
    for (const response of running) if (!response.headersSent) response.setHeader('connection', 'close');
    const ended = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    // closeIdleConnections() spares connections that never asked anything: those a browser opens to be ready.
    const busy = new Set([...running].map((response) => response.socket));
    for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
    const cutOff = setTimeout(() => server.closeAllConnections(), (options.graceSeconds ?? 10) * 1000);
    await ended;
    clearTimeout(cutOff);
  };

  return {
    port: await startListening(server, options),
    close: () => (closed ??= close()),
  };
}

function serverOptions(options: ListenOptions): object {
  const requestTimeout = (options.requestTimeoutSeconds ?? 30) * 1000;
  const headersTimeout = Math.min((options.headersTimeoutSeconds ?? 10) * 1000, requestTimeout);
  return {
    requestTimeout,
    headersTimeout,
    keepAliveTimeout: (options.keepAliveSeconds ?? 65) * 1000,
    // Node's own refusal says nothing; see `serve`.
    requireHostHeader: false,
    maxHeaderSize: options.maxHeaderBytes ?? 16_384,
    connectionsCheckingInterval: Math.min(5000, headersTimeout),
  };
}

function startListening(server: Server, { host, port }: ListenOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function whenClosed(responses: readonly ServerResponse[], done: () => void): void {
  let left = responses.length;
  if (left === 0) done();
  for (const response of responses) {
    response.on('close', () => {
      left -= 1;
      if (left === 0) done();
    });
  }
}
