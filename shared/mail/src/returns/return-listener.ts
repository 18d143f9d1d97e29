import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Log } from '@foyer/runtime';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { mostReturnBytes } from './read-return.ts';

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
  connections: 30,
  connectionsOfOneAddress: 5,
  mailsOfOneConnection: 200,
  recipients: 5,
  /** A mail that is larger is refused; of what is taken only the beginning is kept. */
  bytes: 10 * 1024 * 1024,
  idleSeconds: 30,
  connectionSeconds: 300,
  takeSeconds: 30,
};

/**
 * A mail server that takes what comes back and nothing else. It asks for no password and offers none, because mail servers
 * that return something are strangers.
 */
export async function listenForReturns(options: ReturnListenerOptions): Promise<ReturnListener> {
  const { host, port, accepts, log, tls } = options;
  const limits = { ...defaultLimits, ...options.limits };
  // Only where there is a port for it: a start should not wait for it.
  const { SMTPServer } = await import('smtp-server');
  const counted = new Map<string, { mails: number; ends: NodeJS.Timeout }>();
  const ofAddress = new Map<string, number>();

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
    onConnect({ id, remoteAddress }, done) {
      const open = ofAddress.get(remoteAddress) ?? 0;
      if (open >= limits.connectionsOfOneAddress) {
        done(refusal(421, 'too many connections from this address, try again later'));
        return;
      }
      ofAddress.set(remoteAddress, open + 1);
      const ends = setTimeout(() => endConnection(id), limits.connectionSeconds * 1_000);
      ends.unref();
      counted.set(id, { mails: 0, ends });
      done();
    },
    onMailFrom(_address, { id }, done) {
      const connection = counted.get(id);
      if (connection === undefined || connection.mails >= limits.mailsOfOneConnection) {
        done(refusal(421, 'too many mails over one connection, open another one'));
        return;
      }
      connection.mails += 1;
      done();
    },
    onRcptTo({ address }, _session, done) {
      done(
        accepts(address)
          ? null
          : refusal(550, '5.1.1 nothing is delivered or relayed here but returned mail'),
      );
    },
    onData(stream, session, done) {
      void answer(stream, session).then(
        // oxlint-disable-next-line promise/no-callback-in-promise -- smtp-server knows callbacks only
        (error) => done(error),
        () => undefined,
      );
    },
    onClose({ id, remoteAddress }, done) {
      const connection = counted.get(id);
      if (connection !== undefined) {
        clearTimeout(connection.ends);
        counted.delete(id);
        const open = (ofAddress.get(remoteAddress) ?? 1) - 1;
        if (open > 0) ofAddress.set(remoteAddress, open);
        else ofAddress.delete(remoteAddress);
      }
      done();
    },
  });
  // Connections that break are everyday life on a port for mail.
  server.on('error', (error) =>
    log.debug({ code: codeOf(error) }, 'a connection to the port for returned mail broke'),
  );

  function endConnection(id: string): void {
    for (const connection of server.connections) {
      if (connection.session.id === id) connection.close();
    }
  }

  async function answer(
    stream: SMTPServerDataStream,
    { envelope }: SMTPServerSession,
  ): Promise<Error | null> {
    const source = await beginningOf(stream);
    if (stream.sizeExceeded) return refusal(552, '5.3.4 too large');
    const recipients = envelope.rcptTo.map(({ address }) => address);
    try {
      await inTime(options.take({ recipients, source }), limits.takeSeconds);
      return null;
    } catch (error) {
      log.error({ err: error }, 'a returned mail could not be stored; its sender tries again');
      return refusal(451, '4.3.0 not stored, try again later');
    }
  }

  const listening = server.listen(port, host);
  await once(listening, 'listening');
  const address = listening.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The whole stream is read, so that the sender gets its answer, and its beginning is kept. */
async function beginningOf(stream: Readable): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let kept = 0;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk) || kept >= mostReturnBytes) continue;
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
