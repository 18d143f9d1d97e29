import { openDatabase } from '@foyer/database';
import { silentLog } from '@foyer/runtime/testing';
import { sql } from 'kysely';

/** The references of all messages in the data of a server that has ended. */
export async function storedReferences(env: Record<string, string>): Promise<Set<string>> {
  const database = await openDatabase({
    ...(env['DATABASE_URL'] !== undefined && { url: env['DATABASE_URL'] }),
    dataDir: env['DATA_DIR'] ?? '',
    log: silentLog(),
  });
  try {
    const { rows } = await sql<{ reference: string }>`select reference from contact.message`.execute(
      database.db,
    );
    return new Set(rows.map(({ reference }) => reference));
  } finally {
    await database.close();
  }
}
