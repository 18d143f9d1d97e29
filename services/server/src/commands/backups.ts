import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { restoreBackup, writeBackup } from '../backup.ts';
import { textOption, type BareCommand, type SystemCommand } from '../command-line.ts';
import { withDatabase } from '../with-database.ts';

export const backup: SystemCommand = {
  name: 'backup',
  summary: 'Writes all tables and the secrets into one file, while the server runs.',
  options: { to: { type: 'string', describe: 'the file; by default one in the data folder', isPath: true } },
  needs: 'open',
  run: async ({ clock, config, database, dataFolder }, options, io) => {
    let to = options['to'];
    if (typeof to !== 'string') {
      const stamp = clock
        .now()
        .toISOString()
        .replaceAll(/[-:]|\.\d+/g, '');
      to = join(dataFolder.backups, `foyer-${stamp}.jsonl.gz`);
      await mkdir(dataFolder.backups, { recursive: true, mode: 0o700 });
    }
    await writeBackup(database, config.dataDir, to);
    io.print(`written to ${to}`);
    io.print('It holds personal data and the secrets: keep it safe, and no longer than you promise to.');
    return 0;
  },
};

export const restore: BareCommand = {
  name: 'restore',
  summary:
    'Reads a backup into an empty database; the server must be stopped. Works across database engines.',
  options: { from: { type: 'string', describe: 'the file', required: true, isPath: true } },
  needs: 'nothing',
  run: async (env, options, io) => {
    const from = textOption(options, 'from');
    const rows = await withDatabase(
      env,
      async (database, { dataDir }) => await restoreBackup(database, dataDir, from),
    );
    io.print(`${rows} rows restored from ${from}`);
    return 0;
  },
};
