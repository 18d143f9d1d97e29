import { deliveryError } from './delivery-error.ts';
import type { Mail } from './mail.ts';
import { composeOptions } from './message.ts';
import { createSmtpPool } from './smtp-pool.ts';

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
  const { url, from, maxConnections = 5, sendSeconds, closeSeconds } = options;
  const pool = createSmtpPool({ url, maxConnections, maxMessages: 100, sendSeconds, closeSeconds });
  return {
    kind: 'smtp',
    send: async (message, { signal } = {}) =>
      await pool.deliver(
        () => composeOptions(message, from),
        signal,
        (error) => deliveryError(error),
      ),
    async verify() {
      try {
        await pool.transport.verify();
      } catch (error) {
        throw deliveryError(error);
      }
    },
    close: pool.close,
  };
}
