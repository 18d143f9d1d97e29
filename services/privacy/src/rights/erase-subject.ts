import type { DataSubject, Erasure, Language, PersonalDataHolding } from '@foyer/service';
import type { HeldRecords } from '../retention/holds.ts';
import type { Outcome } from './request.ts';

type HoldingOutcomes = Outcome['holdings'];

/**
 * Counts what there is before anything is erased: an erasure that is interrupted and goes on later can still say how much
 * there was.
 */
export async function countRecords(
  holdings: readonly PersonalDataHolding[],
  subject: DataSubject,
): Promise<HoldingOutcomes> {
  const counted = await Promise.all(
    holdings.map(async (holding) => {
      const found = (await holding.find(subject)).length;
      return [holding.name, { found, done: null, retained: [] }] satisfies [string, HoldingOutcomes[string]];
    }),
  );
  return Object.fromEntries(counted);
}

/**
 * Erases in all holdings, one after the other, and tells after each how far it got. May be repeated: what is gone is gone.
 */
export async function eraseSubject(
  subject: DataSubject,
  options: {
    holdings: readonly PersonalDataHolding[];
    held: HeldRecords;
    language: Language;
    counted: HoldingOutcomes;
    note: (outcomes: HoldingOutcomes) => Promise<void>;
  },
): Promise<HoldingOutcomes> {
  const { holdings, held, language, note } = options;
  let outcomes = options.counted;
  for (const holding of holdings) {
    const before = outcomes[holding.name] ?? { found: 0, done: null, retained: [] };
    const erasure = await holding.erase(subject, { held: held.of(holding), language });
    const left = (await holding.find(subject)).length;
    // After an interruption the holding erases nothing any more, and its own number would be too small.
    const done = Math.max(erasure.erased, before.found - left);
    const retained = erasure.retained.map(inJson);
    if (done === 0 && before.found === 0 && retained.length === 0) continue;
    outcomes = { ...outcomes, [holding.name]: { found: Math.max(before.found, done), done, retained } };
    await note(outcomes);
  }
  return outcomes;
}

function inJson({ what, why, until }: Erasure['retained'][number]) {
  return { what, why, until: until.toISOString() };
}
