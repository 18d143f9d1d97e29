import { scalarLanes, simdLanes, swizzleMask, wordBytes } from './lanes.ts';
import type { Lanes } from './lanes.ts';
import { traceSearch } from './search-trace.ts';
import type { SearchTrace } from './search-trace.ts';
import * as wasm from './wasm-encoding.ts';
import type { Code, WasmFunction } from './wasm-encoding.ts';
import { encodeEachStep, encodeSteps, interleave } from './wasm-steps.ts';

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
      ...hashSteps(traceSearch(8), scalarLanes, state, wasm.localGet(nonce)).flat(),
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

/** State words of the SIMD stream, and what it needs beside them. */
const STATE_WORDS = 16;
/** One step of each of the four G functions: fewer are a little faster (3 %), more compress better. */
const STEPS_A_TURN = 4;

/**
 * The same for neighbouring nonces at once, `search` for two in the lanes of SIMD, `searchWide` for a third beside them in
 * the registers that SIMD leaves alone. Only for puzzles without user data: leaving out 4 words is worth 3 to 5 %.
 *
 * One BLAKE2b is a chain of additions that wait for one another, so that a wide processor idles through a third of it.
 * There the third nonce is nearly free (Zen 4: 21 instead of 15 million nonces a second). Where scalar and vector
 * instructions share their ports (Intel before 2021) it costs more than it brings. Only a trial tells, see `faster-search.ts`.
 */
export function simdKernelModule(): Uint8Array<ArrayBuffer> {
  const trace = traceSearch(4);
  return wasm.encodeModule([simdSearch(trace), wideSearch(trace, traceSearch(4, 1))]);
}

function simdSearch(trace: SearchTrace): WasmFunction {
  const [hits, nonces, step, thresholds, mask24, mask16, temporary, state] = [5, 6, 7, 8, 9, 10, 11, 12];
  const body = [
    ...prepareLanes({ mask24, mask16, thresholds, nonces, step }, 2),
    ...wasm.loop([
      ...hashSteps(trace, simdLanes({ temporary, mask24, mask16 }), state, wasm.localGet(nonces)).flat(),
      ...wasm.code(hitsBelow(thresholds), wasm.localTee(hits)),
      ...wasm.ifThen(returnFirstHit(firstLane(hits))),
      ...wasm.code(wasm.localGet(nonces), wasm.localGet(step), wasm.I64X2_ADD, wasm.localSet(nonces)),
      ...nextOffset(2),
    ]),
    ...wasm.i32Const(-1),
  ];
  const locals = [
    [2, wasm.I32],
    [6 + STATE_WORDS, wasm.V128],
  ] as const;
  return searchFunction('search', locals, body);
}

/** @param narrow the same with few words in use at a time: scalar registers are scarce (worth 8 %) */
function wideSearch(trace: SearchTrace, narrow: SearchTrace): WasmFunction {
  const [hits, nonces, step, thresholds, mask24, mask16, temporary, state] = [5, 6, 7, 8, 9, 10, 11, 12];
  const third = state + STATE_WORDS;
  const body = [
    ...prepareLanes({ mask24, mask16, thresholds, nonces, step }, 3),
    ...wasm.code(wasm.localGet(START), wasm.i32Const(2), wasm.I32_ADD, nonceWord, wasm.localSet(third)),
    ...wasm.loop([
      // Leaves the hashes of the lanes on the stack, and that of the third nonce above them.
      ...interleave(
        hashSteps(trace, simdLanes({ temporary, mask24, mask16 }), state, wasm.localGet(nonces)),
        hashSteps(narrow, scalarLanes, third + 1, wasm.localGet(third)),
        STEPS_A_TURN,
      ),
      ...wasm.code(wasm.I32_WRAP_I64, wasm.localGet(THRESHOLD), wasm.I32_LT_U),
      ...wasm.code(wasm.i32Const(THIRD_BIT), wasm.I32_SHL, wasm.localSet(hits)),
      ...wasm.code(hitsBelow(thresholds), wasm.localGet(hits), wasm.I32_OR, wasm.localTee(hits)),
      ...wasm.ifThen(returnFirstHit(firstLane(hits))),
      ...wasm.code(wasm.localGet(nonces), wasm.localGet(step), wasm.I64X2_ADD, wasm.localSet(nonces)),
      ...wasm.code(wasm.localGet(third), wasm.i64Const(3n << 32n), wasm.I64_ADD, wasm.localSet(third)),
      ...nextOffset(3),
    ]),
    ...wasm.i32Const(-1),
  ];
  const locals = [
    [2, wasm.I32],
    [6 + STATE_WORDS, wasm.V128],
    [1 + STATE_WORDS, wasm.I64],
  ] as const;
  return searchFunction('searchWide', locals, body);
}

/** Lane 0 holds the first nonce, lane 1 the next; both go on by `nonces` each time. */
function prepareLanes(
  locals: { mask24: number; mask16: number; thresholds: number; nonces: number; step: number },
  noncesATurn: number,
): Code {
  const step = BigInt(noncesATurn) << 32n;
  return [
    ...setMasks(locals.mask24, locals.mask16),
    ...wasm.code(wasm.localGet(THRESHOLD), wasm.I32X4_SPLAT, wasm.localSet(locals.thresholds)),
    ...wasm.code(wasm.localGet(START), nonceWord, wasm.I64X2_SPLAT),
    ...wasm.code(wasm.v128Const(wordBytes(0n, 1n << 32n)), wasm.I64X2_ADD, wasm.localSet(locals.nonces)),
    ...wasm.code(wasm.v128Const(wordBytes(step, step)), wasm.localSet(locals.step)),
  ];
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
/** Where a hit of the third nonce is noted, behind the lanes. */
const THIRD_BIT = 4;

export function setMasks(mask24: number, mask16: number): Code {
  return [
    ...wasm.code(wasm.v128Const(swizzleMask(24)), wasm.localSet(mask24)),
    ...wasm.code(wasm.v128Const(swizzleMask(16)), wasm.localSet(mask16)),
  ];
}

/** The last step leaves the first word of the hash on the stack. */
export function hashSteps(trace: SearchTrace, lanes: Lanes, firstLocal: number, nonce: Code): Code[] {
  const { addresses, homes } = trace;
  return encodeEachStep(
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

/** From the bits of the hits to the number of the first nonce that has one. */
function firstLane(hits: number): Code {
  return wasm.code(wasm.localGet(hits), wasm.I32_CTZ, wasm.i32Const(1), wasm.I32_SHR_U);
}

/** The last nonces of a turn may lie behind the end of the range, where they do not count. */
function returnFirstHit(lane: Code): Code {
  return [
    ...wasm.code(lane, wasm.localGet(OFFSET), wasm.I32_ADD, wasm.localTee(OFFSET)),
    ...wasm.code(wasm.localGet(COUNT), wasm.I32_LT_U),
    ...wasm.ifThen([...wasm.localGet(OFFSET), ...wasm.RETURN]),
    ...wasm.code(wasm.i32Const(-1), wasm.RETURN),
  ];
}
