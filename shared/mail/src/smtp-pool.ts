import { createTransport, type SendMailOptions } from 'nodemailer';
import { MailDelayedError } from './mail-errors.ts';

export interface SmtpPoolOptions {
  url: string;
  maxConnections: number;
  /** Over one connection, before another one is opened. */
  maxMessages: number;
  /** From the first word to the last of one delivery. */
  sendSeconds?: number | undefined;
  /** How long `close` waits for deliveries that run. */
  closeSeconds?: number | undefined;
}

/** A few connections to a mail server that are kept open. */
export function createSmtpPool(options: SmtpPoolOptions) {
  const { url, maxConnections, maxMessages, sendSeconds = 120, closeSeconds = 5 } = options;
  const transport = createTransport({
    url,
    pool: true,
    maxConnections,
    maxMessages,
    // The caller decides about repetition: a pool that repeats by itself after a broken connection sends twice, unseen.
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
    transport,
    /**
     * @param explain makes of what nodemailer threw what the caller is to see
     * @returns the server's last words
     * @throws MailDelayedError once it closes, else what `explain` says
     */
    async deliver(
      compose: () => SendMailOptions,
      signal: AbortSignal | undefined,
      explain: (error: unknown) => Error,
    ): Promise<{ response: string }> {
      if (closing !== undefined) throw new MailDelayedError('the connection to the mail server is closing');
      const limit = AbortSignal.timeout(sendSeconds * 1000);
      const delivery = transport.sendMail({
        ...compose(),
        signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      });
      running.add(delivery);
      try {
        return { response: (await delivery).response };
      } catch (error) {
        throw explain(error);
      } finally {
        running.delete(delivery);
      }
    },
    /** Lets running deliveries end. May be called twice. */
    close: async (): Promise<void> => {
      closing ??= closeInTime();
      await closing;
    },
  };
}
