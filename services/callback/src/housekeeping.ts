import type { Clock } from '@foyer/runtime';
import type { PersonalDataHolding } from '@foyer/service';

export interface Housekeeping {
  purge(signal: AbortSignal): Promise<void>;
}

const batch = 500;
// What is left over waits for the next hour; a job that never ends would be taken for one that hangs.
const maxBatches = 200;

export function createHousekeeping(deps: {
  clock: Clock;
  holdings: readonly PersonalDataHolding[];
}): Housekeeping {
  return {
    purge: async (signal) => {
      for (const holding of deps.holdings) {
        for (let round = 0; round < maxBatches && !signal.aborted; round += 1) {
          const { more } = await holding.purge({ now: deps.clock.now(), limit: batch });
          if (!more) break;
        }
      }
    },
  };
}
