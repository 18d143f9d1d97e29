import { cp, glob, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate, openDatabase } from '@foyer/database';
import { silentLog } from '@foyer/runtime/testing';
import { systemMigrations } from '@foyer/server/testing';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/foyer');

/**
 * Puts an embedded database with nothing in it but its tables into a data folder, as a server makes it at its first start:
 * making one costs seconds of computing, and only the tests about the first start are about that.
 */
export async function putMadeCluster(dataDir: string): Promise<void> {
  const made = join(cache, `cluster-${await cacheKey()}`);
  if (!(await isThere(made))) await makeCluster(made);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await cp(join(made, 'database'), join(dataDir, 'database'), { recursive: true, mode: 0 });
}

async function makeCluster(made: string): Promise<void> {
  const draft = `${made}.${randomBytes(4).toString('hex')}`;
  await mkdir(draft, { recursive: true });
  const database = await openDatabase({ dataDir: draft, log: silentLog() });
  await migrate(database.db, systemMigrations);
  await database.close();
  // Another test may have been quicker: its cluster is as good.
  await rename(draft, made).catch(async () => await rm(draft, { recursive: true, force: true }));
}

/** The folder of one version of PGlite says nothing to another, and tables change with the migrations. */
async function cacheKey(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of ['shared/database/package.json', 'shared/database/src/open-pglite.ts']) {
    hash.update(await readFile(join(root, path)));
  }
  const sources: string[] = [];
  const migrations = '{services,shared}/*/src/**/*migrations{,/*}.ts';
  for await (const path of glob(migrations, { cwd: root })) sources.push(path);
  for (const path of sources.toSorted()) hash.update(await readFile(join(root, path)));
  return hash.digest('hex').slice(0, 16);
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
