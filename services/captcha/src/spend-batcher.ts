import type { SpentPuzzle } from './spent-puzzle-store.ts';

/** True for exactly one caller a puzzle, whoever else asks, in whatever process. */
export type SpendPuzzle = (puzzle: SpentPuzzle) => Promise<boolean>;

export interface SpendBatcherOptions {
  /** Marks distinct puzzles and answers the ids that were new. */
  mark: (marks: readonly SpentPuzzle[]) => Promise<Set<string>>;
  maxBatch?: number;
}

interface Waiting {
  puzzle: SpentPuzzle;
  settle: (isFirst: boolean) => void;
  fail: (error: unknown) => void;
}

/**
 * Group commit: while one insert is under way the next puzzles gather, and then go together. An idle server answers
 * after one insert, a busy one shares the cost of a commit between all that wait.
 */
export function createSpendBatcher({ mark, maxBatch = 500 }: SpendBatcherOptions): SpendPuzzle {
  let waiting: Waiting[] = [];
  let isRunning = false;

  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      await markBatch(batch, mark);
    }
    isRunning = false;
  };

  return (puzzle) =>
    new Promise((settle, fail) => {
      waiting.push({ puzzle, settle, fail });
      // It starts in a microtask, so that requests parsed in the same turn already share the first insert.
      if (!isRunning) {
        isRunning = true;
        queueMicrotask(() => void run());
      }
    });
}

// Never throws: each of the batch is told.
async function markBatch(batch: Waiting[], mark: SpendBatcherOptions['mark']): Promise<void> {
  // The same puzzle may be in one batch many times; only the first of them is the one that may win.
  const distinct = new Map<string, SpentPuzzle>();
  for (const { puzzle } of batch) if (!distinct.has(puzzle.puzzleId)) distinct.set(puzzle.puzzleId, puzzle);
  const marks = [...distinct.values()].toSorted((a, b) => (a.puzzleId < b.puzzleId ? -1 : 1));
  try {
    const fresh = await mark(marks);
    for (const { puzzle, settle } of batch) settle(fresh.delete(puzzle.puzzleId));
  } catch (error) {
    for (const { fail } of batch) fail(error);
  }
}
