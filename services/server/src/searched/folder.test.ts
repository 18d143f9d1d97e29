import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { searchFolder } from './folder.ts';

const folder = await mkdtemp(join(tmpdir(), 'foyer-searched-'));
afterAll(() => rm(folder, { recursive: true }));
const { signal } = new AbortController();

it('finds marks in names, in files whatever their place, and in what is compressed', async () => {
  const store = searchFolder({ name: 'dumps', folder, isBackup: true });
  await writeFile(join(folder, 'reply.0192-in-name@x.eml'), 'nothing');
  // Across the chunks in which a file is read.
  await writeFile(join(folder, 'long.eml'), `${'é'.repeat(32_763)}across-chunks${'x'.repeat(100_000)}`);
  await writeFile(join(folder, 'a.dump.gz'), gzipSync(`${'row\n'.repeat(50_000)}in-a-dump\n`));
  const marks = ['0192-in-name', 'across-chunks', 'in-a-dump', 'nowhere'];
  expect((await store.find(marks, signal)).toSorted()).toEqual([
    '0192-in-name',
    'across-chunks',
    'in-a-dump',
  ]);
});

it('finds nothing where there is no folder', async () => {
  const store = searchFolder({ name: 'outbox', folder: join(folder, 'gone'), isBackup: false });
  expect(await store.find(['mark'], signal)).toEqual([]);
});
