import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface DataFolderLock {
  release(): void;
}

/** The data folder belongs to another process that is alive: two PGlites on one folder lose rows in silence. */
export class DatabaseInUseError extends Error {
  override name = 'DatabaseInUseError';
}

interface Holder {
  pid: number;
  host: string;
  startedAt: string;
}

/**
 * Takes the data folder for this process until `release` or the end of the process, however it ends.
 *
 * What decides is a lock of the kernel on `foyer.guard`, taken through SQLite because Node has no call of its
 * own for it. The kernel drops it when the process dies, so nothing is ever stale: a reused process id, a
 * process in another container with the same id, and two processes that start at once are all told apart.
 * `foyer.lock` says to people, and to the message of the refusal, who holds it.
 *
 * @throws DatabaseInUseError when a living process holds the folder.
 */
export function lockDataFolder(dataDir: string): DataFolderLock {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lockPath = join(dataDir, 'foyer.lock');
  const guard = new DatabaseSync(join(dataDir, 'foyer.guard'), { timeout: 0 });
  try {
    guard.exec('begin exclusive');
  } catch (error) {
    guard.close();
    if (isBusy(error)) throw new DatabaseInUseError(refusal(dataDir, readHolder(lockPath)), { cause: error });
    throw error;
  }
  writeHolder(lockPath, {
    pid: process.pid,
    host: hostname(),
    startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
  });
  return {
    release() {
      if (!guard.isOpen) return;
      rmSync(lockPath, { force: true });
      guard.close();
    },
  };
}

// SQLITE_BUSY, https://www.sqlite.org/rescode.html#busy
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}

function refusal(dataDir: string, holder: string): string {
  return (
    `the data folder ${dataDir} is in use by ${holder}: stop that process, give this one another DATA_DIR, ` +
    'or set DATABASE_URL, with which many processes share one PostgreSQL'
  );
}

function readHolder(lockPath: string): string {
  try {
    const holder: unknown = JSON.parse(readFileSync(lockPath, 'utf8'));
    if (typeof holder === 'object' && holder !== null && 'pid' in holder && 'host' in holder) {
      return `process ${String(holder.pid)} on ${String(holder.host)}`;
    }
  } catch {
    // The holder has not written its name yet, or has just taken it away.
  }
  return 'another process';
}

function writeHolder(lockPath: string, holder: Holder): void {
  const draft = `${lockPath}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
  renameSync(draft, lockPath);
}
