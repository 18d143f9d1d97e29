import type { CampaignDeps } from './campaign-ports.ts';
import { createClicks, type Click } from './clicks.ts';
import type { LinkAddresses } from './link-address.ts';
import type { LinkResult, LinkStore } from './link-store.ts';

export interface Links {
  /** Where a counted link leads; counts the call unless `isCounted` is false. */
  follow(
    path: { campaign: string; link: string; mac: string },
    caller: Pick<Click, 'address' | 'headers'>,
    isCounted: boolean,
  ): Promise<string | undefined>;
  resultsOf(campaignNumber: number): Promise<LinkResult[]>;
  /** Writes down what is counted, also what is still being watched. */
  close(): Promise<void>;
}

const flushSeconds = 5;
const countedDays = 90;

export function createLinks(
  deps: Pick<CampaignDeps, 'clock' | 'log' | 'metrics'> & { store: LinkStore; addresses: LinkAddresses },
): Links {
  const { clock, log, store, addresses } = deps;
  const clicks = createClicks({ clock });
  const followed = deps.metrics.counter({
    name: 'foyer_newsletter_links_total',
    help: 'Calls of links in newsletters, by what they were',
    labelNames: ['outcome'],
  });
  let timer: NodeJS.Timeout | undefined;

  async function flush(everything = false): Promise<void> {
    const counts = clicks.take(everything);
    try {
      await store.add(counts);
    } catch (error) {
      log.error(
        { err: error, counts: counts.length },
        'calls of links were counted and could not be written down',
      );
    }
  }

  function flushSoon(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      void flush().then(() => (clicks.isIdle() ? undefined : flushSoon()));
    }, flushSeconds * 1000).unref();
  }

  /** Before the start only staff can have it; long after it an old mail would add a row each hour for ever. */
  function isCountable(startedAt: Date | null): boolean {
    return startedAt !== null && clock.now().getTime() < startedAt.getTime() + countedDays * 86_400_000;
  }

  return {
    follow: async (path, caller, isCounted) => {
      const found = addresses.read(path);
      const link = found && (await store.byNumber(found.campaign, found.link));
      followed.inc({ outcome: link === undefined ? 'unknown' : 'followed' });
      if (found === undefined || link === undefined) return undefined;
      if (isCounted && isCountable(link.startedAt)) {
        clicks.note({ ...found, ...caller });
        flushSoon();
      }
      return link.url;
    },
    resultsOf: async (campaignNumber) => {
      await flush();
      return await store.resultsOf(campaignNumber);
    },
    close: async () => {
      clearTimeout(timer);
      await flush(true);
    },
  };
}
