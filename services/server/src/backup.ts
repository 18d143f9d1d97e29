import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { readDump, writeDump, type OpenedDatabase } from '@foyer/database';
import { readSecretsText, refuseOtherSecrets, restoreSecrets } from './secrets.ts';
import { keptOutOfDumps } from './kept-out-of-dumps.ts';
import { systemMigrations } from './migrations.ts';

/** Writes all tables and the secrets into one file for its owner alone; it appears under its name only when it is whole. */
export async function writeBackup(database: OpenedDatabase, dataDir: string, to: string): Promise<void> {
  const draft = `${to}.part`;
  await rm(draft, { force: true });
  try {
    const secrets = await readSecretsText(dataDir);
    const destination = createWriteStream(draft, { flags: 'wx', mode: 0o600 });
    await writeDump(database.db, { exceptTables: keptOutOfDumps, secrets }, destination);
    const file = await open(draft, 'r+');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/**
 * Restores a backup into an empty database, and its secrets into a data folder that has none or the same; all of it or
 * nothing.
 *
 * @returns how many rows were restored
 */
export async function restoreBackup(
  database: OpenedDatabase,
  dataDir: string,
  from: string,
): Promise<number> {
  const { header, rows } = await readDump(database.db, createReadStream(from), {
    services: systemMigrations,
    // Rows without the secrets they were made with are of no use, and would have to be deleted again.
    checkHeader: async ({ secrets }) => {
      if (typeof secrets === 'string') await refuseOtherSecrets(dataDir, secrets);
    },
  });
  if (typeof header.secrets === 'string') await restoreSecrets(dataDir, header.secrets);
  return rows;
}
