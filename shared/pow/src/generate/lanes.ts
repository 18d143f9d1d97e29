import {
  code,
  I64,
  I64_ADD,
  I64_ROTR,
  I64_XOR,
  I64X2_ADD,
  I64X2_SHR_U,
  i32Const,
  i64Const,
  i64Load,
  I8X16_SWIZZLE,
  localGet,
  localTee,
  simd,
  V128,
  V128_OR,
  V128_XOR,
  v128Const,
  v128LoadSplat64,
} from './wasm-encoding.ts';
import type { Code } from './wasm-encoding.ts';

/** How one 64-bit operation of the straight-line code is spelled: for one nonce, or for two side by side. */
export interface Lanes {
  /** Type of the 16 state words. */
  type: number;
  add: Code;
  xor: Code;
  /** Rotates what is on the stack. */
  rotr(bits: number): Code;
  load(address: number): Code;
  literal(value: bigint): Code;
}

export const scalarLanes: Lanes = {
  type: I64,
  add: I64_ADD,
  xor: I64_XOR,
  rotr: (bits) => [...i64Const(BigInt(bits)), ...I64_ROTR],
  load: i64Load,
  literal: i64Const,
};

/** Locals that the caller declares, and sets to {@link swizzleMask} before the loop. */
export interface SimdScratch {
  temporary: number;
  mask24: number;
  mask16: number;
}

/**
 * Rotations by whole bytes are swizzles whose mask stays in a local: V8 turns that into one pshufb, while it
 * builds the mask of a shuffle anew each time (measured: a factor of 1.26 to 1.4 for the whole search). Half a
 * word is a shuffle that every engine knows. SIMD has no rotation by 63: double, and bring the top bit down.
 */
export function simdLanes(scratch: SimdScratch): Lanes {
  return {
    type: V128,
    add: I64X2_ADD,
    xor: V128_XOR,
    load: v128LoadSplat64,
    literal: (value) => v128Const(wordBytes(value, value)),
    rotr(bits) {
      const twice = [...localTee(scratch.temporary), ...localGet(scratch.temporary)];
      switch (bits) {
        case 32:
          return [...twice, ...simd(0x0d, ...swizzleMask(32))];
        case 24:
          return [...localGet(scratch.mask24), ...I8X16_SWIZZLE];
        case 16:
          return [...localGet(scratch.mask16), ...I8X16_SWIZZLE];
        case 63:
          return [
            ...code(twice, I64X2_ADD),
            ...code(localGet(scratch.temporary), i32Const(63), I64X2_SHR_U),
            ...V128_OR,
          ];
        default:
          throw new Error(`BLAKE2b rotates by 16, 24, 32 or 63 bits, got ${String(bits)}`);
      }
    },
  };
}

/** Which source byte each of the 16 bytes takes when both words rotate right by whole bytes. */
export function swizzleMask(bits: number): number[] {
  return Array.from({ length: 16 }, (_, index) => (index & 8) + ((index + bits / 8) & 7));
}

/** Little-endian bytes of the two lanes. */
export function wordBytes(first: bigint, second: bigint): number[] {
  return [first, second].flatMap((word) =>
    Array.from({ length: 8 }, (_, index) => Number((word >> BigInt(8 * index)) & 255n)),
  );
}
