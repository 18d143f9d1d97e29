import type { Database, DatabaseOrTx } from '@foyer/database';
import { sql } from 'kysely';

export interface SpentPuzzle {
  /** Hexadecimal. */
  puzzleId: string;
  expiresAt: Date;
}

export interface SpentPuzzleStore {
  /**
   * Marks puzzles as spent and answers which of them were not marked before, all in one statement.
   * @param marks distinct ids in ascending order: two processes that insert overlapping batches in different
   *   orders would wait for each other until PostgreSQL kills one of them
   */
  mark(db: DatabaseOrTx, marks: readonly SpentPuzzle[]): Promise<Set<string>>;
  /**
   * The same in a transaction of its own that does not wait for the disk. Other processes see the marks at once; only
   * when PostgreSQL itself crashes can those of its last 0.6 seconds (three times wal_writer_delay) be lost.
   */
  markWithoutFlush(marks: readonly SpentPuzzle[]): Promise<Set<string>>;
  isMarked(puzzleId: string): Promise<boolean>;
  /** Deletes at most `limit` marks that expired before `moment`; answers how many. */
  deleteExpired(moment: Date, limit: number): Promise<number>;
}

export function createSpentPuzzleStore(database: Database): SpentPuzzleStore {
  return {
    mark: async (db, marks) => insertMarks(db, marks, 'on'),
    markWithoutFlush: async (marks) => insertMarks(database, marks, 'off'),
    isMarked: async (puzzleId) => {
      const { rows } = await sql`
        select 1 from captcha.spent_puzzle where puzzle_id = decode(${puzzleId}, 'hex')`.execute(database);
      return rows.length > 0;
    },
    deleteExpired: async (moment, limit) => {
      const result = await sql`
        delete from captcha.spent_puzzle where puzzle_id in (
          select puzzle_id from captcha.spent_puzzle where expires_at < ${moment} order by expires_at limit ${limit}
        )`.execute(database);
      return Number(result.numAffectedRows ?? 0);
    },
  };
}

async function insertMarks(
  db: DatabaseOrTx,
  marks: readonly SpentPuzzle[],
  flush: 'on' | 'off',
): Promise<Set<string>> {
  // Two plain texts instead of arrays: both engines and both drivers read them alike, at any batch size.
  const ids = marks.map(({ puzzleId }) => puzzleId).join(',');
  const expiries = marks.map(({ expiresAt }) => expiresAt.getTime() / 1000).join(',');
  // set_config holds until the end of the transaction, which is this statement where the caller has none.
  const durability =
    flush === 'on'
      ? sql``
      : sql`, (select set_config('synchronous_commit', 'off', true) offset 0) as durability`;
  const { rows } = await sql<{ puzzle_id: string }>`
    insert into captcha.spent_puzzle (puzzle_id, expires_at)
    select decode(puzzle_id, 'hex'), to_timestamp(expires_at::double precision)
    from unnest(string_to_array(${ids}::text, ','), string_to_array(${expiries}::text, ',')) as mark (puzzle_id, expires_at)
    ${durability}
    on conflict (puzzle_id) do nothing
    returning encode(puzzle_id, 'hex') as puzzle_id`.execute(db);
  return new Set(rows.map((row) => row.puzzle_id));
}
