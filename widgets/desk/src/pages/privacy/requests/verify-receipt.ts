import type { ReceiptKey } from '../../../api/privacy-requests.ts';
import { moment, oneOf, shape, text, type Decoded } from '../../../api/decode.ts';

const decodeReceipt = shape({ request: text, company: text, erasedAt: moment });
const decodeSigned = shape({
  receipt: decodeReceipt,
  signature: shape({ algorithm: oneOf('Ed25519'), keyId: text, value: text }),
});
const decodeRaw = shape({ receipt: (value: unknown) => value });

type Receipt = Decoded<typeof decodeReceipt>;
export type ReceiptVerdict =
  | { isGenuine: true; receipt: Receipt }
  /** cannot_verify: this browser knows no Ed25519, which says nothing about the receipt. */
  | { isGenuine: false; problem: 'not_a_receipt' | 'other_key' | 'changed' | 'cannot_verify' };

/** Whether the very text of a receipt was signed by the server's key (Ed25519, RFC 8032). */
export async function verifyReceipt(content: string, key: ReceiptKey): Promise<ReceiptVerdict> {
  const parsed = parse(content);
  if (parsed === undefined) return { isGenuine: false, problem: 'not_a_receipt' };
  const { receipt, signature, raw } = parsed;
  if (signature.keyId !== key.keyId) return { isGenuine: false, problem: 'other_key' };
  const imported = await importKey(key.publicKey);
  if (imported === undefined) return { isGenuine: false, problem: 'cannot_verify' };
  // Another spelling could show people what programs do not read, such as a key that stands twice.
  const isSpelledAsSigned = canonical({ receipt: raw, signature }) === content.trim();
  const signed = new TextEncoder().encode(`foyer erasure receipt\0${canonical(raw)}`);
  const isSigned = await crypto.subtle.verify('Ed25519', imported, bytesOf(signature.value), signed);
  return isSpelledAsSigned && isSigned
    ? { isGenuine: true, receipt }
    : { isGenuine: false, problem: 'changed' };
}

/** JSON with one spelling for one value, after RFC 8785, of what holds no fractions. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

function parse(content: string) {
  try {
    const json: unknown = JSON.parse(content);
    return { ...decodeSigned(json, ''), raw: decodeRaw(json, '').receipt };
  } catch {
    return undefined;
  }
}

async function importKey(publicKey: string): Promise<CryptoKey | undefined> {
  try {
    return await crypto.subtle.importKey('raw', bytesOf(publicKey), 'Ed25519', false, ['verify']);
  } catch {
    return undefined;
  }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
