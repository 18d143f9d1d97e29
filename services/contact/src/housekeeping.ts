import type { CloseDue } from './closing.ts';

export interface Housekeeping {
  closeDue(signal: AbortSignal): Promise<void>;
}

const batch = 500;
// What is left over waits for the next hour; a job that never ends would be taken for one that hangs.
const maxBatches = 200;

export function createHousekeeping(deps: { closeDue: CloseDue }): Housekeeping {
  return {
    closeDue: async (signal) => {
      for (let round = 0; round < maxBatches && !signal.aborted; round += 1) {
        if ((await deps.closeDue(batch)) < batch) return;
      }
    },
  };
}
