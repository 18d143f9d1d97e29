import { randomBytes } from 'node:crypto';
import { describeDatabases } from '@foyer/database/testing';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { captchaMigrations } from './captcha.ts';
import { createSpendBatcher } from './spend-batcher.ts';
import { createSpentPuzzleStore } from './spent-puzzle-store.ts';
import type { SpentPuzzle } from './spent-puzzle-store.ts';

const EXPIRES_AT = new Date('2026-03-01T12:00:00.250Z');
const mark = (puzzleId: string, expiresAt = EXPIRES_AT): SpentPuzzle => ({ puzzleId, expiresAt });
const randomMark = (): SpentPuzzle => mark(randomBytes(16).toString('hex'));

describeDatabases(
  'spent puzzles',
  (open) => {
    it('answers the ids that were new, and only those', async () => {
      const { db } = open();
      const store = createSpentPuzzleStore(db);
      expect(await store.mark(db, [mark('aa01'), mark('aa02')])).toEqual(new Set(['aa01', 'aa02']));
      expect(await store.mark(db, [mark('aa02'), mark('aa03')])).toEqual(new Set(['aa03']));
      expect(await store.isMarked('aa03')).toBe(true);
      expect(await store.isMarked('aa04')).toBe(false);
    });

    it('marks alike without waiting for the disk, and leaves the session as it was', async () => {
      const { db } = open();
      const store = createSpentPuzzleStore(db);
      expect(await store.markWithoutFlush([mark('dd01'), mark('dd02')])).toEqual(new Set(['dd01', 'dd02']));
      expect(await store.markWithoutFlush([mark('dd02'), mark('dd03')])).toEqual(new Set(['dd03']));
      const { rows } = await sql`show synchronous_commit`.execute(db);
      expect(rows).toEqual([{ synchronous_commit: 'on' }]);
    });

    it('accepts one puzzle once when two processes are asked 100 times each', async () => {
      const { db } = open();
      const store = createSpentPuzzleStore(db);
      const processes = [0, 1].map(() =>
        createSpendBatcher({ mark: async (marks) => store.mark(db, marks) }),
      );
      for (let round = 0; round < 3; round += 1) {
        const puzzle = randomMark();
        const answers = await Promise.all(
          processes.flatMap((spend) => Array.from({ length: 100 }, async () => spend(puzzle))),
        );
        expect(answers.filter(Boolean)).toHaveLength(1);
      }
    });

    it('does not lock up when two processes spend the same puzzles in opposite order', async () => {
      const { db } = open();
      const store = createSpentPuzzleStore(db);
      const puzzles = Array.from({ length: 100 }, randomMark);
      const forward = createSpendBatcher({ mark: async (marks) => store.mark(db, marks) });
      const backward = createSpendBatcher({ mark: async (marks) => store.mark(db, marks) });
      const answers = await Promise.all([...puzzles.map(forward), ...puzzles.toReversed().map(backward)]);
      expect(answers.filter(Boolean)).toHaveLength(100);
    });

    it('gives the puzzle back when the transaction that spent it is rolled back', async () => {
      const { db } = open();
      const store = createSpentPuzzleStore(db);
      const attempt = db.transaction().execute(async (trx) => {
        expect((await store.mark(trx, [mark('bb01')])).size).toBe(1);
        throw new Error('the message could not be stored');
      });
      await expect(attempt).rejects.toThrow('the message could not be stored');
      expect((await store.mark(db, [mark('bb01')])).size).toBe(1);
    });

    it('deletes what expired before the moment, at most the given number at once', async () => {
      const { db } = open();
      const store = createSpentPuzzleStore(db);
      await store.mark(db, [
        mark('cc01'),
        mark('cc02'),
        mark('cc03'),
        mark('cc04', new Date('2026-03-02T00:00:00Z')),
      ]);
      expect(await store.deleteExpired(EXPIRES_AT, 10)).toBe(0);
      const moment = new Date(EXPIRES_AT.getTime() + 1);
      expect(await store.deleteExpired(moment, 2)).toBe(2);
      expect(await store.deleteExpired(moment, 2)).toBe(1);
      expect(await store.isMarked('cc04')).toBe(true);
    });
  },
  { services: [{ name: 'captcha', migrations: captchaMigrations }] },
);
