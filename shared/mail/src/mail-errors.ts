import { withoutAddresses } from './without-addresses.ts';

/** The server said no and will say no again (5xx to the recipient or the message): do not repeat. */
export class MailRefusedError extends Error {
  override name = 'MailRefusedError';
  /** SMTP reply code, such as 550. */
  readonly responseCode: number;
  /** Enhanced status code (RFC 3463) such as '5.1.1', when the server gave one. */
  readonly status: string | undefined;

  constructor(responseCode: number, response: string, options?: ErrorOptions) {
    super(`the mail server refused the mail for good: ${withoutAddresses(response)}`, options);
    this.responseCode = responseCode;
    this.status = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0];
  }
}

/** The mail did not leave now (4xx, no connection, wrong password, full folder): repeat later. */
export class MailDelayedError extends Error {
  override name = 'MailDelayedError';
  /**
   * The connection broke before the server answered, perhaps after it had the whole text: it may have taken the mail.
   * Repeating is right all the same, because the message id stays and receivers can tell the copy.
   */
  readonly isUncertain: boolean;
  /** SMTP reply code, such as 451, when the server answered about this recipient or this mail. */
  readonly responseCode: number | undefined;
  /** Enhanced status code (RFC 3463) such as '4.7.1', when the server gave one. */
  readonly status: string | undefined;

  constructor(reason: string, options: ErrorOptions & { isUncertain?: boolean; responseCode?: number } = {}) {
    super(`the mail could not be handed over now: ${withoutAddresses(reason)}`, options);
    this.isUncertain = options.isUncertain ?? false;
    this.responseCode = options.responseCode;
    this.status = /\b4\.\d{1,3}\.\d{1,3}\b/.exec(reason)?.[0];
  }
}
