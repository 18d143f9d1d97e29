import { parentPort } from 'node:worker_threads';
import { argon2id, argon2Verify } from 'hash-wasm';
import { hashBytes, type PasswordCost } from './password-hash.ts';

export type PasswordQuestion = { id: number; password: string } & (
  | { salt: Uint8Array; cost: PasswordCost }
  | { hash: string }
);
export type PasswordAnswer = { id: number } & ({ hash: string } | { isRight: boolean } | { failure: string });

// Runs in a thread of its own: a hash takes some tens of milliseconds, during which nothing else would be answered. One
// after the other, because each holds its 19 MiB.
const port = parentPort;
let last: Promise<void> = Promise.resolve();
port?.on('message', (question: PasswordQuestion) => {
  last = last.then(() => reply(question));
});

async function reply(question: PasswordQuestion): Promise<void> {
  const message = await answer(question);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  port?.postMessage(message);
}

async function answer(question: PasswordQuestion): Promise<PasswordAnswer> {
  const { id, password } = question;
  try {
    if ('hash' in question) return { id, isRight: await argon2Verify({ password, hash: question.hash }) };
    const { salt, cost } = question;
    const hash = await argon2id({
      password,
      salt,
      memorySize: cost.memoryKibibytes,
      iterations: cost.passes,
      parallelism: cost.parallelism,
      hashLength: hashBytes,
      outputType: 'encoded',
    });
    return { id, hash };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}
