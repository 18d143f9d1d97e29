import { hash, randomBytes, randomInt } from 'node:crypto';
import type { Bus } from '@foyer/bus';
import type { Clock, Log } from '@foyer/runtime';
import { uuidv7 } from '@foyer/runtime';
import type { Database } from '@foyer/database';
import type { Audit } from '@foyer/service';
import { z } from 'zod';
import { captchaError } from './errors.ts';
import { DEFAULT_LADDER, describeLadder, Ladder } from './ladder.ts';
import type { DescribedStep } from './ladder.ts';
import { MemoryHardSettings, SiteDescription } from './site.ts';
import type { Site } from './site.ts';
import { createSiteCache } from './site-cache.ts';
import type { SiteCache } from './site-cache.ts';
import type { LadderChange, SiteChanges, SiteStore } from './site-store.ts';

/** The sites that may ask for puzzles. */
export interface Sites {
  /**
   * The secret is shown here and never again: only its hash is kept.
   * @throws AppError captcha_site_invalid
   */
  add(description: { name: string; origins: string[] }): Promise<{ siteKey: string; secret: string }>;
  /** The same on behalf of a member of staff, at once with ladder and memory-hard settings. */
  create(description: NewSite, actorId: string | null): Promise<{ site: Site; secret: string }>;
  /** Changes what is given, for all processes. @throws AppError captcha_site_invalid, captcha_site_unknown */
  change(siteKey: string, changes: Partial<NewSite>, actorId: string | null): Promise<Site>;
  /** @throws AppError captcha_ladder_conflict when `basedOnVersion` is not in force, captcha_site_invalid, captcha_site_unknown */
  changeLadder(siteKey: string, change: LadderWish, actorId: string | null): Promise<Site>;
  /** The secret before it ends at once. @throws AppError captcha_site_unknown */
  renewSecret(siteKey: string, actorId: string | null): Promise<string>;
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

interface LadderWish {
  ladder: Ladder;
  basedOnVersion: number;
}

type NewSite = { [Field in 'ladder' | 'memoryHard']?: Site[Field] | undefined } & {
  [Field in 'name' | 'origins']: Site[Field] | undefined;
};

export interface SitesDeps {
  db: Database;
  audit: Audit;
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
  const { db, store, bus, clock, log, audit } = deps;
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
  const notChanged = async (siteKey: string, { ladder }: SiteChanges): Promise<Error> => {
    const all = await store.all();
    const isThere = all.some(({ site }) => site.siteKey === siteKey);
    return isThere && ladder?.basedOnVersion !== undefined
      ? captchaError(
          'captcha_ladder_conflict',
          `the ladder has another version than ${ladder.basedOnVersion}: read it again`,
        )
      : unknownSite(siteKey);
  };
  const newSite = ({ name, origins, ladder, memoryHard }: NewSite): Site => ({
    ...parsed(SiteDescription, { name, origins }),
    id: uuidv7(clock.now()),
    number: randomInt(1, MAX_NUMBER),
    siteKey: newSiteKey(),
    ladder: parsed(Ladder, ladder ?? DEFAULT_LADDER),
    ladderVersion: 1,
    ladderChangedBy: null,
    ladderChangedAt: null,
    memoryHard: parsed(MemoryHardSettings.nullable(), memoryHard ?? null),
    createdAt: clock.now(),
  });
  const write = async (
    siteKey: string,
    changes: SiteChanges,
    { action, actorId }: { action: string; actorId: string | null },
  ): Promise<Site> => {
    const site = await db.transaction().execute(async (trx) => {
      const updated = await store.update(trx, siteKey, changes);
      if (updated === undefined) return undefined;
      const detail = {
        fields: Object.keys(changes).toSorted().join(','),
        ...(changes.ladder !== undefined && {
          version: updated.ladderVersion,
          ladder: ladderText(updated.ladder),
        }),
      };
      await audit(trx, { actorId, action, subject: `captcha.site:${siteKey}`, detail });
      return updated;
    });
    if (site === undefined) throw await notChanged(siteKey, changes);
    await announce();
    return site;
  };
  const create: Sites['create'] = async (description, actorId) => {
    const site = newSite(description);
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    await db.transaction().execute(async (trx) => {
      await store.insert(trx, site, { secretHash: secretHashOf(secret), purpose: null });
      await audit(trx, { actorId, action: 'captcha.site_add', subject: `captcha.site:${site.siteKey}` });
    });
    await announce();
    return { site, secret };
  };
  const ladderChange = (ladder: Ladder, actorId: string | null): LadderChange => ({
    steps: parsed(Ladder, ladder),
    by: actorId,
    at: clock.now(),
  });
  const change: Sites['change'] = async (siteKey, changes, actorId) => {
    const { ladder, memoryHard, ...description } = changes;
    const checked = {
      ...parsed(SiteDescription.partial(), description),
      ...(ladder !== undefined && { ladder: ladderChange(ladder, actorId) }),
      ...(memoryHard !== undefined && { memoryHard: parsed(MemoryHardSettings.nullable(), memoryHard) }),
    };
    return await write(siteKey, checked, { action: 'captcha.site_change', actorId });
  };

  const sites: Sites = {
    add: async (description) => {
      const { site, secret } = await create(description, null);
      return { siteKey: site.siteKey, secret };
    },
    create,
    change,
    changeLadder: async (siteKey, { ladder, basedOnVersion }, actorId) => {
      const changes = { ladder: { ...ladderChange(ladder, actorId), basedOnVersion } };
      return await write(siteKey, changes, { action: 'captcha.ladder_change', actorId });
    },
    renewSecret: async (siteKey, actorId) => {
      const secret = randomBytes(SECRET_BYTES).toString('base64url');
      const secretHash = secretHashOf(secret);
      await write(siteKey, { secretHash }, { action: 'captcha.site_secret', actorId });
      return secret;
    },
    list: async () => (await store.all()).map(({ site }) => site),
    find: async (siteKey) => cache.byKey(siteKey),
    ensureDemoSite: async (description) => {
      const existing = await store.findDemo();
      if (existing !== undefined) return { siteKey: existing.siteKey };
      const isInserted = await db
        .transaction()
        .execute(async (trx) =>
          store.insert(trx, newSite(description), { secretHash: null, purpose: 'demo' }),
        );
      if (isInserted) await announce();
      const demo = await store.findDemo();
      if (demo === undefined) throw new Error('the demo site vanished right after it was made: start again');
      return { siteKey: demo.siteKey };
    },
    setLadder: async (siteKey, ladder) => void (await change(siteKey, { ladder }, null)),
    setMemoryHard: async (siteKey, memoryHard) => void (await change(siteKey, { memoryHard }, null)),
    describeLadder: async (siteKey) => describeLadder((await find(siteKey)).ladder),
  };
  return { sites, cache, close: unsubscribe };
}

/** How a secret is looked up: it has 256 random bits, so one fast hash is as good as a slow one. */
export function secretHashOf(secret: string): Uint8Array {
  return hash('sha256', secret, 'buffer');
}

/** For the audit log, whose values are 200 characters at most: requests, solutions and difficulty of each step. */
function ladderText(ladder: Ladder): string {
  return ladder
    .map(({ above, solutions, difficulty }) => `${above}:${solutions}x${difficulty}`)
    .join(' ')
    .slice(0, 200);
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
