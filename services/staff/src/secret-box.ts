import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** Encrypts what must be read again, such as the secret of one-time codes: who reads the database alone can use none. */
export interface SecretBox {
  /** @param owner id of what the secret belongs to: moved to another row it opens no more */
  seal(secret: Uint8Array, owner: string): Uint8Array;
  /** @throws Error when it was sealed with another key, for another owner, or changed */
  open(sealed: Uint8Array, owner: string): Uint8Array;
}

const version = 1;
const ivBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM (NIST SP 800-38D) with a key derived for this purpose alone (HKDF, RFC 5869). A box holds: one byte for the
 * version, 12 for the nonce, 16 for the tag, then the secret.
 *
 * @param key 32 bytes
 */
export function createSecretBox(key: Uint8Array, purpose: string): SecretBox {
  if (key.length !== 32) throw new RangeError(`the key of a secret box must be 32 bytes, got ${key.length}`);
  const derived = new Uint8Array(hkdfSync('sha256', key, new Uint8Array(), purpose, 32));
  return {
    seal: (secret, owner) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', derived, iv).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), body]);
    },
    open: (sealed, owner) => {
      const bytes = Buffer.from(sealed);
      if (bytes[0] !== version) throw new Error(`a secret box must have version ${version}, got ${bytes[0]}`);
      const iv = bytes.subarray(1, 1 + ivBytes);
      const tag = bytes.subarray(1 + ivBytes, 1 + ivBytes + tagBytes);
      const decipher = createDecipheriv('aes-256-gcm', derived, iv, { authTagLength: tagBytes })
        .setAAD(Buffer.from(owner))
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(bytes.subarray(1 + ivBytes + tagBytes)), decipher.final()]);
    },
  };
}
