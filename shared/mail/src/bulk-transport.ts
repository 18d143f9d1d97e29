import { Readable } from 'node:stream';
import { deliveryError } from './delivery-error.ts';
import { createOutboxFiles } from './outbox.ts';
import { createSmtpPool } from './smtp-pool.ts';

/** A mail that is composed already, and the way it goes. */
export interface RawMail {
  /** Without angle brackets: the name of the file in the outbox. */
  messageId: string;
  /** Where what cannot be delivered comes back to: not shown to anybody. */
  returnPath: string;
  /** One bare address. */
  to: string;
  /** The whole mail as it goes over the wire. */
  source: Buffer;
}

/** Hands many composed mails over, apart from the few of `Mail`, which must not wait behind them. */
export interface BulkTransport {
  kind: 'smtp' | 'outbox';
  /** How many deliveries it takes at once; those beyond wait in it. */
  lanes: number;
  /**
   * @returns the server's last words
   * @throws MailRefusedError when this recipient or mail is refused for good; MailDelayedError when it may work later, with
   *   a reply code when the server spoke of this recipient, and marked uncertain when it may have taken the mail
   */
  send(mail: RawMail, options?: { signal?: AbortSignal }): Promise<{ response: string }>;
  /** Lets running deliveries end for a few seconds. May be called twice. */
  close(): Promise<void>;
}

export interface BulkTransportOptions {
  /** Without one mail lands in `outboxDir`. */
  smtpUrl?: string | undefined;
  outboxDir: string;
  lanes?: number;
  /** From the first word to the last of one delivery. */
  sendSeconds?: number;
  closeSeconds?: number;
}

export function createBulkTransport(options: BulkTransportOptions): BulkTransport {
  const { smtpUrl, outboxDir, lanes = 20 } = options;
  if (smtpUrl === undefined) {
    const folder = createOutboxFiles(outboxDir);
    return {
      kind: 'outbox',
      lanes,
      send: ({ messageId, source }) => folder.write(messageId, source),
      close: async () => undefined,
    };
  }
  return createBulkSmtp({ ...options, smtpUrl, lanes });
}

function createBulkSmtp(options: BulkTransportOptions & { smtpUrl: string; lanes: number }): BulkTransport {
  const { smtpUrl, lanes, sendSeconds, closeSeconds } = options;
  const pool = createSmtpPool({
    url: smtpUrl,
    maxConnections: lanes,
    maxMessages: 500,
    sendSeconds,
    closeSeconds,
  });
  // nodemailer reads a message only when the server asked for it: what was not read cannot have arrived.
  const texts = new WeakMap<object, Readable>();
  pool.transport.use('stream', (mail, done) => {
    const { raw } = mail.data;
    if (Buffer.isBuffer(raw)) {
      // In one piece, as it is: its own way there is a chain of streams, which costs a tenth of sending the mail.
      mail.message.createReadStream = () => {
        const text = inOnePiece(raw);
        texts.set(raw, text);
        return text;
      };
    }
    done();
  });

  return {
    kind: 'smtp',
    lanes,
    send: async ({ returnPath, to, source }, { signal } = {}) =>
      await pool.deliver(
        () => ({ envelope: { from: returnPath, to }, raw: source }),
        signal,
        (error) => deliveryError(error, { hasBegun: texts.get(source)?.readableDidRead ?? false }),
      ),
    close: pool.close,
  };
}

function inOnePiece(bytes: Buffer): Readable {
  return new Readable({
    read() {
      this.push(bytes);
      this.push(null);
    },
  });
}
