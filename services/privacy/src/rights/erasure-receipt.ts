import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';

const Receipt = z.object({
  version: z.literal(1),
  kind: z.literal('erasure'),
  company: z.string(),
  request: z.string().describe('Reference of the request'),
  receivedAt: z.iso.datetime(),
  erasedAt: z.iso.datetime(),
  erased: z.array(z.object({ what: z.string(), category: z.string(), records: z.int() })),
  retained: z.array(z.object({ what: z.string(), why: z.string(), until: z.iso.datetime() })),
  recipients: z.array(z.string()).describe('Who was told, or will be as soon as they answer'),
});

/** What was erased and what stays, why and until when. Without anything that says who asked. */
export type ErasureReceipt = z.output<typeof Receipt>;

const SignedReceipt = z.object({
  receipt: Receipt,
  signature: z.object({ algorithm: z.literal('Ed25519'), keyId: z.string(), value: z.string() }),
});

export interface ReceiptKey {
  /** First bytes of the key's SHA-256: tells keys apart, proves nothing. */
  keyId: string;
  /** Raw public key (RFC 8032), base64url. */
  publicKey: string;
}

export type Verdict =
  | { isGenuine: true; receipt: ErasureReceipt }
  | { isGenuine: false; problem: 'not_a_receipt' | 'other_key' | 'changed' };

/** What the seed of the key is derived for. */
export const receiptKeyPurpose = 'foyer erasure receipts';

const seedPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** @param seed 32 bytes, the same at each start: the private key of Ed25519 (RFC 8032 §5.1.5) */
export function createReceiptSigner(seed: Uint8Array): {
  key: ReceiptKey;
  /** One line of canonical JSON. */
  sign(receipt: ErasureReceipt): string;
} {
  if (seed.length !== 32) throw new RangeError(`the seed of the key must be 32 bytes, got ${seed.length}`);
  const privateKey = createPrivateKey({
    key: Buffer.concat([seedPrefix, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const key = describedKey(createPublicKey(privateKey));
  return {
    key,
    sign: (receipt) => {
      const value = sign(null, signedBytes(receipt), privateKey).toString('base64url');
      return canonicalJson({ receipt, signature: { algorithm: 'Ed25519', keyId: key.keyId, value } });
    },
  };
}

/**
 * Whether this very text was signed by the owner of the key.
 *
 * @param publicKey raw, base64url: from `/privacy/receipt-key` or derived from the same seed; never from the receipt
 * @throws RangeError when that is no key
 */
export function verifyReceipt(text: string, publicKey: string): Verdict {
  const raw = Buffer.from(publicKey, 'base64url');
  if (raw.length !== 32) throw new RangeError('the public key must be 32 bytes in base64url');
  const key = createPublicKey({ key: Buffer.concat([publicPrefix, raw]), format: 'der', type: 'spki' });
  const parsed = SignedReceipt.strict().safeParse(parseJson(text));
  if (!parsed.success) return { isGenuine: false, problem: 'not_a_receipt' };
  const { receipt, signature } = parsed.data;
  if (signature.keyId !== describedKey(key).keyId) return { isGenuine: false, problem: 'other_key' };
  // Another spelling of the same value could show people what programs do not read, such as a key that stands twice.
  const value = Buffer.from(signature.value, 'base64url');
  const isSpelledAsSigned =
    canonicalJson(parsed.data) === text.trim() && value.toString('base64url') === signature.value;
  const isSigned = verify(null, signedBytes(receipt), key, value);
  return isSpelledAsSigned && isSigned
    ? { isGenuine: true, receipt }
    : { isGenuine: false, problem: 'changed' };
}

/** One of our own, from where we keep it. @throws ZodError when it is none */
export function readReceipt(text: string): ErasureReceipt {
  return SignedReceipt.parse(parseJson(text)).receipt;
}

// The prefix keeps the key to this one use.
function signedBytes(receipt: ErasureReceipt): Uint8Array {
  return Buffer.from(`foyer erasure receipt\0${canonicalJson(receipt)}`);
}

function describedKey(key: KeyObject): ReceiptKey {
  const raw = key.export({ format: 'der', type: 'spki' }).subarray(publicPrefix.length);
  return {
    keyId: createHash('sha256').update(raw).digest('hex').slice(0, 16),
    publicKey: raw.toString('base64url'),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
