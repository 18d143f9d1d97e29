import { decodeBase64 } from './base64.ts';
import { WASM_BASE64 as SCALAR } from './kernel-scalar.generated.ts';
import { WASM_BASE64 as SIMD } from './kernel-simd.generated.ts';

/**
 * The WASM module of a kernel, for a build that writes it to a file or inlines it. A page that fetches the
 * files does not import this.
 */
export function kernelBytes(kind: 'simd' | 'scalar'): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64(kind === 'simd' ? SIMD : SCALAR);
  if (bytes === undefined) throw new Error(`the generated ${kind} kernel is not base64: generate it again`);
  return bytes;
}
