import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { DataSubject } from '@foyer/service';
import { z } from 'zod';
import { isReadable, normalised } from '../suppression/contact.ts';

/** What is held: one record, or everything of one person, also what comes in later. */
export type Held = { holding: string; recordId: string } | { subject: DataSubject };

export interface SubjectDigests {
  email: Uint8Array | null;
  phone: Uint8Array | null;
}

/** Keeps whom a hold is about so that this server alone can read it, and nobody can find it by guessing. */
export interface SubjectSeal {
  digestsOf(subject: DataSubject): SubjectDigests;
  seal(subject: DataSubject): Uint8Array;
  /** undefined: sealed under another key. */
  open(sealed: Uint8Array): DataSubject | undefined;
}

const Subject = z.object({ email: z.string().optional(), phone: z.string().optional() });
const nonceBytes = 12;
const tagBytes = 16;

export function createSubjectSeal(keyFor: (purpose: string) => Uint8Array): SubjectSeal {
  const sealKey = keyFor('foyer hold subjects');
  const digestKey = keyFor('foyer hold digests');
  const digest = (text: string): Uint8Array => createHmac('sha256', digestKey).update(text).digest();
  return {
    digestsOf: ({ email, phone }) => {
      const digits = phone?.replaceAll(/[^0-9]/g, '') ?? '';
      return {
        email:
          email !== undefined && isReadable({ email }) ? digest(`email\0${normalised({ email })}`) : null,
        phone: digits === '' ? null : digest(`phone\0${digits}`),
      };
    },
    seal: (subject) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
      const text = Buffer.concat([cipher.update(JSON.stringify(subject), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, nonceBytes));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        const text = Buffer.concat([
          decipher.update(bytes.subarray(nonceBytes + tagBytes)),
          decipher.final(),
        ]);
        const { email, phone } = Subject.parse(JSON.parse(text.toString('utf8')));
        return { ...(email !== undefined && { email }), ...(phone !== undefined && { phone }) };
      } catch {
        return undefined;
      }
    },
  };
}
