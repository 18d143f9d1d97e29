import type { JobHandler, NewJob } from '@foyer/jobs';
import { z } from 'zod';
import type { ChangeStore } from './change-store.ts';
import type { ItemStore } from './item-store.ts';
import type { InboxDeps } from './ports.ts';

const Payload = z.object({ itemId: z.uuid() });
const maxRounds = 5;

/** Tells the source of an item whether it is closed: after the commit, for a source has transactions of its own. */
export function settleJobs(itemId: string): NewJob[] {
  return [{ name: 'inbox.settle_source', payload: { itemId } }];
}

export function createSettleSource(deps: {
  items: ItemStore;
  changes: ChangeStore;
  source: InboxDeps['source'];
}): JobHandler {
  const { items, changes, source } = deps;
  return async (job) => {
    const { itemId } = Payload.parse(job.payload);
    const [item] = await items.kindsOf([itemId]);
    const owner = item && source(item.kind);
    if (owner === undefined) return;
    let told: string | undefined;
    // Two of these may run at once, and tell in the wrong order; so each looks again when it has told.
    for (let round = 0; round < maxRounds; round += 1) {
      const now = await changes.stateOf(itemId);
      if (now === undefined) return;
      const toTell = now.state === 'closed' ? 'closed' : 'open';
      if (told === toTell) return;
      if (toTell === 'closed') await owner.close(itemId, now.since);
      else await owner.reopen?.(itemId);
      told = toTell;
    }
    throw new Error(`the item ${itemId} changed while its source was told, ${maxRounds} times`);
  };
}
