import type { Database } from '@foyer/database';
import { newCanary, type PersonalDataHolding } from '@foyer/service';
import { describeImports } from './descriptions.ts';
import type { ImportStore } from './import-store.ts';
import { daysAfter, importDays } from './retention-days.ts';

/** Lists that were handed in: the text until it is read, the report for some weeks. */
export function createImportsHolding(deps: { db: Database; imports: ImportStore }): PersonalDataHolding {
  const { db, imports } = deps;
  return {
    name: 'newsletter.imports',
    describe: (language) => describeImports()[language],
    columns: importColumns,
    retention: { days: importDays, from: 'newsletter.import.created_at' },
    // The text is read within minutes: who is in it is a subscriber then, and is found there.
    find: async () => [],
    export: async () => [],
    correct: async () => 0,
    restrict: async () => 0,
    erase: async () => ({ erased: 0, retained: [] }),
    due: async ({ now, held }) => await imports.countDue(daysAfter(now, -importDays), held),
    purge: async ({ now, limit, held }) => {
      const purged = await imports.purge(daysAfter(now, -importDays), limit, held);
      return { purged, more: purged === limit };
    },
    oldest: async () => await imports.oldest(),
    plantCanary: async (from) => {
      const { id, word } = newCanary(from);
      await imports.insertFinished(db, { id, source: word, at: from });
      return [id, word];
    },
  };
}

const importColumns =
  `id state is_dry_run source text_version topics language file lines done_lines added known opted_out refused problems
    created_at created_by finished_at`
    .split(/\s+/)
    .map((column) => `newsletter.import.${column}`);
