import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type EmscriptenOptions = Parameters<NodeFS['init']>[1];

/**
 * PGlite's own start parameters, but with fsync: without '-F', which switches it off, and by the one call
 * that DurableNodeFS makes real (fdatasync, the default, does nothing in Emscripten). Segments of the log that
 * are done with are deleted and not used again, for `scrub`.
 */
export function durableStartParameters(defaults: readonly string[]): string[] {
  // A segment that is recycled lies there with what was deleted long ago, until it is written over.
  const settings = ['wal_sync_method=fsync', 'wal_recycle=off'];
  return [...defaults.filter((parameter) => parameter !== '-F'), ...settings.flatMap((one) => ['-c', one])];
}

/**
 * PGlite's file system over a folder, with an fsync that reaches the disk. Emscripten's NODEFS has none: its
 * fd_sync answers success and does nothing, so a commit would survive the death of the process but not the
 * loss of power.
 */
export class DurableNodeFS extends NodeFS {
  override async init(
    pglite: PGlite,
    options: EmscriptenOptions,
  ): Promise<{ emscriptenOpts: EmscriptenOptions }> {
    const { emscriptenOpts } = await super.init(pglite, options);
    const preRun = [emscriptenOpts.preRun ?? []].flat();
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...preRun, (module) => addFsync(module)] } };
  }
}

/** Flushes every file below the folder, and the folders themselves. */
export async function flushFolder(folder: string): Promise<void> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  // Side by side, because the file system then writes its journal once for many of them.
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let path = paths.pop(); path !== undefined; path = paths.pop()) {
        await using file = await open(path, 'r');
        await file.sync();
      }
    }),
  );
  flush(folder);
}

/** Flushes one file, or the names in one folder. */
export function flush(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

interface NodefsStream {
  /** Node's descriptor; a folder has none. */
  nfd?: number;
  node: unknown;
}

interface Nodefs {
  realPath(node: unknown): string;
  stream_ops: { fsync?: (stream: NodefsStream) => number };
}

function addFsync(module: unknown): void {
  const nodefs = parseNodefs(module);
  nodefs.stream_ops.fsync = (stream) => {
    if (stream.nfd === undefined) flush(nodefs.realPath(stream.node));
    else fsyncSync(stream.nfd);
    return 0;
  };
}

// Emscripten's internals have no types; a PGlite that changes them must fail at the start, not in a power cut.
function parseNodefs(module: unknown): Nodefs {
  if (typeof module === 'object' && module !== null && 'NODEFS' in module && isNodefs(module.NODEFS)) {
    return module.NODEFS;
  }
  throw new Error('this version of PGlite has another NODEFS: fsync cannot be added');
}

function isNodefs(value: unknown): value is Nodefs {
  return (
    typeof value === 'object' &&
    value !== null &&
    'realPath' in value &&
    typeof value.realPath === 'function' &&
    'stream_ops' in value &&
    typeof value.stream_ops === 'object'
  );
}
