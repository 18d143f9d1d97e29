import type { Counters } from '@foyer/bus';
import type { Clock } from '@foyer/runtime';
import type { AddressKeys, PrefixDigest } from './address-key.ts';
import { prefixesOf } from './address-prefix.ts';
import type { AddressPrefixes } from './address-prefix.ts';

export interface Pressure {
  /** Requests of the last 30 minutes from this address, and a share of its neighbourhood's. */
  requests: number;
  /** Steps that the site's load adds: 0, 1 or 2. */
  extraSteps: number;
}

export type MeasurePressure = (address: string, siteNumber: number) => Promise<Pressure>;

export const REQUEST_WINDOW_SECONDS = 30 * 60;
// Sixteen requests of the neighbours weigh as much as one of one's own: a school behind a /24 stays easy, a
// botnet that hops through the addresses of a rented /24 does not.
const NEIGHBOUR_WEIGHT = 1 / 16;

const MINUTE_SECONDS = 60;
const BASELINE_SECONDS = 3600;
// Below this a burst is a newsletter that was just read, not an attack.
const QUIET_PER_MINUTE = 60;
const HIGH_LOAD = 4;
const EXTREME_LOAD = 12;
// A baseline needs some history; a restarted site must not take its usual traffic for a flood.
const SETTLING_MINUTES = 10;

/**
 * Counts a request and says how hard its puzzle should be. Counters see digests only, and forget after an hour at most.
 * It never refuses: when counters do not answer, they read 0.
 */
export function createPressure(deps: {
  counters: Counters;
  keys: AddressKeys;
  clock: Clock;
}): MeasurePressure {
  const { counters, keys, clock } = deps;
  const startedAt = clock.now().getTime();

  return async (address, siteNumber) => {
    const now = clock.now();
    const prefixes = prefixesOf(address);
    const pendingDigest = keys.today(now);
    const digest = typeof pendingDigest === 'function' ? pendingDigest : await pendingDigest;
    const [narrow = 0, wide = 0, lastMinute = 0, lastHour = 0] = await counters.hit(
      [
        ...addressCounters(digest, prefixes),
        { key: `captcha:minute:${siteNumber}`, windowSeconds: MINUTE_SECONDS },
        { key: `captcha:hour:${siteNumber}`, windowSeconds: BASELINE_SECONDS },
      ],
      now,
    );
    const oldDigest = await keys.yesterday(now);
    const [oldNarrow = 0, oldWide = 0] =
      oldDigest === undefined ? [] : await counters.peek(addressCounters(oldDigest, prefixes), now);
    const own = narrow + oldNarrow;
    const neighbours = Math.max(0, wide + oldWide - own);
    const minutesKnown = (now.getTime() - startedAt) / 60_000;
    return {
      requests: own + neighbours * NEIGHBOUR_WEIGHT,
      extraSteps: extraSteps(lastMinute, lastHour, minutesKnown),
    };
  };
}

function addressCounters(
  digest: PrefixDigest,
  prefixes: AddressPrefixes,
): { key: string; windowSeconds: number }[] {
  return [
    { key: `captcha:address:${digest(prefixes.narrow)}`, windowSeconds: REQUEST_WINDOW_SECONDS },
    { key: `captcha:address:${digest(prefixes.wide)}`, windowSeconds: REQUEST_WINDOW_SECONDS },
  ];
}

function extraSteps(lastMinute: number, lastHour: number, minutesKnown: number): number {
  if (minutesKnown < SETTLING_MINUTES) return 0;
  const baselinePerMinute = Math.max(QUIET_PER_MINUTE, lastHour / Math.min(60, minutesKnown));
  const load = lastMinute / baselinePerMinute;
  if (load > EXTREME_LOAD) return 2;
  return load > HIGH_LOAD ? 1 : 0;
}
