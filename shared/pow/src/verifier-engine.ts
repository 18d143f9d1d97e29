import { decodeBase64 } from './base64.ts';
import { INITIAL_VECTOR } from './initial-vector.ts';
import type { WasmModule } from './kernel.ts';
import { CHAIN_AT, MAC_AT, PUZZLE_AT } from './verifier-memory.ts';
import { WASM_BASE64 } from './verifier.generated.ts';

export interface VerifierEngine {
  exports: VerifierExports;
  /** All of the module's memory; it never grows. */
  memory: Uint8Array;
  /**
   * Writes the keyed BLAKE2b-128 (RFC 7693 §2.9 and §3.3) of the puzzle at `PUZZLE_AT` to `MAC_AT`.
   *
   * @param length 1 to 64; the bytes behind it, up to 64, must be 0 (an empty message has no block of its own)
   */
  mac(length: number): void;
}

/** The module is compiled from bytes of our own generator, so its exports are known. */
interface VerifierExports {
  memory: { readonly buffer: ArrayBuffer };
  load(): void;
  check(count: number, threshold: number): number;
  checkPlain(count: number, threshold: number): number;
  compress(counter: number, finalFlag: number): void;
  decode(from: number, characters: number, target: number): number;
}

declare const WebAssembly: {
  compile(bytes: Uint8Array): Promise<WasmModule>;
  instantiate(module: WasmModule): Promise<{ readonly exports: VerifierExports }>;
};

export const MAC_BYTES = 16;
const MIN_KEY_BYTES = 16;
const MAX_KEY_BYTES = 64;
const BLOCK_BYTES = 128;
const CHAIN_BYTES = 64;

/** Compiles the verifier; one module serves many instances and can be posted to worker threads. */
export function compileVerifier(): Promise<WasmModule> {
  const bytes = decodeBase64(WASM_BASE64);
  if (bytes === undefined) throw new Error('the generated verifier is not base64: generate it again');
  return WebAssembly.compile(bytes);
}

/**
 * @param key 16 to 64 secret bytes
 * @throws {RangeError} for any other length
 */
export async function createVerifierEngine(key: Uint8Array, module: WasmModule): Promise<VerifierEngine> {
  if (key.length < MIN_KEY_BYTES || key.length > MAX_KEY_BYTES) {
    throw new RangeError(`a key must have 16 to 64 bytes, got ${String(key.length)}`);
  }
  const { exports } = await WebAssembly.instantiate(module);
  const memory = new Uint8Array(exports.memory.buffer);
  absorbKey(exports, memory, key);
  return {
    exports,
    memory,
    mac(length) {
      exports.compress(BLOCK_BYTES + length, -1);
    },
  };
}

/** The key fills the first block. What it leaves in the chaining value is the same for every message. */
function absorbKey(exports: VerifierExports, memory: Uint8Array, key: Uint8Array): void {
  const view = new DataView(memory.buffer);
  INITIAL_VECTOR.forEach((word, index) => {
    view.setBigUint64(CHAIN_AT + 8 * index, word, true);
  });
  const parameters = 0x01010000 | (key.length << 8) | MAC_BYTES;
  view.setUint32(CHAIN_AT, view.getUint32(CHAIN_AT, true) ^ parameters, true);
  memory.set(key, PUZZLE_AT);
  exports.compress(BLOCK_BYTES, 0);
  memory.copyWithin(CHAIN_AT, MAC_AT, MAC_AT + CHAIN_BYTES);
  memory.fill(0, PUZZLE_AT, PUZZLE_AT + CHAIN_BYTES);
  memory.fill(0, MAC_AT, MAC_AT + CHAIN_BYTES);
}
