import argon2 from 'argon2-browser/dist/argon2-bundled.min.js';
import { argon2idInput, passesMemoryGate, type MemoryHardParameters } from '@foyer/pow';

/** Whether a solution that passed the cheap gate passes the memory-hard one too. */
export type MemoryGate = (solution: Uint8Array) => Promise<boolean>;
export type CreateMemoryGate = (puzzle: Uint8Array, parameters: MemoryHardParameters) => MemoryGate;

/** Only ever used in a worker: it fills megabytes for tens of milliseconds at a time. */
export const createMemoryGate: CreateMemoryGate = (puzzle, parameters) => async (solution) => {
  const input = argon2idInput(parameters, puzzle, solution);
  const { hash } = await argon2.hash({
    pass: input.password,
    salt: input.salt,
    time: input.passes,
    mem: input.memoryKibibytes,
    hashLen: input.hashBytes,
    parallelism: input.parallelism,
    type: argon2.ArgonType.Argon2id,
  });
  return passesMemoryGate(hash, parameters);
};
