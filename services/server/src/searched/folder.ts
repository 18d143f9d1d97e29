import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { SearchedStore } from '@foyer/privacy';

/** All files of a folder, their names too; those ending in `.gz` as what they hold. One that is not there holds nothing. */
export function searchFolder(store: { name: string; folder: string; isBackup: boolean }): SearchedStore {
  const { name, folder, isBackup } = store;
  return {
    name,
    isBackup,
    find: async (marks, signal) => {
      const found = new Set<string>();
      const names = await readdir(folder).catch((error: unknown) => {
        if (hasCode(error, 'ENOENT')) return [];
        throw error;
      });
      for (const file of names) {
        signal.throwIfAborted();
        for (const mark of marksIn(file, marks)) found.add(mark);
        for (const mark of await marksInFile(join(folder, file), marks, signal)) found.add(mark);
      }
      return [...found];
    },
  };
}

async function marksInFile(
  path: string,
  marks: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const longest = Math.max(...marks.map(({ length }) => length));
  const file = createReadStream(path, { signal });
  const source: Readable = path.endsWith('.gz') ? file.compose(createGunzip()) : file;
  let tail = '';
  try {
    for await (const chunk of source) {
      // Marks are plain ASCII, and one may lie across two chunks.
      const text: string = tail + Buffer.from(chunk).toString('latin1');
      for (const mark of marksIn(text, marks)) found.add(mark);
      tail = text.slice(-(longest - 1));
    }
  } catch (error) {
    // Deleted meanwhile: all the better.
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  return found;
}

function marksIn(text: string, marks: readonly string[]): string[] {
  return marks.filter((mark) => text.includes(mark));
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
