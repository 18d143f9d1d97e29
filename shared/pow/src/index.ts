export { decodeBase64, encodeBase64 } from './base64.ts';
export { calibrate } from './calibrate.ts';
export { createKernel } from './kernel.ts';
export type { Kernel, KernelKind, WasmModule } from './kernel.ts';
export { kernelBytes } from './kernel-bytes.ts';
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
export { createSlotSearch } from './slot-search.ts';
export type { SlotSearch } from './slot-search.ts';
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
export { CLOCK_SKEW_SECONDS, createVerifier, signPuzzle } from './verifier.ts';
export type { PuzzleSigner, Verifier } from './verifier.ts';
export { compileVerifier } from './verifier-engine.ts';
