import { once } from 'node:events';
import type { Log } from '@foyer/runtime';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import type { ArrivalLimits } from './arrival-limits.ts';
import { mostReturnBytes } from './read-return.ts';
import { watchBytes } from './watch-bytes.ts';

/** A mail as it came over the wire: no more of it than is looked at. */
export interface ArrivedMail {
  /** Addresses of the envelope, or of the headers where there was none; all of them ours. */
  recipients: string[];
  source: Uint8Array;
}

export interface ReturnListenerOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Whether mails to this address are taken; everything else is refused, and nothing is ever passed on. */
  accepts: (address: string) => boolean;
  /** Resolves when the mail is stored for good; only then is it answered for. Throwing makes the sender try again later. */
  take: (mail: ArrivedMail) => Promise<void>;
  log: Log;
  arrivals: ArrivalLimits;
  /** TLS is offered where there is a certificate (PEM). */
  tls?: { key: string; cert: string } | undefined;
  limits?: Partial<typeof defaultLimits>;
}

export interface ReturnListener {
  port: number;
  /** Lets running mails end for a few seconds. */
  close(): Promise<void>;
}

const defaultLimits = {
  connections: 100,
  /** Providers send from several addresses of the same network. */
  connectionsOfOneNetwork: 10,
  mailsOfOneConnection: 200,
  recipients: 5,
  /** Of one connection, that are none of ours: who names more guesses. */
  guesses: 20,
  /** A mail that is larger is refused: ours have a tenth of it. Of what is taken only the beginning is kept. */
  bytes: 1024 * 1024,
  idleSeconds: 30,
  /** Until the first mail is there. */
  firstMailSeconds: 60,
  connectionSeconds: 300,
  takeSeconds: 30,
};

interface Connection {
  /** Empty until it is known. */
  network: string;
  mails: number;
  guesses: number;
  ends: NodeJS.Timeout;
}

/**
 * A mail server that takes what comes back and nothing else. It asks for no password and offers none, because mail servers
 * that return something are strangers.
 */
