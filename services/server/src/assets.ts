import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface Asset {
  type: string;
  etag: string;
  plain: Uint8Array;
  gzip: Uint8Array | undefined;
}

export type Assets = ReadonlyMap<string, Asset>;

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Reads all files of the folders into memory, compressed once. They are few and small, and so no path of a request ever
 * reaches the file system.
 *
 * @throws Error when a folder is missing, saying what builds it
 */
export async function loadAssets(folders: readonly string[]): Promise<Assets> {
  const assets = new Map<string, Asset>();
  for (const folder of folders) {
    for (const name of await filesOf(folder)) {
      const type = types[extname(name)];
      if (type !== undefined) assets.set(name, toAsset(type, await readFile(join(folder, name))));
    }
  }
  return assets;
}

/** @throws Error when it is missing, saying what builds it */
export async function readPage(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw notBuilt(path, error);
  }
}

function notBuilt(path: string, cause: unknown): Error {
  return new Error(`${path} cannot be read: run 'npm run build' first`, { cause });
}

function toAsset(type: string, plain: Buffer): Asset {
  const gzip = gzipSync(plain, { level: 9 });
  return {
    type,
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    plain,
    gzip: gzip.length < plain.length ? gzip : undefined,
  };
}

async function filesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    throw notBuilt(folder, error);
  }
}
