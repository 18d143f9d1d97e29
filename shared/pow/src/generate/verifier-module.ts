import { base64DecodeFunction } from './base64-decoder.ts';
import { traceCompression } from './compression.ts';
import { createAlgebra } from './expression.ts';
import { hashSteps, hitsBelow, LANE_BITS, loadFunction, setMasks } from './kernel-modules.ts';
import { scalarLanes, simdLanes } from './lanes.ts';
import { planStage } from './plan.ts';
import { traceSearch } from './search-trace.ts';
import { CHAIN_AT, MAC_AT, SOLUTIONS_AT } from '../verifier-memory.ts';
import * as wasm from './wasm-encoding.ts';
import type { Code, WasmFunction } from './wasm-encoding.ts';
import { encodeSteps, interleave } from './wasm-steps.ts';

/**
 * What the server needs, from the same trace as the solver's kernels:
 *
 * - `load()` folds the puzzle into constants;
 * - `check(count, threshold)` looks at all solutions at once: 0 when all are distinct and count, 1 for a
 *   duplicate, 2 for missing work; `checkPlain` is for puzzles without user data;
 * - `compress(counter, finalFlag)` is one BLAKE2b compression, for the MAC;
 * - `decode` reads base64, see `base64-decoder.ts`.
 */
export function verifierModule(): Uint8Array<ArrayBuffer> {
  return wasm.encodeModule([
    loadFunction(traceSearch(8)),
    checkFunction('check', 8),
    checkFunction('checkPlain', 4),
    compressFunction(),
    base64DecodeFunction(),
  ]);
}

const COUNT = 0;
const THRESHOLD = 1;
const OUTER = 2;
const INNER = 3;
const END = 4;

/** Two solutions in the lanes of SIMD and a third beside them, as `simdKernelModule` explains. */
const AT_ONCE = 3;

function checkFunction(name: string, words: 4 | 8): WasmFunction {
  const [thresholds, mask24, mask16, temporary, state] = [5, 6, 7, 8, 9];
  const nonces = state + 16;
  const third = nonces + 1;
  const copy = wasm.code(wasm.localGet(END), wasm.i64LoadAt(SOLUTIONS_AT - 8));
  const body = [
    // Copies of the last solution fill up the last turn.
    ...wasm.code(wasm.localGet(COUNT), wasm.i32Const(3), wasm.I32_SHL, wasm.localTee(END)),
    ...wasm.code(
      copy,
      wasm.i64StoreAt(SOLUTIONS_AT),
      wasm.localGet(END),
      copy,
      wasm.i64StoreAt(SOLUTIONS_AT + 8),
    ),
    ...findStrangers(),
    ...wasm.localGet(OUTER),
    ...wasm.ifThen(findDuplicates(thresholds, temporary)),
    ...setMasks(mask24, mask16),
    ...wasm.code(wasm.localGet(THRESHOLD), wasm.I32X4_SPLAT, wasm.localSet(thresholds)),
    ...wasm.code(wasm.i32Const(0), wasm.localSet(INNER)),
    ...wasm.loop([
      ...wasm.code(wasm.localGet(INNER), wasm.v128Load(SOLUTIONS_AT), wasm.localSet(nonces)),
      ...wasm.code(wasm.localGet(INNER), wasm.i64LoadAt(SOLUTIONS_AT + 16), wasm.localSet(third)),
      ...interleave(
        hashSteps(traceSearch(words), simdLanes({ temporary, mask24, mask16 }), state, wasm.localGet(nonces)),
        hashSteps(traceSearch(words, 1), scalarLanes, third + 1, wasm.localGet(third)),
        1,
      ),
      ...wasm.code(wasm.I32_WRAP_I64, wasm.localGet(THRESHOLD), wasm.I32_LT_U, wasm.localSet(OUTER)),
      ...wasm.code(hitsBelow(thresholds), wasm.i32Const(LANE_BITS), wasm.I32_EQ),
      ...wasm.code(wasm.localGet(OUTER), wasm.I32_AND, wasm.I32_EQZ),
      ...wasm.ifThen([...wasm.i32Const(2), ...wasm.RETURN]),
      ...advance(INNER, 8 * AT_ONCE, END),
    ]),
    ...wasm.i32Const(0),
  ];
  const locals = [
    [3, wasm.I32],
    [21, wasm.V128],
    [17, wasm.I64],
  ] as const;
  return { name, parameters: 2, hasResult: true, locals, body };
}

