export { decodeBase64, encodeBase64 } from './base64.ts';
export {
  argon2idInput,
  decodeMemoryHard,
  encodeMemoryHard,
  MAX_GATE_DIFFICULTY,
  passesMemoryGate,
} from './memory-hard.ts';
export type { Argon2idInput, MemoryHardParameters } from './memory-hard.ts';
export {
  encodePuzzle,
  expectedHashes,
  EXPIRY_UNIT_SECONDS,
  parsePuzzle,
  PuzzleFormatError,
  SOLUTION_BYTES,
  thresholdOf,
} from './puzzle.ts';
export type { PuzzleFields } from './puzzle.ts';
export {
  formatPuzzleString,
  formatSolutionString,
  MAX_SOLUTION_CHARACTERS,
  parsePuzzleString,
  parseSolutionString,
  solutionBlock,
} from './solution.ts';
export type { Diagnostics, PuzzleString, SolutionString } from './solution.ts';
export type { Expectation, MemoryHardWork, RefusalReason, Verdict } from './verdict.ts';
export type { WasmModule } from './wasm-host.ts';
