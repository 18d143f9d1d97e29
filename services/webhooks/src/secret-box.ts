import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export interface SecretBox {
  /** @param owner what the secret belongs to: sealed for one owner, it does not open for another */
  seal(secret: string, owner: string): Uint8Array;
  /** @throws Error when key or owner are not those of the sealing, or a byte was changed */
  open(sealed: Uint8Array, owner: string): string;
}

const version = 1;
const ivBytes = 12;
const tagBytes = 16;
const headBytes = 1 + ivBytes + tagBytes;

/** AES-256-GCM with a random IV. Layout: version, IV, tag, ciphertext; the owner is authenticated with it. */
export function createSecretBox(key: Uint8Array): SecretBox {
  if (key.length !== 32) throw new RangeError(`the key of secrets must be 32 bytes, got ${key.length}`);
  return {
    seal: (secret, owner) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), text]);
    },
    open: (sealed, owner) => {
      if (sealed.length < headBytes || sealed[0] !== version) throw new Error('the sealed secret is damaged');
      const iv = sealed.subarray(1, 1 + ivBytes);
      const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(1 + ivBytes, headBytes));
      return Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()]).toString('utf8');
    },
  };
}
