import { createHash, createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { createSecretBox } from '@foyer/runtime';
import type { DataSubject } from '@foyer/service';
import { z } from 'zod';
import { isReadable, normalised } from '../suppression/contact.ts';

/** Who agreed. */
export interface Person {
  email: string | null;
  phone: string | null;
  /** 32 random bytes in hexadecimal: with them everybody can check the commitment, without them nobody can guess. */
  opening: string;
}

export interface SealedPerson {
  emailDigest: string | null;
  phoneDigest: string | null;
  digestKeyId: string;
  /** A secret box, in hexadecimal as the digests. */
  sealed: string;
  sealKeyId: string;
  commitment: string;
}

export interface PersonSeal {
  /** @throws RangeError when neither an address nor a number is given that can be read */
  seal(subject: DataSubject): SealedPerson;
  /** undefined: sealed under another key, or not as it was sealed. */
  open(person: Pick<SealedPerson, 'sealed' | 'sealKeyId' | 'commitment'>): Person | undefined;
  hasKeyOf(person: Pick<SealedPerson, 'sealKeyId'>): boolean;
  digestsOf(subject: DataSubject): Pick<SealedPerson, 'emailDigest' | 'phoneDigest'>;
}

const SealedJson = z.object({
  email: z.string().nullable(),
  phone: z.string().nullable(),
  opening: z.string(),
});

// A withdrawal carries the seal of its consent, so that it belongs to no single row.
const owner = 'privacy.consent';

/**
 * Keeps a person so that they can be found (HMAC-SHA-256 of the normalised address and of the digits of the number), read
 * by this server alone (AES-256-GCM), and proved to others (SHA-256 commitment).
 */
export function createPersonSeal(keyFor: (purpose: string) => Uint8Array): PersonSeal {
  const sealKey = keyFor('foyer consent persons');
  const digestKey = keyFor('foyer consent digests');
  const digestSecret = createSecretKey(digestKey);
  const box = createSecretBox(sealKey);
  const sealKeyId = idOf(sealKey);

  function digestsOf(subject: DataSubject): Pick<SealedPerson, 'emailDigest' | 'phoneDigest'> {
    const { email, phone } = readable(subject);
    return {
      emailDigest: email === null ? null : digest(digestSecret, `email\0${email}`),
      phoneDigest: phone === null ? null : digest(digestSecret, `phone\0${phone.replaceAll(/[^0-9]/g, '')}`),
    };
  }

  return {
    digestsOf,
    hasKeyOf: (person) => person.sealKeyId === sealKeyId,
    seal: (subject) => {
      const { email, phone } = readable(subject);
      if (email === null && phone === null) {
        throw new RangeError('a consent needs an e-mail address or a telephone number');
      }
      const person: Person = { email, phone, opening: randomBytes(32).toString('hex') };
      return {
        ...digestsOf(subject),
        digestKeyId: idOf(digestKey),
        sealed: Buffer.from(box.seal(JSON.stringify(person), owner)).toString('hex'),
        sealKeyId,
        commitment: commitmentTo(person),
      };
    },
    open: ({ sealed, sealKeyId: keyId, commitment }) => {
      if (keyId !== sealKeyId) return undefined;
      try {
        const text = box.open(Buffer.from(sealed, 'hex'), owner).toString();
        const person = SealedJson.parse(JSON.parse(text));
        return commitmentTo(person) === commitment ? person : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** What an export lets everybody compute anew. */
export function commitmentTo({ opening, email, phone }: Person): string {
  return createHash('sha256')
    .update(Buffer.from(opening, 'hex'))
    .update(JSON.stringify([email, phone]), 'utf8')
    .digest('hex');
}

function readable({ email, phone }: DataSubject): { email: string | null; phone: string | null } {
  const digits = phone?.replaceAll(/[^0-9]/g, '') ?? '';
  return {
    email: email !== undefined && isReadable({ email }) ? normalised({ email }) : null,
    phone: phone === undefined || digits === '' ? null : phone.trim(),
  };
}

function digest(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex');
}

function idOf(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
