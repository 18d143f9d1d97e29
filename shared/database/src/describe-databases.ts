import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import type { OpenedDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import type { ServiceMigrations } from './migrate.ts';
import { openTestPglite, openTestPostgres } from './test-databases.ts';
import { emptyTables } from './empty-tables.ts';

export interface DescribeDatabasesOptions {
  /** Whose schemas the body needs; none leaves the database empty. */
  services?: readonly ServiceMigrations[];
}

/**
 * Declares the tests of `body` on PGlite, and once more on PostgreSQL when TEST_DATABASE_URL names a server
 * (a URL whose user may do everything). Each declaration has a database of its own, migrated; every test
 * starts with empty tables, also without the rows that migrations inserted.
 *
 * @param body gets a function that answers the open database inside hooks and tests.
 */
export function describeDatabases(
  title: string,
  body: (open: () => OpenedDatabase) => void,
  { services = [] }: DescribeDatabasesOptions = {},
): void {
  const serverUrl = process.env['TEST_DATABASE_URL'];
  describe(`${title} (PGlite)`, () => body(useDatabase(openTestPglite, services)));
  if (serverUrl !== undefined && serverUrl !== '') {
    describe(`${title} (PostgreSQL)`, () => body(useDatabase(() => openTestPostgres(serverUrl), services)));
  }
}

function useDatabase(
  openTest: () => Promise<OpenedDatabase>,
  services: readonly ServiceMigrations[],
): () => OpenedDatabase {
  let opened: OpenedDatabase | undefined;
  beforeAll(async () => {
    opened = await openTest();
    if (services.length > 0) await migrate(opened.db, services);
  });
  beforeEach(async () => {
    if (opened !== undefined) await emptyTables(opened.db);
  });
  afterAll(async () => {
    await opened?.close();
  });
  return () => {
    if (opened === undefined) throw new Error('the database is open only inside hooks and tests');
    return opened;
  };
}