/**
 * A widget's solutions start with the number of their slot. Where all do, no two are equal, and the comparison of
 * all pairs (0.4 µs for 51) can be left out; where one does not, `OUTER` says so.
 */
function findStrangers(): Code {
  return [
    ...wasm.loop([
      ...wasm.code(wasm.localGet(INNER), wasm.i32Load8(SOLUTIONS_AT)),
      ...wasm.code(wasm.localGet(INNER), wasm.i32Const(3), wasm.I32_SHR_U, wasm.I32_XOR),
      ...wasm.code(wasm.localGet(OUTER), wasm.I32_OR, wasm.localSet(OUTER)),
      ...advance(INNER, 8, END),
    ]),
  ];
}

/**
 * Each solution against all behind it, two at a time. The copy behind the last one is no false alarm: a pair
 * that reaches it compares with the last solution anyway.
 */
function findDuplicates(equal: number, one: number): Code {
  return [
    ...wasm.code(wasm.i32Const(0), wasm.localSet(OUTER)),
    ...wasm.loop([
      ...wasm.code(wasm.localGet(OUTER), wasm.v128LoadSplat64At(SOLUTIONS_AT), wasm.localSet(one)),
      ...wasm.code(wasm.localGet(OUTER), wasm.i32Const(8), wasm.I32_ADD),
      ...wasm.code(wasm.localTee(OUTER), wasm.localTee(INNER)),
      ...wasm.code(wasm.localGet(END), wasm.I32_LT_U),
      ...wasm.ifThen([
        ...wasm.loop([
          ...wasm.code(wasm.localGet(INNER), wasm.v128Load(SOLUTIONS_AT)),
          ...wasm.code(wasm.localGet(one), wasm.I64X2_EQ),
          ...wasm.code(wasm.localGet(equal), wasm.V128_OR, wasm.localSet(equal)),
          ...advance(INNER, 16, END),
        ]),
        ...wasm.branch(1),
      ]),
    ]),
    ...wasm.code(wasm.localGet(equal), wasm.V128_ANY_TRUE),
    ...wasm.ifThen([...wasm.i32Const(1), ...wasm.RETURN]),
  ];
}

function compressFunction(): WasmFunction {
  const algebra = createAlgebra();
  const chain = Array.from({ length: 8 }, (_, index) => algebra.input(`h${String(index)}`, 'nonce'));
  const message = Array.from({ length: 8 }, (_, index) => algebra.input(`m${String(index)}`, 'nonce'));
  const counter = algebra.input('t', 'nonce');
  const finalFlag = algebra.input('f', 'nonce');
  const places = new Map<unknown, Code>([
    ...chain.map((word, index) => [word, wasm.i64Load(CHAIN_AT + 8 * index)] as const),
    ...message.map((word, index) => [word, wasm.i64Load(8 * index)] as const),
    [counter, [...wasm.localGet(0), ...wasm.I64_EXTEND_I32_U]],
    [finalFlag, [...wasm.localGet(1), ...wasm.I64_EXTEND_I32_S]],
  ]);
  const zeros = Array.from({ length: 8 }, () => algebra.literal(0n));
  const trace = traceCompression(algebra, {
    chain,
    message: [...message, ...zeros],
    counter,
    finalFlag,
    abreast: 4,
  });
  const body = encodeSteps(
    planStage(trace.chain, 'nonce', trace.homes).steps,
    {
      lanes: scalarLanes,
      homes: trace.homes,
      firstLocal: 2,
      outside: (expression) => places.get(expression),
    },
    ({ value }, code) => {
      const index = trace.chain.indexOf(value);
      return index < 0 ? [] : wasm.i64Store(MAC_AT + 8 * index, code);
    },
  );
  return { name: 'compress', parameters: 2, hasResult: false, locals: [[16, wasm.I64]], body };
}

/** Adds to a local and repeats the loop while it is below another. */
function advance(local: number, by: number, end: number): Code {
  return [
    ...wasm.code(wasm.localGet(local), wasm.i32Const(by), wasm.I32_ADD, wasm.localTee(local)),
    ...wasm.code(wasm.localGet(end), wasm.I32_LT_U, wasm.branchIf(0)),
  ];
}
