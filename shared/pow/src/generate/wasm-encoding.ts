/** As much of the WebAssembly binary format (core specification §5, SIMD included) as the kernels need. */
export type Code = readonly number[];

export const I32 = 0x7f;
export const I64 = 0x7e;
export const V128 = 0x7b;

export interface WasmFunction {
  name: string;
  /** Parameters are all i32, and so is the result. */
  parameters: number;
  hasResult: boolean;
  /** Types of the locals after the parameters, in groups of one type. */
  locals: readonly (readonly [count: number, type: number])[];
  body: Code;
}

/** @param functions all of them exported, beside one page of memory */
export function encodeModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map((f) => [
    0x60,
    ...vector(Array.from({ length: f.parameters }, () => [I32])),
    ...vector(f.hasResult ? [[I32]] : []),
  ]);
  const exported = functions.map((f, index) => [...name(f.name), 0x00, ...unsigned(index)]);
  const bodies = functions.map((f) => {
    const locals = f.locals.map(([count, type]) => [...unsigned(count), type]);
    return sized([...vector(locals), ...f.body, 0x0b]);
  });
  return Uint8Array.from([
    ...MAGIC_AND_VERSION,
    ...section(1, vector(types)),
    ...section(3, vector(functions.map((_, index) => unsigned(index)))),
    // Minimum and maximum of one page: every address below is a constant within it.
    ...section(5, vector([[0x01, 0x01, 0x01]])),
    ...section(7, vector([[...name('memory'), 0x02, 0x00], ...exported])),
    ...section(10, vector(bodies)),
  ]);
}

/** Instructions one after the other. */
export const code = (...parts: readonly Code[]): Code => parts.flat();
export const localGet = (index: number): Code => [0x20, ...unsigned(index)];
export const localSet = (index: number): Code => [0x21, ...unsigned(index)];
export const localTee = (index: number): Code => [0x22, ...unsigned(index)];
export const i32Const = (value: number): Code => [0x41, ...signed(BigInt(value))];
export const i64Const = (value: bigint): Code => [0x42, ...signed(BigInt.asIntN(64, value))];
/** Loads one byte from the address on the stack plus `offset`. */
export const i32Load8 = (offset: number): Code => [0x2d, 0, ...unsigned(offset)];
/** Loads from the address on the stack plus `offset`. */
export const i64LoadAt = (offset: number): Code => [0x29, 3, ...unsigned(offset)];
export const i64Load = (address: number): Code => [...i32Const(0), ...i64LoadAt(address)];
/** Stores the value on the stack at the address below it plus `offset`. */
export const i64StoreAt = (offset: number): Code => [0x37, 3, ...unsigned(offset)];
/** Stores `value` at a constant address. */
export const i64Store = (address: number, value: Code): Code => [
  ...i32Const(0),
  ...value,
  ...i64StoreAt(address),
];

export const I32_EQZ: Code = [0x45];
export const I32_EQ: Code = [0x46];
export const I32_LT_U: Code = [0x49];
export const I32_GT_S: Code = [0x4a];
export const I32_SUB: Code = [0x6b];
export const I32_ADD: Code = [0x6a];
export const I32_AND: Code = [0x71];
export const I32_OR: Code = [0x72];
export const I32_XOR: Code = [0x73];
export const I32_SHL: Code = [0x74];
export const I32_SHR_U: Code = [0x76];
export const I32_CTZ: Code = [0x68];
export const I32_WRAP_I64: Code = [0xa7];
export const I64_EXTEND_I32_S: Code = [0xac];
export const I64_EXTEND_I32_U: Code = [0xad];
export const I64_ADD: Code = [0x7c];
export const I64_OR: Code = [0x84];
export const I64_XOR: Code = [0x85];
export const I64_SHL: Code = [0x86];
export const I64_ROTR: Code = [0x8a];
export const RETURN: Code = [0x0f];

export const loop = (body: Code): Code => [0x03, 0x40, ...body, 0x0b];
export const ifThen = (body: Code): Code => [0x04, 0x40, ...body, 0x0b];
export const branch = (depth: number): Code => [0x0c, ...unsigned(depth)];
export const branchIf = (depth: number): Code => [0x0d, ...unsigned(depth)];

/** @param operation number of the instruction after the prefix 0xfd */
export const simd = (operation: number, ...immediate: number[]): Code => [
  0xfd,
  ...unsigned(operation),
  ...immediate,
];
/** Loads 16 bytes from the address on the stack plus `offset`. */
export const v128Load = (offset: number): Code => simd(0x00, 0, ...unsigned(offset));
/** Stores the 16 bytes on the stack at the address below them plus `offset`. */
export const v128Store = (offset: number): Code => simd(0x0b, 0, ...unsigned(offset));
export const v128LoadSplat64At = (offset: number): Code => simd(0x0a, 3, ...unsigned(offset));
export const v128LoadSplat64 = (address: number): Code => [...i32Const(0), ...v128LoadSplat64At(address)];
export const v128Const = (bytes: readonly number[]): Code => simd(0x0c, ...bytes);
export const I8X16_SWIZZLE = simd(0x0e);
export const I32X4_SPLAT = simd(0x11);
export const I64X2_SPLAT = simd(0x12);
export const I32X4_LT_U = simd(0x3a);
export const I8X16_EQ = simd(0x23);
export const V128_AND = simd(0x4e);
export const V128_OR = simd(0x50);
export const V128_XOR = simd(0x51);
export const V128_ANY_TRUE = simd(0x53);
export const I8X16_SHR_U = simd(0x6d);
export const I8X16_ADD = simd(0x6e);
export const I16X8_SHL = simd(0x8b);
export const I16X8_SHR_U = simd(0x8d);
export const I32X4_DOT_I16X8_S = simd(0xba);
export const I32X4_BITMASK = simd(0xa4);
export const I64X2_SHR_U = simd(0xcd);
export const I64X2_ADD = simd(0xce);
export const I64X2_EQ = simd(0xd6);

const MAGIC_AND_VERSION: Code = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

function section(id: number, content: Code): Code {
  return [id, ...sized(content)];
}

function sized(content: Code): Code {
  return [...unsigned(content.length), ...content];
}

function vector(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function name(text: string): Code {
  return sized(Array.from(text, (character) => character.charCodeAt(0)));
}

/** LEB128. */
function unsigned(value: number): Code {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

function signed(value: bigint): Code {
  const low = Number(value & 127n);
  const rest = value >> 7n;
  const isLast = (rest === 0n && low < 64) || (rest === -1n && low >= 64);
  return isLast ? [low] : [low | 128, ...signed(rest)];
}
