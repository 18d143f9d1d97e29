import { timingSafeEqual } from 'node:crypto';
import type { Clock, Log } from '@foyer/runtime';
import type { Site } from './site.ts';
import type { SiteStore, StoredSite } from './site-store.ts';

export interface SiteCache {
  /** A value when the sites are in memory, as nearly always; a promise when they must be read first. */
  byKey(siteKey: string): Site | undefined | Promise<Site | undefined>;
  byNumber(number: number): Site | undefined | Promise<Site | undefined>;
  bySecretHash(hash: Uint8Array): Site | undefined | Promise<Site | undefined>;
  /** Reads all sites anew; whoever has changed one waits for it. */
  reload(): Promise<void>;
}

interface Snapshot {
  byKey: Map<string, Site>;
  byNumber: Map<number, Site>;
  bySecretHash: Map<string, StoredSite>;
  loadedAt: number;
}

type Lookup = (snapshot: Snapshot) => Site | undefined;

// Another process may have changed a site and its hint on the bus may have been lost.
const REFRESH_MILLISECONDS = 10_000;
// A flood of invented keys must not become a flood of queries.
const MISS_MILLISECONDS = 1000;

/** All sites in memory. A change in another process is seen after 10 seconds at most, a new site at once. */
export function createSiteCache(store: SiteStore, clock: Clock, log: Log): SiteCache {
  let snapshot: Snapshot | undefined;
  let loading: Promise<Snapshot> | undefined;

  const load = async (): Promise<Snapshot> => {
    // The time before the read: what changes during it belongs to the next one.
    const loadedAt = clock.now().getTime();
    try {
      snapshot = index(await store.all(), loadedAt);
      return snapshot;
    } finally {
      loading = undefined;
    }
  };
  const loadOnce = (): Promise<Snapshot> => (loading ??= load());

  const lookUp = (find: Lookup): Site | undefined | Promise<Site | undefined> => {
    if (snapshot === undefined) return loadOnce().then(find);
    const age = Math.abs(clock.now().getTime() - snapshot.loadedAt);
    const found = find(snapshot);
    if (found === undefined && age > MISS_MILLISECONDS) return loadOnce().then(find);
    if (age > REFRESH_MILLISECONDS && loading === undefined) {
      loadOnce().catch((error: unknown) => {
        log.warn({ err: error }, 'the captcha sites could not be read again; those in memory stay in use');
      });
    }
    return found;
  };

  return {
    byKey: (siteKey) => lookUp(({ byKey }) => byKey.get(siteKey)),
    byNumber: (number) => lookUp(({ byNumber }) => byNumber.get(number)),
    bySecretHash: (hash) =>
      lookUp(({ bySecretHash }) => {
        const found = bySecretHash.get(hexOf(hash));
        if (found?.secretHash == null || !timingSafeEqual(found.secretHash, hash)) return undefined;
        return found.site;
      }),
    reload: async () => {
      // A read that is under way may have started before the change.
      await loading?.catch(() => undefined);
      await loadOnce();
    },
  };
}

function index(stored: StoredSite[], loadedAt: number): Snapshot {
  const snapshot: Snapshot = { byKey: new Map(), byNumber: new Map(), bySecretHash: new Map(), loadedAt };
  for (const entry of stored) {
    snapshot.byKey.set(entry.site.siteKey, entry.site);
    snapshot.byNumber.set(entry.site.number, entry.site);
    if (entry.secretHash !== null) snapshot.bySecretHash.set(hexOf(entry.secretHash), entry);
  }
  return snapshot;
}

const hexOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex');
