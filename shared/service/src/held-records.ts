import type { Erasure, HeldRecord } from './personal-data.ts';

/**
 * Parts what may be erased from what stays.
 *
 * @param what names one record in the answer: 'a message'
 */
export function withoutHeld<Record extends { id: string }>(
  records: readonly Record[],
  held: readonly HeldRecord[],
  what: string,
): { free: Record[]; retained: Erasure['retained'] } {
  const holdById = new Map(held.map((hold) => [hold.id, hold]));
  const free = records.filter(({ id }) => !holdById.has(id));
  const retained = records.flatMap(({ id }) => {
    const hold = holdById.get(id);
    return hold === undefined ? [] : [{ what, why: hold.why, until: hold.until }];
  });
  return { free, retained };
}
