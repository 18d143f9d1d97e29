const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const NIBBLES = nibbles();

/** @returns lower-case digits, two for each byte */
export function encodeHex(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let index = from; index < to; index++) text += PAIRS[bytes[index] ?? 0] ?? '';
  return text;
}

/**
 * Compares the digits `text[at]` and on with the bytes `from` to `to`, in a time that depends on neither: the
 * bytes are a MAC, and an early exit would tell a forger how many of them are right. Only lower-case digits are
 * equal to anything.
 */
export function equalsHex(text: string, at: number, bytes: Uint8Array, from: number, to: number): boolean {
  let difference = 0;
  for (let index = 0; index < to - from; index++) {
    const high = text.charCodeAt(at + 2 * index);
    const low = text.charCodeAt(at + 2 * index + 1);
    // A code above 127 sets bits that no byte has; no digit gives 256.
    difference |= (high | low) >> 7;
    const byte = ((NIBBLES[high & 127] ?? 256) << 4) | (NIBBLES[low & 127] ?? 256);
    difference |= byte ^ (bytes[from + index] ?? 0);
  }
  return difference === 0;
}

function nibbles(): Uint16Array {
  const table = new Uint16Array(128).fill(256);
  for (let value = 0; value < 16; value++) table[value.toString(16).charCodeAt(0)] = value;
  return table;
}
