import type { DatabaseOrTx } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import type { EndpointStore } from './endpoint-store.ts';

/** Who wants to hear of what happens. */
export interface Listeners {
  /** Asks the database, but not again for a second after it has said that there is nobody; `anew` asks in any case. */
  all(trx: DatabaseOrTx, options: { anew: boolean }): ReturnType<EndpointStore['listening']>;
  /** There may be somebody now: called when the change is committed and before it is answered. */
  expect(): void;
}

// In most companies nobody listens, and each transaction with messages would ask in vain. Another process's new endpoint
// hears of everything from here on.
const silenceMilliseconds = 1000;

export function createListeners(deps: {
  clock: Clock;
  endpoints: Pick<EndpointStore, 'listening'>;
}): Listeners {
  const { clock, endpoints } = deps;
  let silentSince = Number.NEGATIVE_INFINITY;
  let changes = 0;

  return {
    all: async (trx, { anew }) => {
      const askedAt = clock.now().getTime();
      // A clock that was set back must not make a second an hour.
      if (!anew && Math.abs(askedAt - silentSince) < silenceMilliseconds) return [];
      const changesBefore = changes;
      const listening = await endpoints.listening(trx);
      // What was read while somebody was added may be older than that.
      if (listening.length === 0 && changes === changesBefore) silentSince = askedAt;
      return listening;
    },
    expect: () => {
      changes += 1;
      silentSince = Number.NEGATIVE_INFINITY;
    },
  };
}
