import { createHmac } from 'node:crypto';

/** Tells two recipients apart without knowing either. Equal only under the same key. */
export interface RecipientDigest {
  recipient: Uint8Array;
  domain: Uint8Array;
  domainName: string;
}

// Dots in these mailboxes mean nothing: j.a.n@gmail.com and jan@gmail.com are one.
const dotlessDomains = new Set(['gmail.com', 'googlemail.com']);

/**
 * Keyed digests (HMAC-SHA-256) of a mailbox and its domain. What comes after a plus sign is left out, for otherwise one
 * mailbox would have as many limits as it likes.
 */
export function recipientDigest(key: Uint8Array, email: string): RecipientDigest {
  const normal = email.toLowerCase();
  const at = normal.lastIndexOf('@');
  const domainName = normal.slice(at + 1);
  const mailbox = normal.slice(0, at).replace(/\+.*$/, '');
  const local = dotlessDomains.has(domainName) ? mailbox.replaceAll('.', '') : mailbox;
  return {
    recipient: digest(key, `recipient\0${local}@${domainName}`),
    domain: digest(key, `domain\0${domainName}`),
    domainName,
  };
}

function digest(key: Uint8Array, text: string): Uint8Array {
  return createHmac('sha256', key).update(`contact\0${text}`).digest();
}
