import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSpendBatcher } from './spend-batcher.ts';
import type { SpentPuzzle } from './spent-puzzle-store.ts';

const puzzle = (id: number): SpentPuzzle => ({
  puzzleId: id.toString(16).padStart(4, '0'),
  expiresAt: new Date('2026-01-01T00:00:00Z'),
});

/** One table for several processes; each insert takes as many turns of the event loop as the test says. */
function createTable(nextDelay: () => number) {
  const marked = new Set<string>();
  const batches: (readonly SpentPuzzle[])[] = [];
  const mark = async (marks: readonly SpentPuzzle[]): Promise<Set<string>> => {
    batches.push(marks);
    await turns(nextDelay());
    const fresh = new Set(marks.map(({ puzzleId }) => puzzleId).filter((id) => !marked.has(id)));
    for (const id of fresh) marked.add(id);
    await turns(nextDelay());
    return fresh;
  };
  return { mark, batches };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('spend batcher', () => {
  it('accepts each puzzle exactly once under any interleaving of two processes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ id: fc.nat(12), process: fc.nat(1), pause: fc.nat(3) }), {
          minLength: 1,
          maxLength: 60,
        }),
        fc.infiniteStream(fc.nat(4)),
        fc.integer({ min: 1, max: 8 }),
        async (attempts, delays, maxBatch) => {
          const { mark } = createTable(() => delays.next().value);
          const processes = [createSpendBatcher({ mark, maxBatch }), createSpendBatcher({ mark, maxBatch })];
          const accepted: number[] = [];
          const running: Promise<void>[] = [];
          for (const { id, process, pause } of attempts) {
            await turns(pause);
            const spend = processes[process] ?? createSpendBatcher({ mark });
            running.push(spend(puzzle(id)).then((isFirst) => void (isFirst && accepted.push(id))));
          }
          await Promise.all(running);
          const distinct = new Set(attempts.map(({ id }) => id));
          expect(accepted.toSorted((a, b) => a - b)).toEqual([...distinct].toSorted((a, b) => a - b));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('gathers what arrives during an insert into the next one, in ascending order without duplicates', async () => {
    const { mark, batches } = createTable(() => 1);
    const spend = createSpendBatcher({ mark });
    const first = spend(puzzle(1));
    await turns(2);
    const later = [9, 3, 9, 7, 3].map(async (id) => spend(puzzle(id)));
    expect(await Promise.all([first, ...later])).toEqual([true, true, true, false, true, false]);
    expect(batches.map((batch) => batch.map(({ puzzleId }) => puzzleId))).toEqual([
      ['0001'],
      ['0003', '0007', '0009'],
    ]);
  });

  it('tells all of a batch when its insert fails and goes on with the next', async () => {
    let isDown = true;
    const spend = createSpendBatcher({
      mark: async (marks) => {
        if (isDown) throw new Error('the database is away');
        return new Set(marks.map(({ puzzleId }) => puzzleId));
      },
    });
    const failed = await Promise.allSettled([spend(puzzle(1)), spend(puzzle(2))]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    expect(await spend(puzzle(1))).toBe(true);
  });
});
