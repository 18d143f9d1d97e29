import type { ItemStore } from './item-store.ts';
import type { InboxDeps } from './ports.ts';

/**
 * Items that are over their time and that no source knows any more: none, unless something went wrong. Of those whose
 * source still keeps its record, restricted or held, the source decides.
 */
export type FindOrphans = (options: {
  now: Date;
  limit: number;
  held: readonly string[];
}) => Promise<string[]>;

const dayMilliseconds = 86_400_000;
const page = 500;

export function createFindOrphans(deps: {
  items: ItemStore;
  source: InboxDeps['source'];
  latestDays: () => number;
}): FindOrphans {
  const { items, source, latestDays } = deps;
  return async ({ now, limit, held }) => {
    const moment = new Date(now.getTime() - latestDays() * dayMilliseconds);
    const orphans: string[] = [];
    let after: { receivedAt: Date; id: string } | undefined;
    // Past those that stay, however many, so that they cannot hide the others.
    for (;;) {
      const overdue = await items.receivedUpTo(moment, { limit: page, held, after });
      for (const { id, kind } of overdue) {
        if (orphans.length === limit) return orphans;
        if ((await source(kind)?.read(id)) === undefined) orphans.push(id);
      }
      after = overdue.at(-1);
      if (overdue.length < page) return orphans;
    }
  };
}
