import type { PersonalDataHolding } from './personal-data.ts';

const dayMilliseconds = 86_400_000;

/** Purges as the schedule of privacy does it, until nothing is left over its time. For tests of single services only. */
export async function purgeAll(holdings: readonly PersonalDataHolding[], now: Date): Promise<void> {
  for (const holding of holdings) {
    let isLeft = true;
    while (isLeft) ({ more: isLeft } = await holding.purge({ now, limit: 500, held: [] }));
  }
}

/**
 * Plants a canary in each holding and says what is over its time before its day, on it, and after the purge. For tests only.
 */
export async function liveThroughCanaries(
  holdings: readonly PersonalDataHolding[],
  now: Date,
): Promise<Record<string, { marks: number; before: number; onTheDay: number; after: number }>> {
  const seen: Record<string, { marks: number; before: number; onTheDay: number; after: number }> = {};
  for (const holding of holdings) {
    const { name, retention } = holding;
    const from = new Date(now.getTime() - (retention.days - 1) * dayMilliseconds);
    const marks = (await holding.plantCanary(from)).length;
    const due = (moment: Date): Promise<number> => holding.due({ now: moment, held: [] });
    // A promise by the calendar may be kept in the first hours of its day.
    const dayBefore = new Date(now.getTime() - dayMilliseconds);
    const day = new Date(now.getTime() + dayMilliseconds + 1);
    await purgeAll([holding], dayBefore);
    const [before, onTheDay] = [await due(dayBefore), await due(day)];
    await purgeAll([holding], day);
    seen[name] = { marks, before, onTheDay, after: await due(day) };
  }
  return seen;
}
