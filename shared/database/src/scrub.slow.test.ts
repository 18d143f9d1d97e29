import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '@foyer/runtime/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OpenedDatabase } from './database.ts';
import { openDatabase } from './open-database.ts';

let dataDir: string;
let opened: OpenedDatabase;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'foyer-scrub-'));
  opened = await openDatabase({ dataDir, log: silentLog() });
}, 120_000);
afterAll(async () => {
  await opened.close();
  rmSync(dataDir, { recursive: true });
});

function filesWith(word: string): string[] {
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return files
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => readFileSync(path).includes(word));
}

it('leaves no trace of a deleted row in tables, indexes, statistics and the log', async () => {
  const { db } = opened;
  await sql`create schema letters`.execute(db);
  await sql`create table letters.letter (id integer primary key, sender text, words text)`.execute(db);
  await sql`create index on letters.letter (lower(sender))`.execute(db);
  // Random, so that it is neither compressed nor inline.
  const words = Array.from({ length: 500 }, () => crypto.randomUUID()).join(' ');
  for (const id of [1, 2, 3]) {
    await sql`insert into letters.letter values (${id}, ${`Zoe${id} Grossmann`}, ${`${words} Secret${id}`})`.execute(
      db,
    );
  }
  await sql`analyze letters.letter`.execute(db);
  await sql`checkpoint`.execute(db);
  await sql`delete from letters.letter where id = 2`.execute(db);
  expect(filesWith('Zoe2 Grossmann').length).toBeGreaterThan(1);
  expect(filesWith('Secret2').length).toBeGreaterThan(0);

  await opened.scrub(['letters.letter', 'letters.gone']);
  expect(filesWith('Zoe2 Grossmann')).toEqual([]);
  expect(filesWith('zoe2 grossmann')).toEqual([]);
  expect(filesWith('Secret2')).toEqual([]);
  const { rows } = await sql<{ id: number }>`
    select id from letters.letter where lower(sender) like 'zoe%' order by id`.execute(db);
  expect(rows).toEqual([{ id: 1 }, { id: 3 }]);
}, 120_000);
