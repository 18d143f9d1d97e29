import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DatabaseInUseError, lockDataFolder } from './data-folder-lock.ts';
import { initDbParameters, startParameters } from './open-pglite.ts';
import { startPglite } from './start-pglite.ts';

const cacheFolder = fileURLToPath(new URL('../../../node_modules/.cache/foyer/', import.meta.url));
const deadlineSeconds = 60;

/**
 * An empty PGlite cluster as a tar file, made once for each version of PGlite and kept in
 * node_modules/.cache/foyer: initdb takes seconds, this a few tens of milliseconds. Workers that ask at once
 * wait for the one that makes it.
 */
export async function initialisedCluster(): Promise<Blob> {
  const file = join(cacheFolder, `pglite-${cacheKey()}.tar`);
  const giveUpAt = performance.now() + deadlineSeconds * 1000;
  while (!existsSync(file)) {
    try {
      mkdirSync(cacheFolder, { recursive: true });
      const lock = lockDataFolder(cacheFolder);
      try {
        if (!existsSync(file)) await makeCluster(file);
      } finally {
        lock.release();
      }
    } catch (error) {
      if (!(error instanceof DatabaseInUseError) || performance.now() > giveUpAt) throw error;
      await setTimeout(50);
    }
  }
  return new Blob([readFileSync(file)]);
}

async function makeCluster(file: string): Promise<void> {
  const pglite = await startPglite({
    initDbStartParams: initDbParameters,
    startParams: [...startParameters],
  });
  // Every test file reads the tar, so it holds no more than one database needs.
  await pglite.exec('update pg_database set datistemplate = false');
  await pglite.exec('drop database template0');
  await pglite.exec('drop database template1');
  await pglite.exec("alter system set min_wal_size = '2MB'");
  await pglite.exec("alter system set max_wal_size = '2MB'");
  await pglite.exec('select pg_reload_conf()');
  for (let segment = 0; segment < 3; segment += 1) {
    await pglite.exec('select pg_switch_wal()');
    await pglite.exec('checkpoint');
  }
  await pglite.exec('alter system reset all');
  const tar = await pglite.dumpDataDir('none');
  await pglite.close();
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, Buffer.from(await tar.arrayBuffer()));
  renameSync(draft, file);
}

// The manifest pins PGlite, and this file says how the cluster is made.
function cacheKey(): string {
  const sources = ['../package.json', './initialised-cluster.ts', './open-pglite.ts'];
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(new URL(source, import.meta.url)));
  return hash.digest('hex').slice(0, 16);
}
