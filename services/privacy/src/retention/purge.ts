import { uuidv7, type Clock } from '@foyer/runtime';
import type { PersonalDataHolding } from '@foyer/service';
import { idsOf, type HeldRecords } from './holds.ts';
import type { PurgeRunStore } from './purge-run-store.ts';

/** Deletes what is over its time in all holdings, until nothing is left or `signal` aborts. */
export type Purge = (signal: AbortSignal) => Promise<void>;

const batch = 500;
// What is left over waits for the next run; a job that never ends would be taken for one that hangs.
const maxRounds = 400;
const keptRunDays = 400;

/**
 * One batch of each holding in turn, so that none waits for another that has much to do. Each batch commits by itself:
 * whoever kills the process loses nothing but the batch under way, which the next run finds again.
 *
 * @throws AggregateError when holdings failed, after all others had their turn
 */
export function createPurge(deps: {
  clock: Clock;
  holdings: () => readonly PersonalDataHolding[];
  runs: PurgeRunStore;
  heldNow: () => Promise<HeldRecords>;
  /** Makes the files of the tables forget what was deleted. */
  scrub: (tables: readonly string[]) => Promise<void>;
}): Purge {
  const { clock, holdings, runs, heldNow, scrub } = deps;

  return async (signal) => {
    const now = clock.now();
    const id = uuidv7(now);
    await runs.begin({ id, startedAt: now });
    const purged: Record<string, number> = {};
    const failures: Error[] = [];
    let left = [...holdings()];
    for (let round = 0; round < maxRounds && left.length > 0 && !signal.aborted; round += 1) {
      // Asked for in each round: a hold must not come too late because a run is long.
      const held = await heldNow();
      const more: PersonalDataHolding[] = [];
      for (const holding of left) {
        if (signal.aborted) break;
        if (await hasMore(holding, idsOf(held, holding))) more.push(holding);
      }
      left = more;
      if (left.length > 0) await runs.note(id, purged);
    }
    const outcome = failures.length > 0 ? 'failed' : left.length > 0 || signal.aborted ? 'stopped' : 'done';
    const isWorthALine = outcome !== 'done' || Object.keys(purged).length > 0;
    if (isWorthALine) await runs.end(id, { at: clock.now(), outcome, purged });
    else await runs.forget(id);
    await scrub(holdings().flatMap((holding) => (purged[holding.name] ? tablesOf([holding]) : [])));
    await runs.deleteBefore(new Date(now.getTime() - keptRunDays * 86_400_000));
    if (failures.length > 0)
      throw new AggregateError(failures, failures.map(({ message }) => message).join('; '));

    async function hasMore(holding: PersonalDataHolding, held: readonly string[]): Promise<boolean> {
      try {
        const outcomeOfBatch = await holding.purge({ now: clock.now(), limit: batch, held });
        const count = (purged[holding.name] ?? 0) + outcomeOfBatch.purged;
        if (count > 0) purged[holding.name] = count;
        return outcomeOfBatch.more;
      } catch (error) {
        failures.push(new Error(`the purge of ${holding.name} failed`, { cause: error }));
        return false;
      }
    }
  };
}

/** `contact.message`, each once. Jobs and items name the records of others. */
export function tablesOf(holdings: readonly PersonalDataHolding[]): string[] {
  const own = holdings.flatMap(({ columns }) => columns.map((column) => column.replace(/\.[^.]+$/, '')));
  return [...new Set([...own, 'jobs.job'])];
}
