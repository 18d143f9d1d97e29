import { decodeBase64, encodeBase64 } from './base64.ts';
import {
  BLOCK_BYTES,
  MAX_PUZZLE_BYTES,
  MIN_PUZZLE_BYTES,
  PuzzleFormatError,
  SOLUTION_BYTES,
} from './puzzle.ts';

/** How the solutions were found, for the operator's statistics. A visitor can write anything here. */
export interface Diagnostics {
  /** 0 unspecified, 1 JavaScript, 2 WASM; the protocol names no others. */
  solver: number;
  /** Whole seconds, at most 65535. */
  seconds: number;
}

export interface PuzzleString {
  signature: string;
  puzzle: Uint8Array<ArrayBuffer>;
}

export interface SolutionString extends PuzzleString {
  /** `8 * n` bytes, solution i at `8 * i`. */
  solutions: Uint8Array<ArrayBuffer>;
  diagnostics: Diagnostics;
}

export const DIAGNOSTICS_BYTES = 3;
const MAX_SIGNATURE_CHARACTERS = 128;
export const MAX_SOLUTIONS = 255;
/** Signature, 64 bytes of puzzle, 255 solutions, 3 bytes of diagnostics and the three dots. */
export const MAX_SOLUTION_CHARACTERS =
  MAX_SIGNATURE_CHARACTERS +
  base64Length(MAX_PUZZLE_BYTES) +
  base64Length(MAX_SOLUTIONS * SOLUTION_BYTES) +
  base64Length(DIAGNOSTICS_BYTES) +
  3;

/**
 * Reads `<signature>.<base64 puzzle>` as a puzzle endpoint sends it. What follows a further dot is ignored, as
 * the published protocol allows a server to append to it.
 *
 * @throws {PuzzleFormatError}
 */
export function parsePuzzleString(text: string): PuzzleString {
  if (text.length > MAX_SOLUTION_CHARACTERS) throw tooLong('puzzle string', text.length);
  const [signature, encoded] = text.split('.');
  if (signature === undefined || encoded === undefined) {
    throw new PuzzleFormatError('a puzzle string must be <signature>.<puzzle>, got no dot');
  }
  return { signature: checkedSignature(signature), puzzle: decodedPuzzle(encoded) };
}

/** The opposite of {@link parsePuzzleString}. */
export function formatPuzzleString(signature: string, puzzle: Uint8Array): string {
  return `${signature}.${encodeBase64(puzzle)}`;
}

/**
 * Reads `<signature>.<puzzle>.<solutions>.<diagnostics>`; nothing is verified but the form.
 *
 * @throws {PuzzleFormatError} unless there are exactly four parts of the right lengths in canonical base64
 */
export function parseSolutionString(text: string): SolutionString {
  if (text.length > MAX_SOLUTION_CHARACTERS) throw tooLong('solution string', text.length);
  const parts = text.split('.');
  const [signature, puzzle, solutions, diagnostics] = parts;
  if (
    parts.length !== 4 ||
    signature === undefined ||
    puzzle === undefined ||
    solutions === undefined ||
    diagnostics === undefined
  ) {
    throw new PuzzleFormatError(`a solution string must have 4 parts, got ${String(parts.length)}`);
  }
  return {
    signature: checkedSignature(signature),
    puzzle: decodedPuzzle(puzzle),
    solutions: decodedSolutions(solutions),
    diagnostics: decodedDiagnostics(diagnostics),
  };
}

/**
 * What the widget puts into the form.
 *
 * @param puzzleString as received, so that the signed bytes are sent back unchanged
 * @param solutions `8 * n` bytes, solution i at `8 * i`
 */
export function formatSolutionString(
  puzzleString: PuzzleString,
  solutions: Uint8Array,
  diagnostics: Diagnostics,
): string {
  const seconds = Math.min(0xffff, Math.max(0, Math.round(diagnostics.seconds)));
  const tail = encodeBase64(Uint8Array.of(diagnostics.solver, seconds >> 8, seconds));
  const head = formatPuzzleString(puzzleString.signature, puzzleString.puzzle);
  return `${head}.${encodeBase64(solutions)}.${tail}`;
}

/**
 * The 128 bytes that are hashed for one solution.
 *
 * @param solution any 8 bytes; a solver writes slot, 0, 0, outer counter and the counter (u32 little-endian)
 */
export function solutionBlock(puzzle: Uint8Array, solution: Uint8Array): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(puzzle.subarray(0, MAX_PUZZLE_BYTES));
  block.set(solution.subarray(0, SOLUTION_BYTES), BLOCK_BYTES - SOLUTION_BYTES);
  return block;
}

export function base64Length(bytes: number): number {
  return Math.ceil(bytes / 3) * 4;
}

function checkedSignature(signature: string): string {
  if (signature.length > 0 && signature.length <= MAX_SIGNATURE_CHARACTERS) return signature;
  throw new PuzzleFormatError(
    `a signature must have 1 to ${String(MAX_SIGNATURE_CHARACTERS)} characters, got ${String(signature.length)}`,
  );
}

function decodedPuzzle(encoded: string): Uint8Array<ArrayBuffer> {
  const puzzle = decoded('puzzle', encoded);
  if (puzzle.length >= MIN_PUZZLE_BYTES && puzzle.length <= MAX_PUZZLE_BYTES) return puzzle;
  throw new PuzzleFormatError(`a puzzle must have 32 to 64 bytes, got ${String(puzzle.length)}`);
}

function decodedSolutions(encoded: string): Uint8Array<ArrayBuffer> {
  const solutions = decoded('solutions', encoded);
  const isWhole = solutions.length % SOLUTION_BYTES === 0;
  if (isWhole && solutions.length > 0 && solutions.length <= MAX_SOLUTIONS * SOLUTION_BYTES) return solutions;
  throw new PuzzleFormatError(
    `solutions must be 1 to 255 times 8 bytes, got ${String(solutions.length)} bytes`,
  );
}

function decodedDiagnostics(encoded: string): Diagnostics {
  const [solver, high, low, ...rest] = decoded('diagnostics', encoded);
  if (solver === undefined || high === undefined || low === undefined || rest.length > 0) {
    throw new PuzzleFormatError('diagnostics must have 3 bytes');
  }
  return { solver, seconds: (high << 8) | low };
}

function decoded(what: string, encoded: string): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64(encoded);
  if (bytes === undefined) throw new PuzzleFormatError(`${what} must be canonical base64 with padding`);
  return bytes;
}

function tooLong(what: string, length: number): PuzzleFormatError {
  return new PuzzleFormatError(
    `a ${what} has at most ${String(MAX_SOLUTION_CHARACTERS)} characters, got ${String(length)}`,
  );
}
