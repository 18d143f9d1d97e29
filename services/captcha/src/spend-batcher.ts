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
 * Group commit: what arrives in one turn of the event loop, or while an insert is under way, goes together. An idle
 * server answers after one insert, a busy one shares the cost of a commit between all that wait. (More inserts at once
 * were no faster: the batches only get smaller.)
 */
export function createSpendBatcher({ mark, maxBatch = 500 }: SpendBatcherOptions): SpendPuzzle {
  let waiting: Waiting[] = [];
  let isBusy = false;

  const schedule = (): void => {
    if (isBusy || waiting.length === 0) return;
    isBusy = true;
    setImmediate(() => void run());
  };

  const run = async (): Promise<void> => {
    const batch = waiting.slice(0, maxBatch);
    waiting = waiting.slice(maxBatch);
    await markBatch(batch, mark);
    isBusy = false;
    schedule();
  };

  return (puzzle) =>
    new Promise((settle, fail) => {
      waiting.push({ puzzle, settle, fail });
      schedule();
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
