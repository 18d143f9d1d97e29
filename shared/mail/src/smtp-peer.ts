import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

export interface SmtpPeerBehaviour {
  /** Refuses every recipient with this reply code. */
  refuseRecipient?: number | undefined;
  /** Refuses recipients of one domain with this reply code. */
  refuseRecipientOf?: { domain: string; code: number; text?: string } | undefined;
  /** Refuses every message after its text with this reply code. */
  refuseMessage?: number | undefined;
  /** Takes the whole text and hangs up instead of answering. */
  hangUpAfterText?: boolean;
  /** Takes the whole text and never answers. */
  isSilentAfterText?: boolean;
  /** Takes the whole text and answers when this has come. */
  answersAfter?: Promise<void> | undefined;
}

export interface SmtpPeer {
  url: string;
  /** Whole mails, as they came over the wire. */
  mails: { from: string; to: string[]; source: string }[];
  behaviour: SmtpPeerBehaviour;
  /** How many whole texts came, answered or not. */
  texts(): number;
  /** The most connections that were open at once. */
  mostConnections(): number;
  close(): Promise<void>;
}

/** A mail server on a free port of this machine, without TLS, that behaves as it is told. For tests only. */
export async function startSmtpPeer(behaviour: SmtpPeerBehaviour = {}): Promise<SmtpPeer> {
  const mails: SmtpPeer['mails'] = [];
  let mostConnections = 0;
  let texts = 0;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    disableReverseLookup: true,
    closeTimeout: 200,
    onConnect(_session, done) {
      mostConnections = Math.max(mostConnections, server.connections.size);
      done();
    },
    onRcptTo({ address }, _session, done) {
      const { refuseRecipient, refuseRecipientOf } = peer.behaviour;
      const isOfDomain = refuseRecipientOf !== undefined && address.endsWith(`@${refuseRecipientOf.domain}`);
      const code = isOfDomain ? refuseRecipientOf.code : refuseRecipient;
      const words = (isOfDomain ? refuseRecipientOf.text : undefined) ?? `<${address}> is not here`;
      done(code === undefined ? null : refusal(code, words));
    },
    onData(stream, session, done) {
      // A text that is cut off is nobody's answer.
      void take(stream, session)
        .catch(() => undefined)
        .then((error) => {
          // oxlint-disable-next-line promise/no-callback-in-promise -- smtp-server knows callbacks only
          if (error !== undefined) done(error);
          return undefined;
        });
    },
  });
  server.on('error', () => undefined);
  async function take(stream: Readable, session: SMTPServerSession): Promise<Error | null | undefined> {
    const source = await text(stream);
    texts += 1;
    await peer.behaviour.answersAfter;
    const { isSilentAfterText, hangUpAfterText, refuseMessage } = peer.behaviour;
    if (isSilentAfterText === true) return undefined;
    if (hangUpAfterText === true) {
      for (const connection of server.connections) connection.close();
      return undefined;
    }
    if (refuseMessage !== undefined) return refusal(refuseMessage, 'not this one');
    const { mailFrom, rcptTo } = session.envelope;
    const from = mailFrom === false ? '' : mailFrom.address;
    mails.push({ from, to: rcptTo.map(({ address }) => address), source });
    return null;
  }
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const peer: SmtpPeer = {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    behaviour,
    texts: () => texts,
    mostConnections: () => mostConnections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return peer;
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
