import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
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
  /** Nonce, tag and ciphertext, in hexadecimal as the digests. */
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

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Keeps a person so that they can be found (HMAC-SHA-256 of the normalised address and of the digits of the number), read
 * by this server alone (AES-256-GCM), and proved to others (SHA-256 commitment).
 */
export function createPersonSeal(keyFor: (purpose: string) => Uint8Array): PersonSeal {
  const sealKey = keyFor('foyer consent persons');
  const digestKey = keyFor('foyer consent digests');
  const sealKeyId = idOf(sealKey);

  function digestsOf(subject: DataSubject): Pick<SealedPerson, 'emailDigest' | 'phoneDigest'> {
    const { email, phone } = readable(subject);
    return {
      emailDigest: email === null ? null : digest(digestKey, `email\0${email}`),
      phoneDigest: phone === null ? null : digest(digestKey, `phone\0${phone.replaceAll(/[^0-9]/g, '')}`),
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
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce);
      const text = Buffer.concat([cipher.update(JSON.stringify(person), 'utf8'), cipher.final()]);
      return {
        ...digestsOf(subject),
        digestKeyId: idOf(digestKey),
        sealed: Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('hex'),
        sealKeyId,
        commitment: commitmentTo(person),
      };
    },
    open: ({ sealed, sealKeyId: keyId, commitment }) => {
      if (keyId !== sealKeyId) return undefined;
      try {
        const bytes = Buffer.from(sealed, 'hex');
        const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, nonceBytes));
        decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        const text = Buffer.concat([
          decipher.update(bytes.subarray(nonceBytes + tagBytes)),
          decipher.final(),
        ]);
        const person = SealedJson.parse(JSON.parse(text.toString('utf8')));
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

function digest(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex');
}

function idOf(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
