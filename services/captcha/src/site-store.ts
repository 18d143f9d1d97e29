import type { Database, Tx } from '@foyer/database';
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
  insert(
    trx: Tx,
    site: Site,
    extra: { secretHash: Uint8Array | null; purpose: 'demo' | null },
  ): Promise<boolean>;
  all(): Promise<StoredSite[]>;
  findDemo(): Promise<Site | undefined>;
  /** Changes what is given. The site as it is then; undefined when no site has the key, or another version of the ladder. */
  update(trx: Tx, siteKey: string, changes: SiteChanges): Promise<Site | undefined>;
}

export interface LadderChange {
  steps: Ladder;
  by: string | null;
  at: Date;
  /** Nothing is changed when another version is in force. */
  basedOnVersion?: number | undefined;
}

export interface SiteChanges {
  name?: string | undefined;
  origins?: readonly string[] | undefined;
  ladder?: LadderChange | undefined;
  memoryHard?: MemoryHardSettings | null | undefined;
  secretHash?: Uint8Array | undefined;
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
  ladder_version: number;
  ladder_changed_by: string | null;
  ladder_changed_at: Date | null;
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
    insert: async (trx, site, { secretHash, purpose }) => {
      const inserted = await trx
        .withTables<SiteTables>()
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
          ladder_version: site.ladderVersion,
          ladder_changed_by: site.ladderChangedBy,
          ladder_changed_at: site.ladderChangedAt,
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
    update: async (trx, siteKey, { name, origins, ladder, memoryHard, secretHash }) => {
      const values = {
        ...(name !== undefined && { name }),
        ...(origins !== undefined && { origins: [...origins] }),
        ...(ladder !== undefined && {
          ladder: jsonb(ladder.steps),
          ladder_version: sql<number>`ladder_version + 1`,
          ladder_changed_by: ladder.by,
          ladder_changed_at: ladder.at,
        }),
        ...(memoryHard !== undefined && { memory_hard: jsonb(memoryHard) }),
        ...(secretHash !== undefined && { secret_hash: secretHash }),
      };
      const sites = trx.withTables<SiteTables>();
      // An update of nothing is not SQL.
      const row = await (
        Object.keys(values).length === 0
          ? sites.selectFrom('captcha.site').selectAll().where('site_key', '=', siteKey)
          : sites
              .updateTable('captcha.site')
              .set(values)
              .where('site_key', '=', siteKey)
              .$if(ladder?.basedOnVersion !== undefined, (query) =>
                query.where('ladder_version', '=', ladder?.basedOnVersion ?? 0),
              )
              .returningAll()
      ).executeTakeFirst();
      return row && siteOf(row);
    },
  };
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
    ladderVersion: row.ladder_version,
    ladderChangedBy: row.ladder_changed_by,
    ladderChangedAt: row.ladder_changed_at,
    memoryHard: MemoryHardSettings.nullable().parse(row.memory_hard),
    createdAt: row.created_at,
  };
}
