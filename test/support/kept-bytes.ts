import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openDatabase } from '@foyer/database';
import { silentLog } from '@foyer/runtime/testing';
import { sql } from 'kysely';
import { readOutbox } from './outbox.ts';

/** Something that the server keeps or writes, as it is. */
export interface Kept {
  place: string;
  bytes: Uint8Array;
}

export function keptText(place: string, text: string): Kept {
  return { place, bytes: Buffer.from(text) };
}

/** Every file below the folder, and what is in those that are compressed. */
export async function* keptFiles(folder: string): AsyncGenerator<Kept> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    const place = relative(folder, path);
    // Of a server that runs some come and go.
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes === undefined) continue;
    yield { place, bytes };
    if (place.endsWith('.gz')) yield { place: `${place}, unpacked`, bytes: gunzipSync(bytes) };
  }
}

/** The mails in the outbox as a person reads them; their files are encoded in lines. */
export async function keptMails(dataDir: string): Promise<Kept[]> {
  const mails = await readOutbox(dataDir);
  return mails.map((mail) => keptText(`mail ${mail.messageId ?? ''}`, JSON.stringify(mail)));
}

/** Every row of every table, of a server that has ended. */
export async function keptRows(env: Record<string, string>): Promise<Kept[]> {
  const database = await openDatabase({
    ...(env['DATABASE_URL'] !== undefined && { url: env['DATABASE_URL'] }),
    dataDir: env['DATA_DIR'] ?? '',
    log: silentLog(),
  });
  try {
    const { rows: tables } = await sql<{ schema: string; name: string }>`
      select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'm') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'
    `.execute(database.db);
    const kept: Kept[] = [];
    for (const { schema, name } of tables) {
      const { rows } = await sql<{ row: string }>`
        select one::text as row from ${sql.id(schema, name)} as one`.execute(database.db);
      kept.push(keptText(`table ${schema}.${name}`, rows.map(({ row }) => row).join('\n')));
    }
    return kept;
  } finally {
    await database.close();
  }
}
