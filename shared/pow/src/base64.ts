/**
 * Standard base64 (RFC 4648 §4), strict and canonical: padding is required, white space and the URL-safe
 * alphabet are refused, and the unused bits of the last character must be zero, so that a byte string has
 * exactly one spelling. Two spellings of one solution would be two keys for one replay mark.
 */

export const BASE64_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PADDING = 61;
/** Anything with this bit set is not a character of the alphabet. */
const INVALID = 64;
const SEXTETS = sextets();

/**
 * @param bytes any length
 * @returns canonical base64 with padding
 */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const left = bytes.length - index;
    const triple = (byteAt(bytes, index) << 16) | (byteAt(bytes, index + 1) << 8) | byteAt(bytes, index + 2);
    text += BASE64_ALPHABET.charAt(triple >> 18) + BASE64_ALPHABET.charAt((triple >> 12) & 63);
    text += left > 1 ? BASE64_ALPHABET.charAt((triple >> 6) & 63) : '=';
    text += left > 2 ? BASE64_ALPHABET.charAt(triple & 63) : '=';
  }
  return text;
}

/** @returns the bytes, or undefined when the text is not canonical base64 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = new Uint8Array(Math.ceil(text.length / 4) * 3);
  const length = decodeBase64Into(text, 0, text.length, bytes, 0);
  return length < 0 ? undefined : bytes.slice(0, length);
}

/**
 * Decodes `text.slice(from, to)` into `target` without an intermediate string or array: the verifier writes
 * straight into the memory of its WASM module. The caller has bounded `to - from`; up to 3 bytes for each 4
 * characters are written at `offset`, also when the text turns out to be invalid.
 *
 * @returns the number of bytes, or -1 when the range is not canonical base64
 */
export function decodeBase64Into(
  text: string,
  from: number,
  to: number,
  target: Uint8Array,
  offset: number,
): number {
  if (((to - from) & 3) !== 0) return -1;
  if (to === from) return 0;
  let invalid = 0;
  let write = offset;
  const last = to - 4;
  for (let read = from; read < last; read += 4) {
    const a = text.charCodeAt(read);
    const b = text.charCodeAt(read + 1);
    const c = text.charCodeAt(read + 2);
    const d = text.charCodeAt(read + 3);
    const quad = (sextet(a) << 18) | (sextet(b) << 12) | (sextet(c) << 6) | sextet(d);
    invalid |= (a | b | c | d) >> 7;
    invalid |= (sextet(a) | sextet(b) | sextet(c) | sextet(d)) & INVALID;
    target[write] = quad >> 16;
    target[write + 1] = quad >> 8;
    target[write + 2] = quad;
    write += 3;
  }
  const tail = decodeLastQuad(text, last, target, write);
  return invalid !== 0 || tail < 0 ? -1 : write - offset + tail;
}

function decodeLastQuad(text: string, at: number, target: Uint8Array, write: number): number {
  const c = text.charCodeAt(at + 2);
  const d = text.charCodeAt(at + 3);
  const length = d !== PADDING ? 3 : c !== PADDING ? 2 : 1;
  const high = strictSextet(text.charCodeAt(at));
  const low = strictSextet(text.charCodeAt(at + 1));
  const third = length < 2 ? 0 : strictSextet(c);
  const fourth = length < 3 ? 0 : strictSextet(d);
  if (((high | low | third | fourth) & INVALID) !== 0) return -1;
  const quad = (high << 18) | (low << 12) | (third << 6) | fourth;
  // What the padding cuts off must have been zero.
  if ((length === 1 && (quad & 0xffff) !== 0) || (length === 2 && (quad & 0xff) !== 0)) return -1;
  target[write] = quad >> 16;
  if (length > 1) target[write + 1] = quad >> 8;
  if (length > 2) target[write + 2] = quad;
  return length;
}

function strictSextet(code: number): number {
  return code < 128 ? sextet(code) : INVALID;
}

function sextet(code: number): number {
  return SEXTETS[code & 127] ?? INVALID;
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}

function sextets(): Uint8Array {
  const table = new Uint8Array(128).fill(INVALID);
  for (let value = 0; value < 64; value++) table[BASE64_ALPHABET.charCodeAt(value)] = value;
  return table;
}
