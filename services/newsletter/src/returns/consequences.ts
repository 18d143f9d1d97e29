import type { DatabaseOrTx } from '@foyer/database';
import type { Clock } from '@foyer/runtime';
import { lastArrival } from '../sending/last-arrival.ts';
import type { Leaving } from '../subscribing/leaving.ts';
import type { OpenReturn, ReturnStore } from './return-store.ts';

/** A mailbox that is full may be emptied next week; one that takes nothing for weeks is left. */
const softRule = { inARow: 4, days: 21 };

// A report may take as long as servers try, which is five days (RFC 5321 §4.5.4.1).
const reportDays = 5;
const dayMilliseconds = 86_400_000;

export interface Consequences {
  /** Draws what follows for the subscriber. @returns whether they get no mail any more */
  settle(trx: DatabaseOrTx, returned: OpenReturn): Promise<boolean>;
}

export function createConsequences(deps: {
  clock: Clock;
  store: ReturnStore;
  bounced: Leaving['bounced'];
  complained: Leaving['complained'];
  onLeft: () => void;
}): Consequences {
  const { clock, store, bounced, complained, onLeft } = deps;

  async function isLasting(trx: DatabaseOrTx, subscriberNumber: number): Promise<boolean> {
    const now = clock.now().getTime();
    const arrived = await lastArrival(trx, subscriberNumber, new Date(now - reportDays * dayMilliseconds));
    const { count, firstAt } = await store.softSince(trx, subscriberNumber, arrived);
    const days = firstAt === null ? 0 : (now - firstAt.getTime()) / dayMilliseconds;
    return count >= softRule.inARow && days >= softRule.days;
  }

  return {
    settle: async (trx, returned) => {
      const { subscriberNumber, verdict } = returned;
      let isOver = false;
      switch (verdict) {
        case 'complaint':
          if (await complained(trx, subscriberNumber)) onLeft();
          isOver = true;
          break;
        case 'hard':
        case 'soft':
          isOver = verdict === 'hard' || (await isLasting(trx, subscriberNumber));
          if (isOver) await bounced(trx, subscriberNumber);
          break;
        // The recipient has done nothing, and nothing is known of them.
        case 'policy':
        case 'unclear':
          break;
      }
      await store.settle(trx, returned, clock.now());
      return isOver;
    },
  };
}
