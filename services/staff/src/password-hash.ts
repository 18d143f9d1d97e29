import { randomBytes } from 'node:crypto';

/** What one hash of Argon2id costs. */
export interface PasswordCost {
  memoryKibibytes: number;
  passes: number;
  parallelism: number;
}

/** OWASP, Password Storage Cheat Sheet: m=19 MiB, t=2, p=1. */
export const defaultPasswordCost: PasswordCost = { memoryKibibytes: 19_456, passes: 2, parallelism: 1 };

export const saltBytes = 16;
export const hashBytes = 32;

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/;

/** Whether a stored hash was made with less than `cost`, so that it is made anew while the password is at hand. */
export function isCheaper(hash: string, cost: PasswordCost): boolean {
  const [, memory, passes] = phc.exec(hash) ?? [];
  return !(Number(memory) >= cost.memoryKibibytes && Number(passes) >= cost.passes);
}

/** A hash that no password has, at the full cost: checking it takes as long as checking one of an account. */
export function hashOfNobody(cost: PasswordCost): string {
  const parameters = `m=${cost.memoryKibibytes},t=${cost.passes},p=${cost.parallelism}`;
  return `$argon2id$v=19$${parameters}$${unpadded(randomBytes(saltBytes))}$${unpadded(randomBytes(hashBytes))}`;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
