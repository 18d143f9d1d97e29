import { EventEmitter, once } from 'node:events';
import { SMTPServer } from 'smtp-server';

export interface SmtpSink {
  url: string;
  /** Message-ID of every mail whose DATA was answered with 250, in order; twice when it came twice. */
  accepted: string[];
  /** The source of each accepted mail, beside `accepted`. */
  sources: string[];
  /** Where each accepted mail would come back to, beside `accepted`. */
  returnPaths: string[];
  /** Whose mailboxes it says it does not know; undefined: it knows all. */
  unknownDomain: string | undefined;
  /** How many are open now. */
  connections: () => number;
  /** Waits until so many mails came: ends in the moment of the last one. @throws DOMException after the seconds */
  untilAccepted: (count: number, seconds: number) => Promise<void>;
  /** Waits until no connection is open. @throws DOMException after the seconds */
  untilAlone: (seconds: number) => Promise<void>;
  close: () => Promise<void>;
}

/** A real SMTP server on loopback that keeps what it takes. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const accepted: string[] = [];
  const sources: string[] = [];
  const returnPaths: string[] = [];
  const changes = new EventEmitter();
  const until = async (condition: () => boolean, seconds: number): Promise<void> => {
    const signal = AbortSignal.timeout(seconds * 1000);
    while (!condition()) await once(changes, 'change', { signal });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      if (address.split('@')[1] !== sink.unknownDomain) done();
      else done(Object.assign(new Error('5.1.1 no such user here'), { responseCode: 550 }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const source = Buffer.concat(chunks).toString();
        accepted.push(/^message-id:\s*(<[^>]+>)/im.exec(source)?.[1] ?? 'none');
        sources.push(source);
        const { mailFrom } = session.envelope;
        returnPaths.push(mailFrom === false ? '' : mailFrom.address);
        done();
        changes.emit('change');
      });
    },
  });
  // A client that is killed in the middle of a mail is what the fault tests are about.
  server.on('error', () => undefined);
  // Told by the socket and not by onClose, which the server calls while the connection is still among its own.
  server.server.on('connection', (socket) => {
    socket.once('close', () => setImmediate(() => changes.emit('change')));
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the sink has no port');
  const sink: SmtpSink = {
    unknownDomain: undefined,
    url: `smtp://127.0.0.1:${address.port}`,
    accepted,
    sources,
    returnPaths,
    connections: () => server.connections.size,
    untilAccepted: async (count, seconds) => await until(() => accepted.length >= count, seconds),
    untilAlone: async (seconds) => await until(() => server.connections.size === 0, seconds),
    close: async () => await new Promise<void>((closed) => server.close(() => closed())),
  };
  return sink;
}
