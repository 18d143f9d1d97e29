import { decodeBase64Into } from './base64.ts';
import { MAX_PUZZLE_BYTES, MIN_PUZZLE_BYTES, SOLUTION_BYTES } from './puzzle.ts';
import { base64Length, DIAGNOSTICS_BYTES, MAX_SOLUTION_CHARACTERS, MAX_SOLUTIONS } from './solution.ts';
import type { VerifierEngine } from './verifier-engine.ts';
import { DIAGNOSTICS_AT, PUZZLE_AT, SOLUTIONS_AT, TEXT_AT } from './verifier-memory.ts';

/** Reads solution strings straight into the memory of the verifier's module; nothing is allocated. */
export interface SolutionReader {
  /**
   * @returns whether the text has the form `parseSolutionString` accepts; only then do the lengths hold, until
   *   the next call
   */
  read(solution: string): boolean;
  readonly signatureCharacters: number;
  readonly puzzleBytes: number;
  readonly solutionBytes: number;
}

declare const TextEncoder: new () => { encodeInto(text: string, target: Uint8Array): { written: number } };

const PADDING = '='.charCodeAt(0);
const GROUP_CHARACTERS = 4;
const MAX_SOLUTION_BYTES = MAX_SOLUTIONS * SOLUTION_BYTES;

export function createSolutionReader({ exports, memory }: VerifierEngine): SolutionReader {
  const encoder = new TextEncoder();
  const textArea = memory.subarray(TEXT_AT, TEXT_AT + MAX_SOLUTION_CHARACTERS);

  function decode(text: string, from: number, to: number, low: number, high: number, at: number): number {
    const characters = to - from;
    // Bounded before anything is written, so that a long part cannot overwrite its neighbour.
    if (characters < base64Length(low) || characters > base64Length(high)) return -1;
    const isPadded = text.charCodeAt(to - 1) === PADDING;
    const taken = exports.decode(TEXT_AT + from, isPadded ? characters - GROUP_CHARACTERS : characters, at);
    if (taken < 0) return -1;
    const decoded = (taken / 4) * 3;
    const rest = decodeBase64Into(text, from + taken, to, memory, at + decoded);
    return rest < 0 || decoded + rest < low || decoded + rest > high ? -1 : decoded + rest;
  }

  const reader = {
    signatureCharacters: 0,
    puzzleBytes: 0,
    solutionBytes: 0,
    read(solution: string): boolean {
      if (solution.length > MAX_SOLUTION_CHARACTERS) return false;
      // One byte for each character, or it was not base64.
      if (encoder.encodeInto(solution, textArea).written !== solution.length) return false;
      const first = solution.indexOf('.');
      const second = solution.indexOf('.', first + 1);
      const third = solution.indexOf('.', second + 1);
      // A fourth dot is found as a character that base64 does not have.
      if (first < 1 || second < 0 || third < 0) return false;
      const puzzle = decode(solution, first + 1, second, MIN_PUZZLE_BYTES, MAX_PUZZLE_BYTES, PUZZLE_AT);
      if (puzzle < 0) return false;
      for (let at = PUZZLE_AT + puzzle; at < PUZZLE_AT + MAX_PUZZLE_BYTES; at++) memory[at] = 0;
      const solutions = decode(solution, second + 1, third, SOLUTION_BYTES, MAX_SOLUTION_BYTES, SOLUTIONS_AT);
      if (solutions < 0 || solutions % SOLUTION_BYTES !== 0) return false;
      const end = solution.length;
      if (decode(solution, third + 1, end, DIAGNOSTICS_BYTES, DIAGNOSTICS_BYTES, DIAGNOSTICS_AT) < 0)
        return false;
      reader.signatureCharacters = first;
      reader.puzzleBytes = puzzle;
      reader.solutionBytes = solutions;
      return true;
    },
  };
  return reader;
}
