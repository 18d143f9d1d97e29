/** The puzzle of Friendly Captcha v1, byte by byte: 32 bytes, then 0 to 32 bytes of signed user data. */
export interface PuzzleFields {
  /** When it was issued, unix time in seconds (u32). */
  timestamp: number;
  accountId: number;
  appId: number;
  version: 1;
  /** Life of the puzzle in units of 300 s, 1 to 255. */
  expiry: number;
  solutionCount: number;
  /** Every 8 more double the work; see {@link thresholdOf}. */
  difficulty: number;
  /** 8 bytes from a cryptographic random generator. */
  nonce: Uint8Array;
  userData: Uint8Array;
}

export const EXPIRY_UNIT_SECONDS = 300;
export const MIN_PUZZLE_BYTES = 32;
export const MAX_PUZZLE_BYTES = 64;
/** What is hashed: the puzzle, zeros, and the solution in the last 8 bytes. */
export const BLOCK_BYTES = 128;
export const SOLUTION_BYTES = 8;

export const TIMESTAMP_AT = 0;
export const ACCOUNT_AT = 4;
export const APP_AT = 8;
export const VERSION_AT = 12;
export const EXPIRY_AT = 13;
export const COUNT_AT = 14;
export const DIFFICULTY_AT = 15;
export const RESERVED_AT = 16;
export const NONCE_AT = 24;
export const USER_DATA_AT = 32;

const NONCE_BYTES = 8;
const MAX_USER_DATA_BYTES = MAX_PUZZLE_BYTES - USER_DATA_AT;
const NO_BYTES = new Uint8Array(0);
const MAX_UINT32 = 0xffff_ffff;

/** A puzzle, puzzle string or solution string that breaks the format. */
export class PuzzleFormatError extends Error {
  override name = 'PuzzleFormatError';
}

/**
 * @throws {PuzzleFormatError} naming the field that cannot be written; an expiry of 0 ("never") is refused
 *   because such a puzzle could be replayed for ever and the stock widget lets it expire at once
 */
export function encodePuzzle(fields: PuzzleFields): Uint8Array<ArrayBuffer> {
  requireInteger('timestamp', fields.timestamp, 0, MAX_UINT32);
  requireInteger('accountId', fields.accountId, 0, MAX_UINT32);
  requireInteger('appId', fields.appId, 0, MAX_UINT32);
  requireInteger('version', fields.version, 1, 1);
  requireInteger('expiry', fields.expiry, 1, 255);
  requireInteger('solutionCount', fields.solutionCount, 1, 255);
  requireInteger('difficulty', fields.difficulty, 0, 255);
  requireInteger('length of nonce', fields.nonce.length, NONCE_BYTES, NONCE_BYTES);
  requireInteger('length of userData', fields.userData.length, 0, MAX_USER_DATA_BYTES);
  const bytes = new Uint8Array(USER_DATA_AT + fields.userData.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(TIMESTAMP_AT, fields.timestamp);
  view.setUint32(ACCOUNT_AT, fields.accountId);
  view.setUint32(APP_AT, fields.appId);
  bytes[VERSION_AT] = fields.version;
  bytes[EXPIRY_AT] = fields.expiry;
  bytes[COUNT_AT] = fields.solutionCount;
  bytes[DIFFICULTY_AT] = fields.difficulty;
  bytes.set(fields.nonce, NONCE_AT);
  bytes.set(fields.userData, USER_DATA_AT);
  return bytes;
}

/** @throws {PuzzleFormatError} for bytes that {@link encodePuzzle} would not have written */
export function parsePuzzle(bytes: Uint8Array): PuzzleFields {
  requireInteger('length of a puzzle', bytes.length, MIN_PUZZLE_BYTES, MAX_PUZZLE_BYTES);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  requireInteger('version', view.getUint8(VERSION_AT), 1, 1);
  requireInteger('expiry', view.getUint8(EXPIRY_AT), 1, 255);
  requireInteger('solutionCount', view.getUint8(COUNT_AT), 1, 255);
  if (view.getUint32(RESERVED_AT) !== 0 || view.getUint32(RESERVED_AT + 4) !== 0) {
    throw new PuzzleFormatError('reserved bytes 16 to 23 of a puzzle must be 0');
  }
  return readFields(view, 0, bytes.length);
}

/**
 * Reads without any check, for bytes that are known to be a puzzle.
 *
 * @param at where the puzzle starts in `view`
 * @param length of the puzzle
 * @returns fields that share no memory with `view`
 */
export function readFields(view: DataView, at: number, length: number): PuzzleFields {
  return {
    timestamp: view.getUint32(at + TIMESTAMP_AT),
    accountId: view.getUint32(at + ACCOUNT_AT),
    appId: view.getUint32(at + APP_AT),
    version: 1,
    expiry: view.getUint8(at + EXPIRY_AT),
    solutionCount: view.getUint8(at + COUNT_AT),
    difficulty: view.getUint8(at + DIFFICULTY_AT),
    nonce: copyOf(view, at + NONCE_AT, NONCE_BYTES),
    userData: copyOf(view, at + USER_DATA_AT, length - USER_DATA_AT),
  };
}

/** For a few bytes a loop is quicker than a second typed array to copy from. */
export function copyOf(view: DataView, at: number, length: number): Uint8Array<ArrayBuffer> {
  if (length === 0) return NO_BYTES;
  const copy = new Uint8Array(length);
  for (let index = 0; index < length; index++) copy[index] = view.getUint8(at + index);
  return copy;
}

/**
 * A solution counts when the first 4 bytes of its hash, read little-endian, are strictly below this:
 * floor(2^((255.999 - difficulty) / 8)). (A port that divides the power instead of the exponent by 8 accepts
 * everything.)
 *
 * @param difficulty 0 to 255
 * @throws {PuzzleFormatError} when it is not
 */
export function thresholdOf(difficulty: number): number {
  requireInteger('difficulty', difficulty, 0, 255);
  return Math.floor(2 ** ((255.999 - difficulty) / 8));
}

/** How many hashes `solutionCount` solutions take on average. */
export function expectedHashes(difficulty: number, solutionCount: number): number {
  return (solutionCount * 2 ** 32) / thresholdOf(difficulty);
}

function requireInteger(name: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  const range = low === high ? String(low) : `${String(low)} to ${String(high)}`;
  throw new PuzzleFormatError(`${name} must be ${range}, got ${String(value)}`);
}
