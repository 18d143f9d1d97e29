import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

const secretBytes = 32;

/** A secret as receivers' libraries take it (Standard Webhooks: 24 to 64 bytes in Base64 after `whsec_`). */
export function newSecret(): string {
  return `whsec_${randomBytes(secretBytes).toString('base64')}`;
}

/** How receivers know an event again, however often it is sent. */
export function webhookId(eventId: string): string {
  return `msg_${eventId.replaceAll('-', '')}`;
}

/**
 * The headers of a message, https://www.standardwebhooks.com: the signature covers id, time and body, so that a message
 * can be neither changed nor replayed later.
 *
 * @param secrets each signs; a receiver accepts the message when one of the signatures is its own
 */
export function signedHeaders(
  message: { id: string; sentAt: Date; body: string },
  secrets: readonly string[],
): Record<string, string> {
  const { id, sentAt, body } = message;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(' '),
  };
}
