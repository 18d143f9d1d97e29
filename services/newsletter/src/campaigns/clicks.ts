import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '@foyer/runtime';
import type { LinkCount } from './link-store.ts';

/** One call of a counted link. */
export interface Click {
  campaign: number;
  link: number;
  /** Of the visitor. Only to see that one caller opens many links within seconds; forgotten after that. */
  address: string;
  headers: IncomingHttpHeaders;
}

export interface Clicks {
  note(click: Click): void;
  /** Counts that are settled by now, and forgets them. `everything` settles what is still being watched. */
  take(everything?: boolean): LinkCount[];
  /** Nothing is watched or counted that was not taken. */
  isIdle(): boolean;
}

interface Watched {
  campaign: number;
  since: number;
  /** By number of the link and hour. */
  links: Map<string, { link: number; hour: number; calls: number }>;
}

/** A caller who opened a link is watched for so long. */
const watchSeconds = 10;
// A reader opens one link of a mail, or two; a scanner opens all of them.
const linksOfScanner = 3;
const maxLinksWatched = 20;
const keySeconds = 600;
const hourMs = 3_600_000;

const robots =
  /bot\b|bot[/;_-]|crawl|spider|slurp|preview|scan|fetch|monitor|proxy|curl|wget|python|java\/|okhttp|go-http|node|axios|libwww|perl|ruby|headless|phantom|facebookexternalhit|whatsapp|telegram|skype|mimecast|proofpoint|barracuda|safelinks|trend ?micro|symantec|sophos|cloudmark/i;

/** Whether the caller says of itself that it is no person who follows a link now. */
function isRobot(headers: IncomingHttpHeaders): boolean {
  const agent = headers['user-agent'] ?? '';
  const purposes = [headers['sec-purpose'], headers['purpose'], headers['x-purpose'], headers['x-moz']].join(
    ' ',
  );
  return agent === '' || robots.test(agent) || /prefetch|prerender|preview/i.test(purposes);
}

/**
 * Counts calls of links by hour. Who calls is never kept: within ten seconds a caller is told from others by a hash whose
 * key lives in this process alone, for ten minutes. Two processes behind a balancer each see a part of what a scanner does.
 */
export function createClicks({ clock, maxWatched = 50_000 }: { clock: Clock; maxWatched?: number }): Clicks {
  let key = randomBytes(32);
  let keySince = clock.now().getTime();
  const watched = new Map<string, Watched>();
  const settled = new Map<string, LinkCount>();

  function settle({ campaign, links }: Watched): void {
    const isScanner = new Set([...links.values()].map(({ link }) => link)).size >= linksOfScanner;
    for (const { link, hour, calls } of links.values()) {
      const name = `${campaign}/${link}/${hour}`;
      const count = settled.get(name) ?? { campaign, link, hour: new Date(hour), raw: 0, likelyHuman: 0 };
      count.raw += calls;
      // Who presses twice has not read twice.
      count.likelyHuman += isScanner ? 0 : 1;
      settled.set(name, count);
    }
  }

  function settleUntil(moment: number): void {
    // In the order in which they were first seen.
    for (const [caller, one] of watched) {
      if (one.since > moment && watched.size <= maxWatched) break;
      watched.delete(caller);
      settle(one);
    }
  }

  return {
    note: ({ campaign, link, address, headers }) => {
      if (isRobot(headers)) return;
      const now = clock.now().getTime();
      settleUntil(now - watchSeconds * 1000);
      if (now - keySince > keySeconds * 1000) [key, keySince] = [randomBytes(32), now];
      const caller = createHmac('sha256', key)
        .update(`${campaign}\0${address}\0${headers['user-agent'] ?? ''}`)
        .digest('base64');
      const one = watched.get(caller) ?? { campaign, since: now, links: new Map() };
      watched.set(caller, one);
      const hour = Math.floor(now / hourMs) * hourMs;
      const name = one.links.size < maxLinksWatched ? `${link}/${hour}` : 'rest';
      const seen = one.links.get(name) ?? { link, hour, calls: 0 };
      seen.calls += 1;
      one.links.set(name, seen);
    },
    take: (everything = false) => {
      settleUntil(everything ? Number.POSITIVE_INFINITY : clock.now().getTime() - watchSeconds * 1000);
      const counts = [...settled.values()];
      settled.clear();
      return counts;
    },
    isIdle: () => watched.size === 0 && settled.size === 0,
  };
}
