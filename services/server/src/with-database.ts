import { openDatabase, type OpenedDatabase } from '@foyer/database';
import { createLog, type Environment } from '@foyer/runtime';
import { loadConfig, type Config } from './config.ts';
import { openDataFolder } from './data-folder.ts';

/**
 * Opens the database alone, for work that no server may do meanwhile.
 *
 * @throws DatabaseInUseError when a server has the embedded database open
 */
export async function withDatabase<Result>(
  env: Environment,
  work: (database: OpenedDatabase, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = loadConfig(env);
  await openDataFolder(config.dataDir);
  const log = createLog({ level: 'error' });
  const database = await openDatabase({ url: config.databaseUrl, dataDir: config.dataDir, log });
  try {
    return await work(database, config);
  } finally {
    await database.close();
  }
}
