import { randomInt } from 'node:crypto';
import type { MemoryHardWork } from '@foyer/pow';
import { SOLUTION_BYTES } from '@foyer/pow';
import type { Argon2Pool } from './argon2-pool.ts';

/** Checks a random sample at the memory-hard gate. */
export type CheckMemoryHard = (work: MemoryHardWork) => Promise<boolean>;

// With two of n checked and the puzzle burnt by a failure, cheating does not pay: whoever solves m of n passes with
// m(m-1)/(n(n-1)) and has worked (n-1)/(m-1) times as much, which is never less than an honest solver.
const SAMPLE = 2;

export function createMemoryHardCheck(pool: Argon2Pool): CheckMemoryHard {
  // The same solution sent many times at once is computed once.
  const running = new Map<string, Promise<boolean>>();
  return async (work) => {
    const name = `${Buffer.from(work.puzzle).toString('latin1')}${Buffer.from(work.solutions).toString('latin1')}`;
    const shared = running.get(name);
    if (shared !== undefined) return await shared;
    const check = pool.check({
      parameters: work.parameters,
      puzzle: work.puzzle,
      solutions: sampleOf(work.solutions),
    });
    running.set(name, check);
    try {
      return await check;
    } finally {
      running.delete(name);
    }
  };
}

function sampleOf(solutions: Uint8Array): Uint8Array[] {
  const count = solutions.length / SOLUTION_BYTES;
  const indices = new Set<number>();
  while (indices.size < Math.min(SAMPLE, count)) indices.add(randomInt(count));
  return [...indices].map((index) => solutions.slice(index * SOLUTION_BYTES, (index + 1) * SOLUTION_BYTES));
}
