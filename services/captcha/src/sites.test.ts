import { createBus } from '@foyer/bus';
import type { Bus } from '@foyer/bus';
import { describeDatabases } from '@foyer/database/testing';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { captchaMigrations } from './captcha.ts';
import { DEFAULT_LADDER } from './ladder.ts';
import { createSiteStore } from './site-store.ts';
import { createSites, secretHashOf } from './sites.ts';

const DESCRIPTION = {
  name: 'Main site',
  origins: ['https://www.example.org/contact', 'http://localhost:8080'],
};

describeDatabases(
  'sites',
  (open) => {
    let bus: Bus;
    beforeEach(() => {
      bus = createBus({ log: silentLog() });
    });
    afterEach(async () => bus.close());

    const clock = fakeClock('2026-03-01T12:00:00Z');
    const openSites = async () =>
      createSites({
        db: open().db,
        store: createSiteStore(open().db),
        bus,
        clock,
        log: silentLog(),
        audit: async () => undefined,
      });

    it('gives a new site a key that needs no encoding in a URL and a secret that is kept as a hash only', async () => {
      const { sites, cache } = await openSites();
      const { siteKey, secret } = await sites.add(DESCRIPTION);
      expect(siteKey).toMatch(/^FY[A-Z2-7]{16}$/);
      expect(secret).toMatch(/^[\w-]{43}$/);
      const [site] = await sites.list();
      expect(site).toMatchObject({ siteKey, name: 'Main site', ladder: DEFAULT_LADDER, memoryHard: null });
      expect(site?.origins).toEqual(['https://www.example.org', 'http://localhost:8080']);
      expect(JSON.stringify(await sites.list())).not.toContain(secret);
      expect(await cache.bySecretHash(secretHashOf(secret))).toMatchObject({ siteKey });
      expect(await cache.bySecretHash(secretHashOf(`${secret}x`))).toBeUndefined();
    });

    it('makes the demo site once, also when several processes start together', async () => {
      const processes = await Promise.all([openSites(), openSites(), openSites()]);
      const made = await Promise.all(processes.map(async ({ sites }) => sites.ensureDemoSite(DESCRIPTION)));
      expect(new Set(made.map(({ siteKey }) => siteKey)).size).toBe(1);
      expect(await processes[0]?.sites.list()).toHaveLength(1);
    });

    it('finds a site that another process has just made', async () => {
      const [first, second] = await Promise.all([openSites(), openSites()]);
      expect(await second.sites.find('FYNOSUCHSITE')).toBeUndefined();
      const { siteKey } = await first.sites.add(DESCRIPTION);
      clock.advance({ seconds: 2 });
      expect(await second.sites.find(siteKey)).toMatchObject({ siteKey });
    });

    it('reads the sites at most once a second however many unknown keys are asked for', async () => {
      const store = createSiteStore(open().db);
      let reads = 0;
      const counting = { ...store, all: async () => ((reads += 1), store.all()) };
      const { sites } = await createSites({
        db: open().db,
        store: counting,
        bus,
        clock,
        log: silentLog(),
        audit: async () => undefined,
      });
      for (let attempt = 0; attempt < 50; attempt += 1) await sites.find(`FYUNKNOWN${attempt}`);
      expect(reads).toBe(1);
    });

    it('uses a changed ladder at once and shows what its steps cost', async () => {
      const { sites, cache } = await openSites();
      const { siteKey } = await sites.add(DESCRIPTION);
      await sites.setLadder(siteKey, [{ above: 0, solutions: 51, difficulty: 122, expirySeconds: 600 }]);
      expect(await cache.byKey(siteKey)).toMatchObject({ ladder: [{ expirySeconds: 600 }] });
      expect(await sites.describeLadder(siteKey)).toMatchObject([
        { difficulty: 122, expectedHashes: 1_987_545 },
      ]);
    });

    it('names what is wrong with a description, a ladder or memory-hard settings', async () => {
      const { sites } = await openSites();
      const { siteKey } = await sites.add(DESCRIPTION);
      await expect(sites.add({ name: '', origins: ['ftp://x'] })).rejects.toMatchObject({
        code: 'captcha_site_invalid',
      });
      await expect(sites.setLadder(siteKey, [])).rejects.toMatchObject({ code: 'captcha_site_invalid' });
      await expect(sites.setLadder('FYX', DEFAULT_LADDER)).rejects.toMatchObject({
        code: 'captcha_site_unknown',
      });
      const settings = { memoryMebibytes: 3, passes: 1, gateDifficulty: 0, solutions: 8 };
      await expect(sites.setMemoryHard(siteKey, settings)).rejects.toMatchObject({
        code: 'captcha_site_invalid',
      });
      await sites.setMemoryHard(siteKey, { ...settings, memoryMebibytes: 4 });
      expect(await sites.find(siteKey)).toMatchObject({ memoryHard: { memoryMebibytes: 4 } });
      await sites.setMemoryHard(siteKey, null);
      expect(await sites.find(siteKey)).toMatchObject({ memoryHard: null });
    });
  },
  { services: [{ name: 'captcha', migrations: captchaMigrations }] },
);
