import { hash, randomBytes, randomInt } from 'node:crypto';
import type { Bus } from '@foyer/bus';
import type { Clock, Log } from '@foyer/runtime';
import { uuidv7 } from '@foyer/runtime';
import { z } from 'zod';
import { captchaError } from './errors.ts';
import { DEFAULT_LADDER, describeLadder, Ladder } from './ladder.ts';
import type { DescribedStep } from './ladder.ts';
import { MemoryHardSettings, SiteDescription } from './site.ts';
import type { Site } from './site.ts';
import { createSiteCache } from './site-cache.ts';
import type { SiteCache } from './site-cache.ts';
import type { SiteStore } from './site-store.ts';

/** The sites that may ask for puzzles. */
export interface Sites {
  /**
   * The secret is shown here and never again: only its hash is kept.
   * @throws AppError captcha_site_invalid
   */
  add(description: { name: string; origins: string[] }): Promise<{ siteKey: string; secret: string }>;
  list(): Promise<Site[]>;
  find(siteKey: string): Promise<Site | undefined>;
  /** The demo page's own site: made at the first start, found at all others. */
  ensureDemoSite(description: { name: string; origins: string[] }): Promise<{ siteKey: string }>;
  /** @throws AppError captcha_site_invalid, captcha_site_unknown */
  setLadder(siteKey: string, ladder: Ladder): Promise<void>;
  /** @throws AppError captcha_site_invalid, captcha_site_unknown */
  setMemoryHard(siteKey: string, settings: MemoryHardSettings | null): Promise<void>;
  /** The site's ladder with the hashes that each step costs. @throws AppError captcha_site_unknown */
  describeLadder(siteKey: string): Promise<DescribedStep[]>;
}

export interface SitesDeps {
  store: SiteStore;
  bus: Bus;
  clock: Clock;
  log: Log;
}

const CHANGED_CHANNEL = 'captcha.sites_changed';
// The widget does not encode the key in its URL, so nothing here may need it. 32 letters: 5 bits each.
const KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const KEY_CHARACTERS = 16;
const SECRET_BYTES = 32;
const MAX_NUMBER = 2 ** 31 - 1;

export async function createSites(
  deps: SitesDeps,
): Promise<{ sites: Sites; cache: SiteCache; close: () => Promise<void> }> {
  const { store, bus, clock, log } = deps;
  const cache = createSiteCache(store, clock, log);
  const unsubscribe = await bus.subscribe(CHANGED_CHANNEL, () => {
    cache.reload().catch((error: unknown) => {
      log.warn(
        { err: error },
        'the captcha sites could not be read after a change; the next request tries again',
      );
    });
  });

  const announce = async (): Promise<void> => {
    await cache.reload();
    await bus.publish(CHANGED_CHANNEL, '');
  };
  const find = async (siteKey: string): Promise<Site> => {
    const site = await cache.byKey(siteKey);
    if (site === undefined) throw unknownSite(siteKey);
    return site;
  };
  const newSite = (description: unknown): Site => ({
    ...parsed(SiteDescription, description),
    id: uuidv7(clock.now()),
    number: randomInt(1, MAX_NUMBER),
    siteKey: newSiteKey(),
    ladder: DEFAULT_LADDER,
    memoryHard: null,
    createdAt: clock.now(),
  });

  const sites: Sites = {
    add: async (description) => {
      const site = newSite(description);
      const secret = randomBytes(SECRET_BYTES).toString('base64url');
      await store.insert(site, { secretHash: secretHashOf(secret), purpose: null });
      await announce();
      return { siteKey: site.siteKey, secret };
    },
    list: async () => (await store.all()).map(({ site }) => site),
    find: async (siteKey) => cache.byKey(siteKey),
    ensureDemoSite: async (description) => {
      const existing = await store.findDemo();
      if (existing !== undefined) return { siteKey: existing.siteKey };
      const isInserted = await store.insert(newSite(description), { secretHash: null, purpose: 'demo' });
      if (isInserted) await announce();
      const demo = await store.findDemo();
      if (demo === undefined) throw new Error('the demo site vanished right after it was made: start again');
      return { siteKey: demo.siteKey };
    },
    setLadder: async (siteKey, ladder) => {
      if (!(await store.setLadder(siteKey, parsed(Ladder, ladder)))) throw unknownSite(siteKey);
      await announce();
    },
    setMemoryHard: async (siteKey, settings) => {
      const checked = parsed(MemoryHardSettings.nullable(), settings);
      if (!(await store.setMemoryHard(siteKey, checked))) throw unknownSite(siteKey);
      await announce();
    },
    describeLadder: async (siteKey) => describeLadder((await find(siteKey)).ladder),
  };
  return { sites, cache, close: unsubscribe };
}

/** How a secret is looked up: it has 256 random bits, so one fast hash is as good as a slow one. */
export function secretHashOf(secret: string): Uint8Array {
  return hash('sha256', secret, 'buffer');
}

function newSiteKey(): string {
  const letters = Array.from(randomBytes(KEY_CHARACTERS), (byte) => KEY_ALPHABET[byte % KEY_ALPHABET.length]);
  return `FY${letters.join('')}`;
}

function parsed<Output>(schema: z.ZodType<Output>, value: unknown): Output {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw captchaError('captcha_site_invalid', z.prettifyError(result.error), { cause: result.error });
}

function unknownSite(siteKey: string): Error {
  return captchaError(
    'captcha_site_unknown',
    `no site has the key '${siteKey.slice(0, 40)}'; 'foyer site:add' makes one and prints its key`,
  );
}
