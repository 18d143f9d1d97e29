import { constants } from 'node:fs';
import { access, chmod, mkdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

export interface DataFolder {
  path: string;
  outbox: string;
  dumps: string;
  backups: string;
}

/** Makes the data folder, for this user alone: messages of visitors lie in it. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
  return { path, outbox: join(path, 'outbox'), dumps: join(path, 'dumps'), backups: join(path, 'backups') };
}

export interface DataFolderState {
  exists: boolean;
  isWritable: boolean;
  isPrivate: boolean;
  freeBytes: number;
}

/** Looks without making anything. */
export async function inspectDataFolder(path: string): Promise<DataFolderState> {
  const found = await stat(path).catch(() => undefined);
  const place = found === undefined ? join(path, '..') : path;
  const isWritable = await access(place, constants.W_OK).then(
    () => true,
    () => false,
  );
  const space = await statfs(place).catch(() => undefined);
  return {
    exists: found !== undefined,
    isWritable,
    isPrivate: found === undefined || (found.mode & 0o077) === 0,
    freeBytes: space === undefined ? 0 : space.bavail * space.bsize,
  };
}
