import type { Clock } from '@foyer/runtime';
import type { PersonalDataHolding } from '@foyer/service';
import type { CloseDue } from './closing.ts';

export interface Housekeeping {
  closeDue(signal: AbortSignal): Promise<void>;
  purge(signal: AbortSignal): Promise<void>;
}

const batch = 500;
// What is left over waits for the next hour; a job that never ends would be taken for one that hangs.
const maxBatches = 200;

export function createHousekeeping(deps: {
  clock: Clock;
  closeDue: CloseDue;
  holdings: readonly PersonalDataHolding[];
}): Housekeeping {
  const { clock, holdings } = deps;
  return {
    closeDue: async (signal) => {
      for (let round = 0; round < maxBatches && !signal.aborted; round += 1) {
        if ((await deps.closeDue(batch)) < batch) return;
      }
    },
    purge: async (signal) => {
      for (const holding of holdings) {
        for (let round = 0; round < maxBatches && !signal.aborted; round += 1) {
          const { more } = await holding.purge({ now: clock.now(), limit: batch });
          if (!more) break;
        }
      }
    },
  };
}
