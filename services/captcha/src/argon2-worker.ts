import { parentPort } from 'node:worker_threads';
import { argon2idInput, passesMemoryGate } from '@foyer/pow';
import { argon2id } from 'hash-wasm';
import type { Argon2Question, Argon2Answer } from './argon2-pool.ts';

// Runs in a thread of its own: one hash takes tens of milliseconds, during which nothing else would be answered.
const port = parentPort;
port?.on('message', (question: Argon2Question) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  void answer(question).then((message) => port.postMessage(message));
});

async function answer({ parameters, puzzle, solutions }: Argon2Question): Promise<Argon2Answer> {
  try {
    for (const solution of solutions) {
      const input = argon2idInput(parameters, puzzle, solution);
      const hash = await argon2id({
        password: input.password,
        salt: input.salt,
        memorySize: input.memoryKibibytes,
        iterations: input.passes,
        parallelism: input.parallelism,
        hashLength: input.hashBytes,
        outputType: 'binary',
      });
      if (!passesMemoryGate(hash, parameters)) return { isSolved: false };
    }
    return { isSolved: true };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
