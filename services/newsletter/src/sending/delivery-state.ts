/** Of one recipient of a campaign, by the numbers in the ledger. */
export const deliveryStates = [
  'waiting',
  'claimed',
  'accepted',
  'refused',
  'uncertain',
  'excluded',
  'delayed',
  'bounced',
  'complained',
] as const;

export type DeliveryState = (typeof deliveryStates)[number];

/** What the ledger holds for it. */
export function codeOf(state: DeliveryState): number {
  return deliveryStates.indexOf(state);
}

/** @throws RangeError when the ledger holds what no version of this program has written */
export function stateOf(code: number): DeliveryState {
  const state = deliveryStates[code];
  if (state === undefined) throw new RangeError(`the ledger holds the unknown state ${code}`);
  return state;
}

export type StateCounts = Record<DeliveryState, number>;

export function noCounts(): StateCounts {
  return {
    waiting: 0,
    claimed: 0,
    accepted: 0,
    refused: 0,
    uncertain: 0,
    excluded: 0,
    delayed: 0,
    bounced: 0,
    complained: 0,
  };
}

/** States from which something will still happen by itself. */
export function openCount({ waiting, claimed, delayed }: StateCounts): number {
  return waiting + claimed + delayed;
}

export function sumOf(counts: StateCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
