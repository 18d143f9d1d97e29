import { randomBytes } from 'node:crypto';
import { open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Two that add a key at once would each write a file without the other's, and a lost key is a lost list. */
export async function alone(path: string, work: () => Promise<void>): Promise<void> {
  const lock = `${path}.lock`;
  try {
    const file = await open(lock, 'wx', 0o600);
    await file.close();
  } catch (error) {
    throw new Error(`${lock} is there: a key is being added, or that was cut short; remove it then`, {
      cause: error,
    });
  }
  try {
    await work();
  } finally {
    await unlink(lock);
  }
}

/** The file is the old or the new one at every moment, and the new one survives a power cut before its key is used. */
export async function replaceFile(path: string, text: string): Promise<void> {
  await rename(await writeDraft(path, text), path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Beside the file, and on the disk for certain. @returns its path */
export async function writeDraft(path: string, text: string): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}
