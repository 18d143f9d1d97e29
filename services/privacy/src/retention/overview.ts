import type { Clock } from '@foyer/runtime';
import type { HoldingDescription, Language, PersonalDataHolding } from '@foyer/service';
import type { CanaryStore } from './canary-store.ts';
import { idsOf, type HeldRecords } from './holds.ts';
import type { ProofStore } from './proof-store.ts';

/** A promise and how it is kept. */
export interface KeptPromise extends Omit<HoldingDescription, 'retention'> {
  holding: string;
  retention: { days: number; from: string; text: string };
  isCopy: boolean;
  /** Of the record that was there for the longest, from where its time counts. */
  oldest: Date | null;
  overdue: number;
  /** When a made-up record was last seen to be gone from everywhere. */
  canaryGoneAt: Date | null;
  /** Where one is although its time is over. */
  canaryFoundIn: string[];
}

export interface Overview {
  /** Of the last look; null before the first. */
  provedAt: Date | null;
  searched: string[];
  promises: KeptPromise[];
}

export interface DryRun {
  holding: string;
  due: number;
  held: number;
}

/** Reads how the promises are kept; nothing is asked of the holdings' tables but in a dry run. */
export function createOverview(deps: {
  clock: Clock;
  holdings: () => readonly PersonalDataHolding[];
  proofs: ProofStore;
  canaries: CanaryStore;
  heldNow: () => Promise<HeldRecords>;
}): { read(language: Language): Promise<Overview>; dryRun(): Promise<DryRun[]> } {
  const { clock, holdings, proofs, canaries, heldNow } = deps;
  return {
    read: async (language) => {
      const [proof] = await proofs.newest(1);
      const goneAt = await canaries.lastGone();
      const promises = holdings().map((holding): KeptPromise => {
        const { name, retention, isCopy = false } = holding;
        const { retention: text, ...words } = holding.describe(language);
        const seen = proof?.holdings[name];
        return {
          holding: name,
          ...words,
          retention: { days: retention.days, from: retention.from, text },
          isCopy,
          oldest: seen === undefined || seen.oldest === null ? null : new Date(seen.oldest),
          overdue: seen?.overdue ?? 0,
          canaryGoneAt: goneAt.get(name) ?? null,
          canaryFoundIn: proof?.found[name] ?? [],
        };
      });
      return { provedAt: proof?.at ?? null, searched: proof?.searched ?? [], promises };
    },
    dryRun: async () => {
      const now = clock.now();
      const heldRecords = await heldNow();
      const counts: DryRun[] = [];
      for (const holding of holdings()) {
        const held = idsOf(heldRecords, holding);
        const due = await holding.due({ now, held });
        const all = held.length === 0 ? due : await holding.due({ now, held: [] });
        counts.push({ holding: holding.name, due, held: all - due });
      }
      return counts;
    },
  };
}
