// Arguments of one call are limited.
const CHUNK = 8192;

/** Uint8Array.prototype.toBase64 is not in every browser of the target yet. */
export function inBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
}
