import { encodeHex, equalsHex } from './hex.ts';
import type { WasmModule } from './kernel.ts';
import { areMemoryHardBounded, decodeMemoryHard } from './memory-hard.ts';
import type { PuzzleFields } from './puzzle.ts';
import {
  ACCOUNT_AT,
  APP_AT,
  copyOf,
  COUNT_AT,
  DIFFICULTY_AT,
  encodePuzzle,
  EXPIRY_AT,
  EXPIRY_UNIT_SECONDS,
  MAX_PUZZLE_BYTES,
  MIN_PUZZLE_BYTES,
  PuzzleFormatError,
  readFields,
  RESERVED_AT,
  SOLUTION_BYTES,
  thresholdOf,
  TIMESTAMP_AT,
  USER_DATA_AT,
  VERSION_AT,
} from './puzzle.ts';
import { createSolutionReader } from './solution-reader.ts';
import { formatPuzzleString } from './solution.ts';
import type { Diagnostics } from './solution.ts';
import type { Expectation, RefusalReason, Verdict } from './verdict.ts';
import { compileVerifier, createVerifierEngine, MAC_BYTES } from './verifier-engine.ts';
import type { VerifierEngine } from './verifier-engine.ts';
import { DIAGNOSTICS_AT, MAC_AT, PUZZLE_AT, SOLUTIONS_AT } from './verifier-memory.ts';

export interface PuzzleSigner {
  /**
   * @param puzzle 32 to 64 bytes
   * @returns keyed BLAKE2b-128 over the raw bytes, 32 lower-case hexadecimal digits
   * @throws {PuzzleFormatError} for any other length
   */
  sign(puzzle: Uint8Array): string;
}

export interface Verifier extends PuzzleSigner {
  /**
   * @returns `<signature>.<base64 puzzle>`, ready for the puzzle endpoint
   * @throws {PuzzleFormatError} for fields that cannot be written, an expiry of 0 among them
   */
  issue(fields: PuzzleFields): string;
  /**
   * Checks in this order: form, MAC (in constant time), site, clock, number of solutions, duplicates, work. It
   * never throws for anything a visitor sent. Whether the puzzle was used before is the caller's question.
   */
  verify(solution: string, expectation: Expectation): Verdict;
}

/** Two servers of one service may disagree about the time by this much before a puzzle is from the future. */
export const CLOCK_SKEW_SECONDS = 30;
const SIGNATURE_CHARACTERS = 2 * MAC_BYTES;
const DUPLICATE = 1;

/**
 * @param options.key 16 to 64 secret bytes, the same in all processes of the service
 * @param options.module from {@link compileVerifier}, to compile once for several instances
 * @throws {RangeError} for a key of another length
 */
