import { decodeMemoryHard } from '@foyer/pow';
import type { CreateMemoryGate, MemoryGate } from './argon2.ts';

const USER_DATA_AT = 32;

/** Loads the Argon2id module only when the puzzle's user data ask for it. */
export async function memoryGateOf(task: {
  argon2Url: string;
  puzzle: Uint8Array;
}): Promise<MemoryGate | undefined> {
  const parameters = decodeMemoryHard(task.puzzle.subarray(USER_DATA_AT));
  if (!parameters) return undefined;
  if (typeof document !== 'undefined') throw new Error('a memory-hard puzzle needs a worker');
  const argon2: { createMemoryGate: CreateMemoryGate } = await import(/* @vite-ignore */ task.argon2Url);
  return argon2.createMemoryGate(task.puzzle, parameters);
}
