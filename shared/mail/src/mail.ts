import type { Log } from '@foyer/runtime';
import { parseMailbox } from './mailbox.ts';
import type { MailMessage } from './message.ts';
import { createOutbox } from './outbox.ts';
import { createSmtp } from './smtp.ts';

export interface Mail {
  kind: 'smtp' | 'outbox';
  /**
   * Hands one mail over. Repeating it is safe: the message id stays, and in the outbox the file replaces itself.
   *
   * @param options.signal gives the delivery up
   * @returns the server's last words, or where the file lies
   * @throws MailRefusedError when it is refused for good, MailDelayedError when it may work later, RangeError when the
   *   message itself is wrong
   */
  send(message: MailMessage, options?: { signal?: AbortSignal }): Promise<{ response: string }>;
  /** Tries whether mail could leave now. @throws MailDelayedError saying why not */
  verify(): Promise<void>;
  /** Lets running deliveries end for a few seconds. May be called twice. */
  close(): Promise<void>;
}

export interface MailOptions {
  /** `smtp://user:password@host:587`, `smtps://…`; without one mail lands in `outboxDir`. */
  smtpUrl?: string | undefined;
  /** Made when it is not there. */
  outboxDir: string;
  /** Sender of every message that names none: `Name <address>`. */
  from: string;
  log: Log;
}

/**
 * Makes the port for mail.
 *
 * @throws RangeError when `from` is not one mail address
 */
export function createMail(options: MailOptions): Mail {
  const { smtpUrl, outboxDir, from } = options;
  parseMailbox(from, 'from');
  return smtpUrl === undefined ? createOutbox({ dir: outboxDir, from }) : createSmtp({ url: smtpUrl, from });
}
