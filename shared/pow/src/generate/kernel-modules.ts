import { scalarLanes, simdLanes, swizzleMask, wordBytes } from './lanes.ts';
import type { Lanes } from './lanes.ts';
import { traceSearch } from './search-trace.ts';
import type { SearchTrace } from './search-trace.ts';
import * as wasm from './wasm-encoding.ts';
import type { Code, WasmFunction } from './wasm-encoding.ts';
import { encodeSteps } from './wasm-steps.ts';

/**
 * `search(low, start, count, threshold)` returns the offset of the first nonce that counts, or -1. The constants
 * of the puzzle lie in memory, see `search-trace.ts`; the JavaScript kernel's `load` puts them there.
 */
export function scalarKernelModule(): Uint8Array<ArrayBuffer> {
  const nonce = 5;
  const state = 6;
  const body = [
    ...wasm.loop([
      ...wasm.code(wasm.localGet(START), wasm.localGet(OFFSET), wasm.I32_ADD),
      ...wasm.code(nonceWord, wasm.localSet(nonce)),
      ...hashOf(traceSearch(8), scalarLanes, state, wasm.localGet(nonce)),
      ...wasm.code(wasm.I32_WRAP_I64, wasm.localGet(THRESHOLD), wasm.I32_LT_U),
      ...wasm.ifThen([...wasm.localGet(OFFSET), ...wasm.RETURN]),
      ...nextOffset(1),
    ]),
    ...wasm.i32Const(-1),
  ];
  const locals = [
    [1, wasm.I32],
    [17, wasm.I64],
  ] as const;
  return wasm.encodeModule([searchFunction('search', locals, body)]);
}

/**
 * The same for two neighbouring nonces at once. A puzzle without user data has its own `searchPlain`, because
 * leaving out 4 more words is worth 3 to 5 %.
 */
export function simdKernelModule(): Uint8Array<ArrayBuffer> {
  return wasm.encodeModule([simdSearch('search', traceSearch(8)), simdSearch('searchPlain', traceSearch(4))]);
}

function simdSearch(name: string, trace: SearchTrace): WasmFunction {
  const [hits, nonces, step, thresholds, mask24, mask16, temporary, state] = [5, 6, 7, 8, 9, 10, 11, 12];
  const body = [
    ...setMasks(mask24, mask16),
    ...wasm.code(wasm.localGet(THRESHOLD), wasm.I32X4_SPLAT, wasm.localSet(thresholds)),
    // Lane 0 holds the first nonce, lane 1 the next.
    ...wasm.code(wasm.localGet(START), nonceWord, wasm.I64X2_SPLAT),
    ...wasm.code(wasm.v128Const(wordBytes(0n, 1n << 32n)), wasm.I64X2_ADD, wasm.localSet(nonces)),
    ...wasm.code(wasm.v128Const(wordBytes(2n << 32n, 2n << 32n)), wasm.localSet(step)),
    ...wasm.loop([
      ...hashOf(trace, simdLanes({ temporary, mask24, mask16 }), state, wasm.localGet(nonces)),
      ...wasm.code(hitsBelow(thresholds), wasm.localTee(hits)),
      ...wasm.ifThen(returnFirstHit(hits)),
      ...wasm.code(wasm.localGet(nonces), wasm.localGet(step), wasm.I64X2_ADD, wasm.localSet(nonces)),
      ...nextOffset(2),
    ]),
    ...wasm.i32Const(-1),
  ];
  const locals = [
    [2, wasm.I32],
    [22, wasm.V128],
  ] as const;
  return searchFunction(name, locals, body);
}

/**
 * From the hashes on the stack to an i32 with bit 0 for a hit in lane 0 and bit 2 for one in lane 1: the hash
 * is read little-endian from its first word, so the upper half of each lane does not matter.
 */
export function hitsBelow(thresholds: number): Code {
  return [
    ...wasm.code(wasm.localGet(thresholds), wasm.I32X4_LT_U, wasm.I32X4_BITMASK),
    ...wasm.code(wasm.i32Const(LANE_BITS), wasm.I32_AND),
  ];
}

export const LANE_BITS = 0b0101;

export function setMasks(mask24: number, mask16: number): Code {
  return [
    ...wasm.code(wasm.v128Const(swizzleMask(24)), wasm.localSet(mask24)),
    ...wasm.code(wasm.v128Const(swizzleMask(16)), wasm.localSet(mask16)),
  ];
}

/** Leaves the first word of the hash on the stack. */
export function hashOf(trace: SearchTrace, lanes: Lanes, firstLocal: number, nonce: Code): Code {
  const { addresses, homes } = trace;
  return encodeSteps(
    trace.perNonce.steps,
    {
      lanes,
      homes,
      firstLocal,
      outside(expression) {
        if (expression === trace.nonce) return nonce;
        const address = addresses.get(expression);
        return address === undefined ? undefined : lanes.load(address);
      },
    },
    ({ home }, value) => (home === undefined ? value : []),
  );
}

export function loadFunction(trace: SearchTrace): WasmFunction {
  const { addresses, homes, perPuzzle } = trace;
  const body = encodeSteps(
    perPuzzle.steps,
    {
      lanes: scalarLanes,
      homes,
      firstLocal: 0,
      outside(expression) {
        const address = addresses.get(expression);
        return expression.kind === 'input' && address !== undefined ? wasm.i64Load(address) : undefined;
      },
    },
    (step, value) => {
      const address = addresses.get(step.value);
      return address === undefined ? [] : wasm.i64Store(address, value);
    },
  );
  return { name: 'load', parameters: 0, hasResult: false, locals: [[16, wasm.I64]], body };
}

const LOW = 0;
const START = 1;
const COUNT = 2;
const THRESHOLD = 3;
const OFFSET = 4;

/** From the counter on the stack to the word of the solution: counter above, outer counter and slot below. */
const nonceWord: Code = [
  ...wasm.code(wasm.I64_EXTEND_I32_U, wasm.i64Const(32n), wasm.I64_SHL),
  ...wasm.code(wasm.localGet(LOW), wasm.I64_EXTEND_I32_U, wasm.I64_OR),
];

function searchFunction(name: string, locals: WasmFunction['locals'], body: Code): WasmFunction {
  return { name, parameters: 4, hasResult: true, locals, body };
}

function nextOffset(by: number): Code {
  return [
    ...wasm.code(wasm.localGet(OFFSET), wasm.i32Const(by), wasm.I32_ADD, wasm.localTee(OFFSET)),
    ...wasm.code(wasm.localGet(COUNT), wasm.I32_LT_U, wasm.branchIf(0)),
  ];
}

/** Lane 1 may lie one nonce behind the end of an odd range, where it does not count. */
function returnFirstHit(hits: number): Code {
  const lane = [
    ...wasm.code(wasm.localGet(hits), wasm.I32_CTZ, wasm.i32Const(1), wasm.I32_SHR_U),
    ...wasm.code(wasm.localGet(OFFSET), wasm.I32_ADD, wasm.localTee(OFFSET)),
  ];
  return [
    ...wasm.code(lane, wasm.localGet(COUNT), wasm.I32_LT_U),
    ...wasm.ifThen([...wasm.localGet(OFFSET), ...wasm.RETURN]),
    ...wasm.code(wasm.i32Const(-1), wasm.RETURN),
  ];
}
