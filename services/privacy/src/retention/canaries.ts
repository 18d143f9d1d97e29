import { uuidv7, type Clock } from '@foyer/runtime';
import type { PersonalDataHolding } from '@foyer/service';
import type { CanaryStore, PlantedCanary } from './canary-store.ts';
import { sweep, type SearchedStore } from './sweep.ts';
import type { SweepStore } from './sweep-store.ts';

export interface Canaries {
  /** One in each holding and day, whose time is over a day later. */
  plant(): Promise<void>;
  /** Looks for those whose time is over. @returns where was searched, and in what places each holding's was found */
  lookFor(signal: AbortSignal): Promise<{ searched: string[]; found: Record<string, string[]> }>;
}

const dayMilliseconds = 86_400_000;
// Four purges, one of them late.
const graceMilliseconds = 3_600_000;
// Backups of the embedded database are deleted after a day.
const copiesGraceMilliseconds = dayMilliseconds + 2 * graceMilliseconds;
const settledDays = 7;

export function createCanaries(deps: {
  clock: Clock;
  store: CanaryStore;
  sweepStore: SweepStore;
  otherStores: readonly SearchedStore[];
  holdings: () => readonly PersonalDataHolding[];
}): Canaries {
  const { clock, store, sweepStore, otherStores, holdings } = deps;
  const backups = otherStores.filter(({ isBackup }) => isBackup);
  const live = otherStores.filter(({ isBackup }) => !isBackup);

  return {
    plant: async () => {
      const now = clock.now();
      const day = now.toISOString().slice(0, 10);
      const dueAt = new Date(now.getTime() + dayMilliseconds);
      for (const holding of holdings()) {
        const id = uuidv7(now);
        if (!(await store.reserve({ id, holding: holding.name, day, dueAt }))) continue;
        try {
          const from = new Date(dueAt.getTime() - holding.retention.days * dayMilliseconds);
          await store.keepMarks(id, await holding.plantCanary(from));
        } catch (error) {
          await store.giveUp(id);
          throw new Error(`the canary of ${holding.name} could not be planted`, { cause: error });
        }
      }
    },
    lookFor: async (signal) => {
      const nowMs = clock.now().getTime();
      const due = new Date(nowMs - graceMilliseconds);
      const copiesDue = new Date(nowMs - copiesGraceMilliseconds);
      const planted = await store.toLookFor({ due, copiesDue });
      const inTables = planted.filter(({ goneAt }) => goneAt === null);
      const inCopies = planted.filter(
        ({ copiesGoneAt, dueAt }) => copiesGoneAt === null && dueAt <= copiesDue,
      );

      const tables = await sweep({ store: sweepStore, others: live }, marksOf(inTables), signal);
      const copies = await sweep({ store: noTables, others: backups }, marksOf(inCopies), signal);
      const found: Record<string, string[]> = {};
      for (const canary of planted) {
        const livePlaces = placesOf(canary, tables.found);
        const copyPlaces = placesOf(canary, copies.found);
        const places = [...livePlaces, ...copyPlaces];
        const now = clock.now();
        const wasLookedForInCopies = inCopies.includes(canary);
        await store.note(canary.id, {
          goneAt: canary.goneAt ?? (livePlaces.length === 0 ? now : null),
          copiesGoneAt: wasLookedForInCopies && copyPlaces.length === 0 ? now : canary.copiesGoneAt,
          foundIn: places,
        });
        if (places.length > 0) {
          found[canary.holding] = [...new Set([...(found[canary.holding] ?? []), ...places])].toSorted();
        }
      }
      await store.deleteSettled(new Date(nowMs - settledDays * dayMilliseconds));
      return { searched: [...tables.searched, ...copies.searched], found };
    },
  };
}

const noTables: SweepStore = { tables: async () => [], marksIn: async () => [] };

function marksOf(canaries: readonly PlantedCanary[]): string[] {
  return canaries.flatMap(({ marks }) => marks);
}

function placesOf({ marks }: PlantedCanary, found: ReadonlyMap<string, string[]>): string[] {
  return [...new Set(marks.flatMap((mark) => found.get(mark) ?? []))].toSorted();
}
