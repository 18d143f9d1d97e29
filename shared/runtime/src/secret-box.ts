import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts what must be read again, such as a signing secret or whom a request is about: the database alone tells nothing. */
export interface SecretBox {
  /** @param owner id of what the secret belongs to: moved to another row it opens no more */
  seal(secret: Uint8Array | string, owner: string): Uint8Array;
  /** @throws Error when it was sealed with another key, for another owner, or changed */
  open(sealed: Uint8Array, owner: string): Buffer;
}

const version = 1;
const ivBytes = 12;
const tagBytes = 16;
const headBytes = 1 + ivBytes + tagBytes;

/**
 * AES-256-GCM (NIST SP 800-38D) with a random nonce. A box holds: one byte for the version, 12 for the nonce, 16 for the
 * tag, then the secret; the owner is authenticated with it.
 *
 * @param key 32 bytes
 * @param purpose when the key serves others too: the box gets one of its own from it (HKDF, RFC 5869)
 * @throws RangeError when the key has another length
 */
export function createSecretBox(key: Uint8Array, purpose?: string): SecretBox {
  if (key.length !== 32) throw new RangeError(`the key of a secret box must be 32 bytes, got ${key.length}`);
  const own = purpose === undefined ? key : new Uint8Array(hkdfSync('sha256', key, '', purpose, 32));
  return {
    seal: (secret, owner) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', own, iv).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(Buffer.from(secret)), cipher.final()]);
      return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), body]);
    },
    open: (sealed, owner) => {
      const bytes = Buffer.from(sealed);
      if (bytes.length < headBytes || bytes[0] !== version) throw new Error('the sealed secret is damaged');
      const iv = bytes.subarray(1, 1 + ivBytes);
      const decipher = createDecipheriv('aes-256-gcm', own, iv, { authTagLength: tagBytes })
        .setAAD(Buffer.from(owner))
        .setAuthTag(bytes.subarray(1 + ivBytes, headBytes));
      return Buffer.concat([decipher.update(bytes.subarray(headBytes)), decipher.final()]);
    },
  };
}