export async function listenForReturns(options: ReturnListenerOptions): Promise<ReturnListener> {
  const { host, port, accepts, arrivals, log, tls } = options;
  const limits = { ...defaultLimits, ...options.limits };
  // Only where there is a port for it: a start should not wait for it.
  const { SMTPServer } = await import('smtp-server');
  const counted = new Map<string, Connection>();
  const ofNetwork = new Map<string, number>();

  const server = new SMTPServer({
    ...tls,
    disabledCommands: tls === undefined ? ['AUTH', 'STARTTLS'] : ['AUTH'],
    banner: 'for returned mail only',
    size: limits.bytes,
    rejectOversized: true,
    maxClients: limits.connections,
    maxRecipients: limits.recipients,
    maxCommandLength: 2_048,
    socketTimeout: limits.idleSeconds * 1_000,
    closeTimeout: 3_000,
    disableReverseLookup: true,
    logger: false,
    onConnect: (session, done) => reply(admit(session), done),
    onMailFrom: (_address, session, done) => reply(begin(session), done),
    onRcptTo: ({ address }, session, done) => reply(name(session, address), done),
    onData: (stream, session, done) => reply(take(stream, session), done),
    onClose({ id }, done) {
      const connection = counted.get(id);
      if (connection !== undefined) {
        clearTimeout(connection.ends);
        counted.delete(id);
        const open = (ofNetwork.get(connection.network) ?? 1) - 1;
        if (open > 0) ofNetwork.set(connection.network, open);
        else ofNetwork.delete(connection.network);
      }
      done();
    },
  });
  // Connections that break are everyday life on a port for mail.
  server.on('error', (error) =>
    log.debug({ code: codeOf(error) }, 'a connection to the port for returned mail broke'),
  );

  const endWatch = watchBytes(
    server.server,
    async (from, bytes) => await arrivals.maySendMore(await arrivals.networkOf(from), bytes),
  );

  /**
   * Never at once: smtp-server loses what was sent in the same breath when a handler answers before it returns, and waits for
   * it until the time is over.
   */
  function reply(answer: Promise<Error | null>, done: (error?: Error | null) => void): void {
    void answer.then(
      // oxlint-disable-next-line promise/no-callback-in-promise -- smtp-server knows callbacks only
      (error) => done(error),
      (error: unknown) => {
        log.error(
          { err: error },
          'a connection for returned mail could not be served; its sender tries again',
        );
        // oxlint-disable-next-line promise/no-callback-in-promise -- as above
        done(refusal(421, 'out of order, try again later'));
      },
    );
  }

  async function admit({ id, remoteAddress }: SMTPServerSession): Promise<Error | null> {
    const connection: Connection = {
      network: '',
      mails: 0,
      guesses: 0,
      ends: endAfter(id, limits.firstMailSeconds),
    };
    counted.set(id, connection);
    const network = await arrivals.networkOf(remoteAddress);
    // It may be gone by now, and then nobody would count it out again.
    if (counted.get(id) !== connection) return null;
    const open = (ofNetwork.get(network) ?? 0) + 1;
    connection.network = network;
    ofNetwork.set(network, open);
    if (open > limits.connectionsOfOneNetwork || !(await arrivals.mayConnect(network))) {
      return refusal(421, 'too many connections from your network, try again later');
    }
    return null;
  }

  async function begin({ id }: SMTPServerSession): Promise<Error | null> {
    const connection = counted.get(id);
    if (connection === undefined || connection.mails >= limits.mailsOfOneConnection) {
      return refusal(421, 'too many mails over one connection, open another one');
    }
    connection.mails += 1;
    return await Promise.resolve(null);
  }

  async function name({ id }: SMTPServerSession, address: string): Promise<Error | null> {
    const connection = counted.get(id);
    if (connection === undefined) return refusal(421, 'the connection is over');
    if (accepts(address)) {
      const isAllowed = await arrivals.mayWriteTo(connection.network, address);
      return isAllowed ? null : refusal(451, '4.7.1 too many mails, try again later');
    }
    await arrivals.guessed(connection.network);
    connection.guesses += 1;
    return connection.guesses > limits.guesses
      ? refusal(421, 'too many unknown recipients')
      : refusal(550, '5.1.1 nothing is delivered or relayed here but returned mail');
  }

  async function take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | null> {
    // One that breaks off is everyday life.
    const source = await beginningOf(stream, limits.bytes).catch(() => undefined);
    if (source === undefined) {
      // smtp-server would read on to the end, which may never come.
      hangUp(session.id);
      return refusal(421, 'the mail has no end');
    }
    if (stream.sizeExceeded) return refusal(552, '5.3.4 too large');
    const recipients = session.envelope.rcptTo.map(({ address }) => address);
    try {
      await inTime(options.take({ recipients, source }), limits.takeSeconds);
    } catch (error) {
      log.error({ err: error }, 'a returned mail could not be stored; its sender tries again');
      return refusal(451, '4.3.0 not stored, try again later');
    }
    const connection = counted.get(session.id);
    if (connection?.mails === 1) {
      clearTimeout(connection.ends);
      connection.ends = endAfter(session.id, limits.connectionSeconds);
    }
    return null;
  }

  function endAfter(id: string, seconds: number): NodeJS.Timeout {
    return setTimeout(() => hangUp(id), seconds * 1_000).unref();
  }

  function hangUp(id: string): void {
    for (const connection of server.connections) if (connection.session.id === id) connection.close();
  }

  const listening = server.listen(port, host);
  await once(listening, 'listening');
  const address = listening.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: async () => {
      endWatch();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/**
 * The whole stream is read, so that the sender gets its answer, and its beginning is kept.
 *
 * @returns undefined for one that has no end in sight
 */
async function beginningOf(stream: SMTPServerDataStream, mostBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let kept = 0;
  let read = 0;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue;
    read += chunk.length;
    if (read > 2 * mostBytes) return undefined;
    if (kept >= mostReturnBytes) continue;
    chunks.push(chunk.subarray(0, mostReturnBytes - kept));
    kept += chunk.length;
  }
  return Buffer.concat(chunks);
}

async function inTime(work: Promise<void>, seconds: number): Promise<void> {
  const late = new AbortController();
  const limit = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not stored within ${seconds} s`)), seconds * 1_000);
    late.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    late.abort();
  }
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

function codeOf(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : 'unknown';
}
