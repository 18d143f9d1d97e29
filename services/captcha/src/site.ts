import { MAX_GATE_DIFFICULTY } from '@foyer/pow';
import { z } from 'zod';
import type { Ladder } from './ladder.ts';

/** The second gate of a site's puzzles, see shared/pow/src/memory-hard.ts. */
export const MemoryHardSettings = z.strictObject({
  memoryMebibytes: z.union([1, 2, 4, 8, 16, 32, 64].map((size) => z.literal(size))),
  passes: z.int().min(1).max(8),
  /** On the scale of the puzzle's difficulty: 0 is one Argon2id hash a solution, every 8 more double it. */
  gateDifficulty: z.int().min(0).max(MAX_GATE_DIFFICULTY),
  solutions: z.int().min(2).max(64),
});

export type MemoryHardSettings = z.infer<typeof MemoryHardSettings>;

const Origin = z
  .url({ protocol: /^https?$/, error: 'an origin must be like https://www.example.org' })
  .transform((url) => new URL(url).origin);

export const SiteDescription = z.strictObject({
  name: z.string().trim().min(1).max(200),
  origins: z.array(Origin).min(1).max(100),
});

export interface Site {
  id: string;
  /** The app id inside its puzzles. */
  number: number;
  name: string;
  origins: readonly string[];
  siteKey: string;
  ladder: Ladder;
  /** 1 as it was made; grows with each change. */
  ladderVersion: number;
  /** An id of staff; null for the command line, and as long as nobody has changed it. */
  ladderChangedBy: string | null;
  ladderChangedAt: Date | null;
  memoryHard: MemoryHardSettings | null;
  createdAt: Date;
}
