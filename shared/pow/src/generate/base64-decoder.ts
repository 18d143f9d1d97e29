import { BASE64_ALPHABET } from '../base64.ts';
import * as wasm from './wasm-encoding.ts';
import type { Code, WasmFunction } from './wasm-encoding.ts';

/**
 * `decode(from, characters, target)` turns whole blocks of 16 characters into 12 bytes and
 * returns how many characters it took, or -1 for one outside the alphabet. It writes 4 bytes of rubbish
 * behind the last block. The end, with its padding, is for the strict decoder in JavaScript.
 */
export function base64DecodeFunction(): WasmFunction {
  const [FROM, CHARACTERS, TARGET, TAKEN] = [0, 1, 2, 3] as const;
  const [text, high, bad] = [4, 5, 6] as const;
  const body = [
    ...wasm.loop([
      ...wasm.code(wasm.localGet(CHARACTERS), wasm.localGet(TAKEN), wasm.I32_SUB),
      ...wasm.code(wasm.i32Const(15), wasm.I32_GT_S),
      ...wasm.ifThen([
        ...wasm.code(wasm.localGet(FROM), wasm.localGet(TAKEN), wasm.I32_ADD),
        ...wasm.code(wasm.v128Load(0), wasm.localSet(text)),
        ...wasm.code(wasm.localGet(text), wasm.i32Const(4), wasm.I8X16_SHR_U, wasm.localSet(high)),
        ...wasm.code(lookUp(faultsByLow(), lowNibbles(text)), lookUp(faultsByHigh(), wasm.localGet(high))),
        ...wasm.code(wasm.V128_AND, wasm.localGet(bad), wasm.V128_OR, wasm.localSet(bad)),
        ...wasm.code(wasm.localGet(TARGET), packed(values(text, high), text), wasm.v128Store(0)),
        ...wasm.code(wasm.localGet(TARGET), wasm.i32Const(12), wasm.I32_ADD, wasm.localSet(TARGET)),
        ...wasm.code(wasm.localGet(TAKEN), wasm.i32Const(16), wasm.I32_ADD, wasm.localSet(TAKEN)),
        ...wasm.branch(1),
      ]),
    ]),
    ...wasm.code(wasm.localGet(bad), wasm.V128_ANY_TRUE),
    ...wasm.ifThen([...wasm.i32Const(-1), ...wasm.RETURN]),
    ...wasm.localGet(TAKEN),
  ];
  const locals = [
    [1, wasm.I32],
    [3, wasm.V128],
  ] as const;
  return { name: 'decode', parameters: 3, hasResult: true, locals, body };
}

const SLASH = '/'.charCodeAt(0);

function lowNibbles(text: number): Code {
  return wasm.code(wasm.localGet(text), wasm.v128Const(pattern([15])), wasm.V128_AND);
}

function lookUp(table: readonly number[], index: Code): Code {
  return wasm.code(wasm.v128Const(table), index, wasm.I8X16_SWIZZLE);
}

/** A shift by the upper nibble makes a value of a character; the slash shares its nibble and gets the one before. */
function values(text: number, high: number): Code {
  const slash = wasm.v128Const(pattern([SLASH]));
  const index = wasm.code(wasm.localGet(text), slash, wasm.I8X16_EQ, wasm.localGet(high), wasm.I8X16_ADD);
  return wasm.code(lookUp(shifts(), index), wasm.localGet(text), wasm.I8X16_ADD);
}

/** Four values of 6 bits become two of 12, then one of 24, and three bytes of it are put in order. */
function packed(sextets: Code, temporary: number): Code {
  const first = wasm.v128Const(pattern([0x3f, 0]));
  const order = [2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, ...pattern([255]).slice(0, 4)];
  return [
    ...wasm.code(sextets, wasm.localTee(temporary), first, wasm.V128_AND, wasm.i32Const(6), wasm.I16X8_SHL),
    ...wasm.code(wasm.localGet(temporary), wasm.i32Const(8), wasm.I16X8_SHR_U, wasm.V128_OR),
    ...wasm.code(wasm.v128Const(pattern([0, 16, 1, 0])), wasm.I32X4_DOT_I16X8_S),
    ...wasm.code(wasm.v128Const(order), wasm.I8X16_SWIZZLE),
  ];
}

function shifts(): number[] {
  const table = pattern([0]);
  Array.from(BASE64_ALPHABET, (character, value) => {
    const code = character.charCodeAt(0);
    table[(code >> 4) - (code === SLASH ? 1 : 0)] = (value - code) & 255;
  });
  return table;
}

/** One bit for each set of lower nibbles that an upper nibble may have: a fault is where both tables agree. */
function faultsByHigh(): number[] {
  const sets = nibbleSets();
  const distinct = [...new Set(sets)];
  return sets.map((set) => 1 << distinct.indexOf(set));
}

function faultsByLow(): number[] {
  const distinct = [...new Set(nibbleSets())];
  return Array.from({ length: 16 }, (_, low) =>
    distinct.reduce((bits, set, index) => (set.includes(low.toString(16)) ? bits : bits | (1 << index)), 0),
  );
}

/** For each upper nibble, the lower ones that make a character of the alphabet with it, as digits. */
function nibbleSets(): string[] {
  return Array.from({ length: 16 }, (_, high) => {
    const lows = Array.from({ length: 16 }, (_unused, low) => low);
    const valid = lows.filter((low) => BASE64_ALPHABET.includes(String.fromCharCode(16 * high + low)));
    return valid.map((low) => low.toString(16)).join('');
  });
}

function pattern(bytes: readonly number[]): number[] {
  return Array.from({ length: 16 }, (_, index) => bytes[index % bytes.length] ?? 0);
}
