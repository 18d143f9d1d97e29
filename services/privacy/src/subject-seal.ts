import { createHmac, hkdfSync } from 'node:crypto';
import { createSecretBox } from '@foyer/runtime';
import type { DataSubject } from '@foyer/service';
import { z } from 'zod';
import { isReadable, normalised } from './suppression/contact.ts';

export interface SubjectDigests {
  email: Uint8Array | null;
  phone: Uint8Array | null;
}

/** Whom a request or a hold is about, as it is stored: readable while that is open, only comparable afterwards. */
export interface SubjectSeal {
  /** @param owner id of the row; moved to another row it opens no more */
  seal(subject: object, owner: string): Uint8Array;
  /** @throws Error when it was sealed with another key, for another owner, or changed */
  open(sealed: Uint8Array, owner: string): DataSubject;
  /** Anything else that was sealed, unchecked. @throws Error as `open` */
  openText(sealed: Uint8Array, owner: string): unknown;
  /**
   * One keyed digest for each of address and number (HMAC-SHA-256), by which the same person is found again; null for what
   * is none. A number counts by its digits, however it was typed.
   */
  digests(subject: DataSubject): SubjectDigests;
  /** Of the domain of an address, to count mails to it. @throws RangeError when it is no address */
  domainDigest(email: string): Uint8Array;
}

const Sealed = z.object({ email: z.string().optional(), phone: z.string().optional() });

/** @param key 32 bytes, for these rows alone: with a key of their own no two tables can be compared */
export function createSubjectSeal(key: Uint8Array): SubjectSeal {
  const box = createSecretBox(key, 'seal');
  const digestKey = new Uint8Array(hkdfSync('sha256', key, '', 'digest', 32));
  const digest = (text: string) => createHmac('sha256', digestKey).update(text).digest();
  const openText = (sealed: Uint8Array, owner: string): unknown =>
    JSON.parse(box.open(sealed, owner).toString());

  return {
    seal: (subject, owner) => box.seal(JSON.stringify(subject), owner),
    open: (sealed, owner) => {
      const { email, phone } = Sealed.parse(openText(sealed, owner));
      return { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
    },
    openText,
    digests: ({ email, phone }) => {
      const digits = phone?.replaceAll(/[^0-9]/g, '') ?? '';
      const isAddress = email !== undefined && isReadable({ email });
      return {
        email: isAddress ? digest(`email\0${normalised({ email })}`) : null,
        phone: digits === '' ? null : digest(`phone\0${digits}`),
      };
    },
    domainDigest: (email) => digest(`domain\0${normalised({ email }).replace(/^.*@/, '')}`),
  };
}
