import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

export interface SmtpSink {
  url: string;
  /** Message-ID of every mail whose DATA was answered with 250, in order; twice when it came twice. */
  accepted: string[];
  /** The source of each accepted mail, beside `accepted`. */
  sources: string[];
  /** How many are open now. */
  connections: () => number;
  close: () => Promise<void>;
}

/** A real SMTP server on loopback that keeps what it takes. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const accepted: string[] = [];
  const sources: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const source = Buffer.concat(chunks).toString();
        accepted.push(/^message-id:\s*(<[^>]+>)/im.exec(source)?.[1] ?? 'none');
        sources.push(source);
        done();
      });
    },
  });
  // A client that is killed in the middle of a mail is what the fault tests are about.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the sink has no port');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    accepted,
    sources,
    connections: () => server.connections.size,
    close: async () => await new Promise<void>((closed) => server.close(() => closed())),
  };
}
