import { uuidv7, type Clock } from '@foyer/runtime';
import type { PersonalDataHolding } from '@foyer/service';
import type { Canaries } from './canaries.ts';
import { idsOf, type HeldRecords } from './holds.ts';
import type { Proof, ProofStore } from './proof-store.ts';

/** Looks whether all promises are kept, and writes down what it found. */
export type Prove = (signal: AbortSignal) => Promise<Proof>;

// A purge runs every quarter of an hour; what is still there after two hours was not purged.
const graceMilliseconds = 7_200_000;
const keptDays = 400;

export function createProve(deps: {
  clock: Clock;
  canaries: Canaries;
  proofs: ProofStore;
  holdings: () => readonly PersonalDataHolding[];
  heldNow: () => Promise<HeldRecords>;
}): Prove {
  const { clock, canaries, proofs, holdings, heldNow } = deps;
  return async (signal) => {
    const { searched, found } = await canaries.lookFor(signal);
    await canaries.plant();
    const now = clock.now();
    const heldRecords = await heldNow();
    const proof: Proof = { id: uuidv7(now), at: now, holdings: {}, searched, found };
    for (const holding of holdings()) {
      const held = idsOf(heldRecords, holding);
      proof.holdings[holding.name] = {
        oldest: (await holding.oldest())?.toISOString() ?? null,
        due: await holding.due({ now, held }),
        overdue: await holding.due({ now: new Date(now.getTime() - graceMilliseconds), held }),
      };
    }
    await proofs.insert(proof);
    await proofs.deleteBefore(new Date(now.getTime() - keptDays * 86_400_000));
    return proof;
  };
}
