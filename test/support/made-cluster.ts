import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '@foyer/database';
import { silentLog } from '@foyer/runtime/testing';

const cache = fileURLToPath(new URL('../../node_modules/.cache/foyer/', import.meta.url));

/**
 * Puts an empty embedded database into a data folder, as a server makes it at its first start: making one costs seconds
 * of computing, and only the tests about the first start are about that.
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
  await database.close();
  // Another test may have been quicker: its cluster is as good.
  await rename(draft, made).catch(async () => await rm(draft, { recursive: true, force: true }));
}

/** The folder of one version of PGlite says nothing to another. */
async function cacheKey(): Promise<string> {
  const manifest = await readFile(new URL('../../shared/database/package.json', import.meta.url));
  const opening = await readFile(new URL('../../shared/database/src/open-pglite.ts', import.meta.url));
  return createHash('sha256').update(manifest).update(opening).digest('hex').slice(0, 16);
}

async function isThere(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
