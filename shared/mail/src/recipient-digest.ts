import { createHmac } from 'node:crypto';

/** Tells two recipients apart without knowing either. Equal only under the same key. */
export interface RecipientDigest {
  recipient: Uint8Array;
  domain: Uint8Array;
  domainName: string;
}

// Dots in these mailboxes mean nothing: j.a.n@gmail.com and jan@gmail.com are one.
const dotlessDomains = new Set(['gmail.com', 'googlemail.com']);

/** Where so many people have their mailbox that the domain says nothing about them. */
export const freemailDomains: readonly string[] = [
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'msn.com',
  'yahoo.com',
  'icloud.com',
  'me.com',
  'proton.me',
  'protonmail.com',
  'gmx.de',
  'gmx.net',
  'gmx.at',
  'web.de',
  't-online.de',
  'freenet.de',
  'posteo.de',
  'ziggo.nl',
  'kpnmail.nl',
  'hetnet.nl',
  'planet.nl',
  'xs4all.nl',
  'telenet.be',
  'skynet.be',
  'orange.fr',
  'wanadoo.fr',
  'free.fr',
  'laposte.net',
  'sfr.fr',
];

/**
 * Keyed digests (HMAC-SHA-256) of a mailbox and its domain. What comes after a plus sign is left out, for otherwise one
 * mailbox would have as many limits as it likes.
 *
 * @param service whose digests they are: those of two services cannot be compared
 */
export function recipientDigest(key: Uint8Array, service: string, email: string): RecipientDigest {
  const normal = email.toLowerCase();
  const at = normal.lastIndexOf('@');
  const domainName = normal.slice(at + 1);
  const mailbox = normal.slice(0, at).replace(/\+.*$/, '');
  const local = dotlessDomains.has(domainName) ? mailbox.replaceAll('.', '') : mailbox;
  return {
    recipient: digest(key, service, `recipient\0${local}@${domainName}`),
    domain: digest(key, service, `domain\0${domainName}`),
    domainName,
  };
}

function digest(key: Uint8Array, service: string, text: string): Uint8Array {
  return createHmac('sha256', key).update(`${service}\0${text}`).digest();
}