export async function createVerifier(options: { key: Uint8Array; module?: WasmModule }): Promise<Verifier> {
  const engine = await createVerifierEngine(options.key, options.module ?? (await compileVerifier()));
  const { exports, memory } = engine;
  const view = new DataView(memory.buffer);
  const reader = createSolutionReader(engine);

  /** What `parsePuzzle` would throw for: no signature makes such a puzzle good. */
  function isReadable(): boolean {
    return (
      view.getUint8(PUZZLE_AT + VERSION_AT) === 1 &&
      view.getUint8(PUZZLE_AT + EXPIRY_AT) !== 0 &&
      view.getUint8(PUZZLE_AT + COUNT_AT) !== 0 &&
      view.getUint32(PUZZLE_AT + RESERVED_AT) === 0 &&
      view.getUint32(PUZZLE_AT + RESERVED_AT + 4) === 0 &&
      (reader.puzzleBytes === MIN_PUZZLE_BYTES ||
        areMemoryHardBounded(memory.subarray(PUZZLE_AT + USER_DATA_AT, PUZZLE_AT + reader.puzzleBytes)))
    );
  }

  return {
    sign: (puzzle) => sign(engine, puzzle),
    issue(fields) {
      const puzzle = encodePuzzle(fields);
      return formatPuzzleString(sign(engine, puzzle), puzzle);
    },
    verify(solution, { now, accountId, appId }) {
      if (!reader.read(solution) || !isReadable()) return refuse('malformed');
      engine.mac(reader.puzzleBytes);
      if (
        reader.signatureCharacters !== SIGNATURE_CHARACTERS ||
        !equalsHex(solution, 0, memory, MAC_AT, MAC_AT + MAC_BYTES)
      ) {
        return refuse('signature');
      }
      if (accountId !== undefined && view.getUint32(PUZZLE_AT + ACCOUNT_AT) !== accountId) {
        return refuse('site');
      }
      if (appId !== undefined && view.getUint32(PUZZLE_AT + APP_AT) !== appId) return refuse('site');
      const issuedAt = view.getUint32(PUZZLE_AT + TIMESTAMP_AT) * 1000;
      const expiresAt = issuedAt + view.getUint8(PUZZLE_AT + EXPIRY_AT) * EXPIRY_UNIT_SECONDS * 1000;
      if (now.getTime() >= expiresAt) return refuse('expired');
      if (issuedAt > now.getTime() + CLOCK_SKEW_SECONDS * 1000) return refuse('future');
      const count = view.getUint8(PUZZLE_AT + COUNT_AT);
      if (count * SOLUTION_BYTES !== reader.solutionBytes) return refuse('count');
      const threshold = thresholdOf(view.getUint8(PUZZLE_AT + DIFFICULTY_AT));
      exports.load();
      const fault =
        reader.puzzleBytes === MIN_PUZZLE_BYTES
          ? exports.checkPlain(count, threshold)
          : exports.check(count, threshold);
      if (fault !== 0) return refuse(fault === DUPLICATE ? 'duplicate' : 'work');
      return accept(
        engine,
        view,
        reader.puzzleBytes,
        reader.solutionBytes,
        new Date(issuedAt),
        new Date(expiresAt),
      );
    },
  };
}

function refuse(reason: RefusalReason): Verdict {
  return { ok: false, reason };
}

/** One signature without a verifier at hand, see {@link PuzzleSigner.sign}. */
export async function signPuzzle(key: Uint8Array, puzzle: Uint8Array): Promise<string> {
  return sign(await createVerifierEngine(key, await compileVerifier()), puzzle);
}

function sign(engine: VerifierEngine, puzzle: Uint8Array): string {
  const { memory } = engine;
  if (puzzle.length < MIN_PUZZLE_BYTES || puzzle.length > MAX_PUZZLE_BYTES) {
    throw new PuzzleFormatError(`a puzzle must have 32 to 64 bytes, got ${String(puzzle.length)}`);
  }
  memory.fill(0, PUZZLE_AT, PUZZLE_AT + MAX_PUZZLE_BYTES);
  memory.set(puzzle, PUZZLE_AT);
  engine.mac(puzzle.length);
  return encodeHex(memory, MAC_AT, MAC_AT + MAC_BYTES);
}

/** Everything is copied: the next verification writes over the memory. */
function accept(
  { memory }: VerifierEngine,
  view: DataView,
  puzzleBytes: number,
  solutionBytes: number,
  issuedAt: Date,
  expiresAt: Date,
): Verdict {
  // By index: destructuring an array of bytes goes through an iterator.
  const diagnostics: Diagnostics = {
    solver: memory[DIAGNOSTICS_AT] ?? 0,
    seconds: ((memory[DIAGNOSTICS_AT + 1] ?? 0) << 8) | (memory[DIAGNOSTICS_AT + 2] ?? 0),
  };
  const puzzleId = copyOf(view, MAC_AT, MAC_BYTES);
  const fields = readFields(view, PUZZLE_AT, puzzleBytes);
  const parameters = puzzleBytes > MIN_PUZZLE_BYTES ? decodeMemoryHard(fields.userData) : undefined;
  const verdict = { ok: true, puzzle: fields, puzzleId, issuedAt, expiresAt, diagnostics } as const;
  if (parameters === undefined) return verdict;
  const puzzle = memory.slice(PUZZLE_AT, PUZZLE_AT + puzzleBytes);
  const solutions = memory.slice(SOLUTIONS_AT, SOLUTIONS_AT + solutionBytes);
  return { ...verdict, memoryHard: { parameters, puzzle, solutions } };
}
