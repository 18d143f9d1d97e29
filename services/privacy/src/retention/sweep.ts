import type { SweepStore } from './sweep-store.ts';

/** A place outside the tables where data may lie: a folder, a cache. */
export interface SearchedStore {
  /** `outbox`, `dumps`, `redis` */
  name: string;
  /** Whether what is deleted may stay there for a day more. */
  isBackup: boolean;
  /** Which of the marks are there. */
  find(marks: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
}

export interface SweepResult {
  /** The names of all places that were searched to their end. */
  searched: string[];
  /** By mark, where it was found: `contact.message`, `outbox`. */
  found: Map<string, string[]>;
}

// A statement over so many blocks (8 MB) ends within moments, also where each row is long.
const blocksAtOnce = 1000;

/**
 * Searches all tables for marks, whatever their columns, and then the other stores.
 *
 * @throws Error when `signal` aborts: half a search proves nothing
 */
export async function sweep(
  deps: { store: SweepStore; others: readonly SearchedStore[] },
  marks: readonly string[],
  signal: AbortSignal,
): Promise<SweepResult> {
  const found = new Map<string, string[]>();
  const searched: string[] = [];
  if (marks.length === 0) return { searched, found };
  const note = (place: string, hits: readonly string[]): void => {
    for (const mark of new Set(hits)) found.set(mark, [...(found.get(mark) ?? []), place]);
  };
  for (const table of await deps.store.tables()) {
    const hits: string[] = [];
    for (let from = 0; from < table.blocks; from += blocksAtOnce) {
      signal.throwIfAborted();
      hits.push(...(await deps.store.marksIn(table, { from, to: from + blocksAtOnce }, marks)));
    }
    note(`${table.schema}.${table.name}`, hits);
    searched.push(`${table.schema}.${table.name}`);
  }
  for (const other of deps.others) {
    signal.throwIfAborted();
    note(other.name, await other.find(marks, signal));
    searched.push(other.name);
  }
  return { searched, found };
}
