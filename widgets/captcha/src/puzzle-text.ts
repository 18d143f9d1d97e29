/**
 * The little that the page itself needs of a puzzle. The strict codec is @foyer/pow's: the worker has it and refuses what breaks the format;
 * a second copy here would be a sixth of this script.
 */
export interface PuzzleText {
  /** `<signature>.<base64>`, sent back as it came. */
  text: string;
  bytes: Uint8Array<ArrayBuffer>;
  lifeSeconds: number;
  solutionCount: number;
  expectedHashes: number;
}

const EXPIRY_AT = 13;
const DIFFICULTY_AT = 15;
const MIN_BYTES = 32;
const EXPIRY_UNIT_SECONDS = 300;

/** @throws for what is no puzzle at all */
export function readPuzzle(text: string): PuzzleText {
  const [signature, encoded = ''] = text.split('.');
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  const [expiry = 0, solutionCount = 0, difficulty = 0] = bytes.subarray(EXPIRY_AT, DIFFICULTY_AT + 1);
  if (bytes.length < MIN_BYTES || !expiry || !solutionCount) throw new Error('the answer is no puzzle');
  return {
    text: `${signature}.${encoded}`,
    bytes,
    lifeSeconds: expiry * EXPIRY_UNIT_SECONDS,
    solutionCount,
    expectedHashes: solutionCount * 2 ** (difficulty / 8),
  };
}

/** What the form sends: the puzzle, the solutions, and three bytes of diagnostics for the operator. */
export function writeSolution(
  { text }: PuzzleText,
  solutions: Uint8Array,
  { solver, seconds }: { solver: number; seconds: number },
): string {
  const wholeSeconds = Math.min(seconds, 0xffff);
  return [text, base64(solutions), base64([solver, wholeSeconds >> 8, wholeSeconds & 0xff])].join('.');
}

function base64(bytes: Iterable<number>): string {
  return btoa(String.fromCharCode(...bytes));
}
