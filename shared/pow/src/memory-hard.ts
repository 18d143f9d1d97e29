import { NONCE_AT, PuzzleFormatError, SOLUTION_BYTES, thresholdOf } from './puzzle.ts';
import { solutionBlock } from './solution.ts';

/**
 * Memory-hard puzzles, an option per site. Each solution must pass two gates:
 *
 * 1. the BLAKE2b gate of every puzzle, at the difficulty in the puzzle's header, so that a submission of
 *    garbage is dropped in microseconds;
 * 2. Argon2id (RFC 9106, version 19) over the same 128-byte block, at `gateDifficulty`.
 *
 * The option travels in the signed user data, so that neither side needs any other state. Argon2id itself is
 * passed in by the caller: argon2-browser in the Worker, hash-wasm in a thread of the server.
 */
export interface MemoryHardParameters {
  /** Power of two from 1 to 64. */
  memoryMebibytes: number;
  /** Argon2's t, 1 to 8; its p is always 1. */
  passes: number;
  /** Same scale as the puzzle's difficulty: 0 takes about one Argon2id hash a solution, every 8 more double it. */
  gateDifficulty: number;
}

/** What an Argon2id function is called with. `memoryKibibytes` is Argon2's m. */
export interface Argon2idInput {
  password: Uint8Array<ArrayBuffer>;
  salt: Uint8Array<ArrayBuffer>;
  memoryKibibytes: number;
  passes: number;
  parallelism: 1;
  hashBytes: 32;
}

export const MAX_GATE_DIFFICULTY = 64;
const TAG = 0x4d;
const ENCODED_BYTES = 4;
const MAX_MEMORY_LOG2 = 6;
const MAX_PASSES = 8;
const KIBIBYTES_PER_MEBIBYTE = 1024;

/**
 * @returns user data for the puzzle: tag, log2 of the memory in MiB, passes, difficulty of the Argon2id gate
 * @throws {PuzzleFormatError} naming the parameter that is out of bounds
 */
export function encodeMemoryHard(parameters: MemoryHardParameters): Uint8Array<ArrayBuffer> {
  const memoryLog2 = Math.log2(parameters.memoryMebibytes);
  if (!isWithin(memoryLog2, 0, MAX_MEMORY_LOG2)) {
    throw outOfBounds('memoryMebibytes', 'a power of two from 1 to 64', parameters.memoryMebibytes);
  }
  if (!isWithin(parameters.passes, 1, MAX_PASSES)) throw outOfBounds('passes', '1 to 8', parameters.passes);
  if (!isWithin(parameters.gateDifficulty, 0, MAX_GATE_DIFFICULTY)) {
    throw outOfBounds('gateDifficulty', `0 to ${String(MAX_GATE_DIFFICULTY)}`, parameters.gateDifficulty);
  }
  return Uint8Array.of(TAG, memoryLog2, parameters.passes, parameters.gateDifficulty);
}

/**
 * @returns undefined when the user data are not of this option (other user data are none of our business)
 * @throws {PuzzleFormatError} when they carry its tag but break its bounds
 */
export function decodeMemoryHard(userData: Uint8Array): MemoryHardParameters | undefined {
  const [tag, memoryLog2 = -1, passes = -1, gateDifficulty = -1] = userData;
  if (tag !== TAG) return undefined;
  if (!areMemoryHardBounded(userData)) {
    throw new PuzzleFormatError(`user data of a memory-hard puzzle are out of bounds: ${userData.join(' ')}`);
  }
  return { memoryMebibytes: 2 ** memoryLog2, passes, gateDifficulty };
}

/** Whether {@link decodeMemoryHard} would not throw. */
export function areMemoryHardBounded(userData: Uint8Array): boolean {
  const [tag, memoryLog2 = -1, passes = -1, gateDifficulty = -1] = userData;
  return (
    tag !== TAG ||
    (userData.length === ENCODED_BYTES &&
      isWithin(memoryLog2, 0, MAX_MEMORY_LOG2) &&
      isWithin(passes, 1, MAX_PASSES) &&
      isWithin(gateDifficulty, 0, MAX_GATE_DIFFICULTY))
  );
}

/**
 * The Argon2id call for one solution that has passed the BLAKE2b gate. The salt is the puzzle's time and
 * account (bytes 0 to 7) and its nonce (bytes 24 to 31); the password is the whole block, so nothing computed
 * for one puzzle or one solution helps with another.
 *
 * @param puzzle 32 to 64 bytes
 * @param solution 8 bytes
 */
export function argon2idInput(
  parameters: MemoryHardParameters,
  puzzle: Uint8Array,
  solution: Uint8Array,
): Argon2idInput {
  const salt = new Uint8Array(2 * SOLUTION_BYTES);
  salt.set(puzzle.subarray(0, 8));
  salt.set(puzzle.subarray(NONCE_AT, NONCE_AT + 8), 8);
  return {
    password: solutionBlock(puzzle, solution),
    salt,
    memoryKibibytes: parameters.memoryMebibytes * KIBIBYTES_PER_MEBIBYTE,
    passes: parameters.passes,
    parallelism: 1,
    hashBytes: 32,
  };
}

/** Whether the first 4 bytes of the Argon2id hash, little-endian, are below the gate's threshold. */
export function passesMemoryGate(hash: Uint8Array, parameters: MemoryHardParameters): boolean {
  if (hash.length < 4) throw outOfBounds('length of an Argon2id hash', '4 or more', hash.length);
  const view = new DataView(hash.buffer, hash.byteOffset, hash.byteLength);
  return view.getUint32(0, true) < thresholdOf(parameters.gateDifficulty);
}

function isWithin(value: number, low: number, high: number): boolean {
  return Number.isInteger(value) && value >= low && value <= high;
}

function outOfBounds(name: string, range: string, value: number): PuzzleFormatError {
  return new PuzzleFormatError(`${name} must be ${range}, got ${String(value)}`);
}
