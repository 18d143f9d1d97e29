import type { BareCommand } from '../command-line.ts';
import { migrateSystem } from '../migrations.ts';
import { withDatabase } from '../with-database.ts';

export const migrateDatabase: BareCommand = {
  name: 'migrate',
  summary: 'Brings the database to what this version needs. The embedded one also does so at each start.',
  options: {},
  needs: 'nothing',
  run: async (env, _options, io) => {
    const applied = await withDatabase(env, migrateSystem);
    io.print(applied.length === 0 ? 'The database is up to date.' : `applied: ${applied.join(', ')}`);
    return 0;
  },
};
