import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { DataSubject } from '@foyer/service';
import { z } from 'zod';

/** Whom a request is about, as it is stored: readable while it is open, only comparable afterwards. */
export interface SubjectSeal {
  /** @param owner id of the row; moved to another row it opens no more */
  seal(subject: object, owner: string): Uint8Array;
  /** @throws Error when it was sealed with another key, for another owner, or changed */
  open(sealed: Uint8Array, owner: string): DataSubject;
  /** Anything else that was sealed, unchecked. @throws Error as `open` */
  openText(sealed: Uint8Array, owner: string): unknown;
  /** One keyed digest for each of address and number (HMAC-SHA-256), by which the same person is found again. */
  digests(subject: DataSubject): { email: Uint8Array | null; phone: Uint8Array | null };
  /** Of the domain of an address, to count mails to it. */
  domainDigest(email: string): Uint8Array;
}

const Sealed = z.object({ email: z.string().optional(), phone: z.string().optional() });
const version = 1;
const ivBytes = 12;
const tagBytes = 16;
const headBytes = 1 + ivBytes + tagBytes;

/**
 * AES-256-GCM with a random nonce, and HMAC, each with a key derived for itself. Layout: version, nonce, tag, ciphertext.
 *
 * @param key 32 bytes
 */
export function createSubjectSeal(key: Uint8Array): SubjectSeal {
  const derived = (purpose: string) => new Uint8Array(hkdfSync('sha256', key, '', purpose, 32));
  const sealKey = derived('seal');
  const digestKey = derived('digest');
  const digest = (text: string) => createHmac('sha256', digestKey).update(text).digest();

  function openText(sealed: Uint8Array, owner: string): unknown {
    const bytes = Buffer.from(sealed);
    if (bytes.length < headBytes || bytes[0] !== version) throw new Error('the sealed subject is damaged');
    const iv = bytes.subarray(1, 1 + ivBytes);
    const decipher = createDecipheriv('aes-256-gcm', sealKey, iv, { authTagLength: tagBytes })
      .setAAD(Buffer.from(owner))
      .setAuthTag(bytes.subarray(1 + ivBytes, headBytes));
    const text = Buffer.concat([decipher.update(bytes.subarray(headBytes)), decipher.final()]);
    return JSON.parse(text.toString());
  }

  return {
    seal: (subject, owner) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv).setAAD(Buffer.from(owner));
      const text = Buffer.concat([cipher.update(JSON.stringify(subject)), cipher.final()]);
      return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), text]);
    },
    open: (sealed, owner) => {
      const { email, phone } = Sealed.parse(openText(sealed, owner));
      return { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
    },
    openText,
    digests: ({ email, phone }) => ({
      email: email === undefined ? null : digest(`email\0${normalAddress(email)}`),
      phone: phone === undefined ? null : digest(`phone\0${phone.replaceAll(/[^0-9]/g, '')}`),
    }),
    domainDigest: (email) => digest(`domain\0${normalAddress(email).replace(/^.*@/, '')}`),
  };
}

/** Lower case, and the domain as DNS knows it: `Zoë@Büro.example` is `zoë@xn--bro-hoa.example`. */
function normalAddress(email: string): string {
  const lower = email.trim().toLowerCase().normalize('NFC');
  const at = lower.lastIndexOf('@');
  const domain = lower.slice(at + 1);
  return `${lower.slice(0, at)}@${domainToASCII(domain) || domain}`;
}
