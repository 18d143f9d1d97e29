import type { HoldingDescription } from './description.ts';
import type { Erasure, HeldRecord } from './personal-data.ts';

/**
 * Parts what may be erased from what stays.
 *
 * @param description of the holding, in the language of the answer
 */
export function withoutHeld<Record extends { id: string }>(
  records: readonly Record[],
  held: readonly HeldRecord[],
  { title }: Pick<HoldingDescription, 'title'>,
): { free: Record[]; retained: Erasure['retained'] } {
  const holdById = new Map(held.map((hold) => [hold.id, hold]));
  const free = records.filter(({ id }) => !holdById.has(id));
  const retained = records.flatMap(({ id }) => {
    const hold = holdById.get(id);
    return hold === undefined ? [] : [{ what: title, why: hold.why, until: hold.until }];
  });
  return { free, retained };
}

/** The answer to an erasure about a record that outlives it. */
export function lasting(
  { title, keptAfterErasure }: { title: string; keptAfterErasure: string },
  until: Date,
): Erasure['retained'][number] {
  return { what: title, why: keptAfterErasure, until };
}
