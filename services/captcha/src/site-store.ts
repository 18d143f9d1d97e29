import type { Database } from '@foyer/database';
import { sql } from 'kysely';
import { Ladder } from './ladder.ts';
import { MemoryHardSettings } from './site.ts';
import type { Site } from './site.ts';

export interface StoredSite {
  site: Site;
  /** SHA-256 of the secret; null for a site that is only checked in process. */
  secretHash: Uint8Array | null;
}

export interface SiteStore {
  /** False when another process has made the site of this purpose meanwhile. */
  insert(site: Site, extra: { secretHash: Uint8Array | null; purpose: 'demo' | null }): Promise<boolean>;
  all(): Promise<StoredSite[]>;
  findDemo(): Promise<Site | undefined>;
  /** False when no site has the key. */
  setLadder(siteKey: string, ladder: Ladder): Promise<boolean>;
  setMemoryHard(siteKey: string, settings: MemoryHardSettings | null): Promise<boolean>;
}

type SiteRow = {
  id: string;
  number: number;
  name: string;
  purpose: 'demo' | null;
  origins: string[];
  site_key: string;
  secret_hash: Uint8Array | null;
  ladder: unknown;
  memory_hard: unknown;
  created_at: Date;
};

type SiteTables = {
  'captcha.site': SiteRow;
};

// All sites are held in memory; a thousand times more than any company has.
const MAX_SITES = 10_000;

export function createSiteStore(database: Database): SiteStore {
  const db = database.withTables<SiteTables>();
  return {
    insert: async (site, { secretHash, purpose }) => {
      const inserted = await db
        .insertInto('captcha.site')
        .values({
          id: site.id,
          number: site.number,
          name: site.name,
          purpose,
          origins: [...site.origins],
          site_key: site.siteKey,
          secret_hash: secretHash,
          ladder: jsonb(site.ladder),
          memory_hard: jsonb(site.memoryHard),
          created_at: site.createdAt,
        })
        .onConflict((conflict) => conflict.column('purpose').doNothing())
        .returning('id')
        .execute();
      return inserted.length === 1;
    },
    all: async () => {
      const rows = await db
        .selectFrom('captcha.site')
        .selectAll()
        .orderBy('created_at')
        .limit(MAX_SITES)
        .execute();
      return rows.map((row) => ({ site: siteOf(row), secretHash: row.secret_hash }));
    },
    findDemo: async () => {
      const row = await db
        .selectFrom('captcha.site')
        .selectAll()
        .where('purpose', '=', 'demo')
        .executeTakeFirst();
      return row && siteOf(row);
    },
    setLadder: async (siteKey, ladder) => update(siteKey, { ladder: jsonb(ladder) }),
    setMemoryHard: async (siteKey, settings) => update(siteKey, { memory_hard: jsonb(settings) }),
  };

  async function update(
    siteKey: string,
    values: { ladder?: unknown; memory_hard?: unknown },
  ): Promise<boolean> {
    const result = await db
      .updateTable('captcha.site')
      .set(values)
      .where('site_key', '=', siteKey)
      .executeTakeFirst();
    return Number(result.numUpdatedRows) === 1;
  }
}

const jsonb = (value: unknown): unknown => (value === null ? null : sql`${JSON.stringify(value)}::jsonb`);

function siteOf(row: SiteRow): Site {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    origins: row.origins,
    siteKey: row.site_key,
    ladder: Ladder.parse(row.ladder),
    memoryHard: MemoryHardSettings.nullable().parse(row.memory_hard),
    createdAt: row.created_at,
  };
}
