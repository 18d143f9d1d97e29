import { createTransport } from 'nodemailer';
import { deliveryError } from './delivery-error.ts';
import { MailDelayedError } from './mail-errors.ts';
import type { Mail } from './mail.ts';
import { composeOptions } from './message.ts';

export interface SmtpOptions {
  url: string;
  from: string;
  maxConnections?: number;
  /** From the first word to the last of one delivery. */
  sendSeconds?: number;
  /** How long `close` waits for deliveries that run. */
  closeSeconds?: number;
}

/** Mail through a server, over a few connections that are kept open. */
export function createSmtp(options: SmtpOptions): Mail {
  const { url, from, maxConnections = 5, sendSeconds = 120, closeSeconds = 5 } = options;
  const transport = createTransport({
    url,
    pool: true,
    maxConnections,
    maxMessages: 100,
    // The job decides about repetition: a pool that repeats by itself after a broken connection sends twice, unseen.
    maxRequeues: 0,
    dnsTimeout: 10_000,
    connectionTimeout: 10_000,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    socketCloseTimeout: 2_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const running = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;

  async function closeInTime(): Promise<void> {
    const limit = AbortSignal.timeout(closeSeconds * 1000);
    const late = new Promise<void>((resolve) => limit.addEventListener('abort', () => resolve()));
    await Promise.race([Promise.allSettled(running), late]);
    transport.close({ force: true });
  }

  return {
    kind: 'smtp',
    async send(message, { signal } = {}) {
      if (closing !== undefined) throw new MailDelayedError('the connection to the mail server is closing');
      const composed = composeOptions(message, from);
      const limit = AbortSignal.timeout(sendSeconds * 1000);
      const delivery = transport.sendMail({
        ...composed,
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      });
      running.add(delivery);
      try {
        return { response: (await delivery).response };
      } catch (error) {
        throw deliveryError(error);
      } finally {
        running.delete(delivery);
      }
    },
    async verify() {
      try {
        await transport.verify();
      } catch (error) {
        throw deliveryError(error);
      }
    },
    close() {
      closing ??= closeInTime();
      return closing;
    },
  };
}
