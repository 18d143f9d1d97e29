import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Log } from '@foyer/runtime';
import type { Database } from './database.ts';
import { writeDump } from './write-dump.ts';

export interface KeepDumpsOptions {
  db: Database;
  /** Made when it is not there; only the owner may read it. */
  folder: string;
  everySeconds: number;
  /** How many dumps stay; the oldest are deleted. */
  keep: number;
  /** None stays longer than this, also when no new one can be made: what is deleted from the tables must go from here too. */
  maxAgeSeconds: number;
  exceptTables: readonly string[];
  clock: Clock;
  log: Log;
}

export interface DumpKeeper {
  /** Writes a dump now, whatever the time; waits for one that is being written. @returns its path */
  dumpNow(): Promise<string>;
  /** Writes a dump and deletes all others, because something was erased that stands in them. Does nothing with none there. */
  renew(): Promise<void>;
  /** Makes no more dumps and waits for one that is being written. */
  stop(): Promise<void>;
}

const longestLookSeconds = 60;

/**
 * Writes a dump into the folder whenever the newest one there is `everySeconds` old, also when that was before
 * this process started. A dump appears under its name only when it is whole and on the disk. Those that are too old are
 * deleted, whether or not a new one could be made.
 */
export function keepDumps(options: KeepDumpsOptions): DumpKeeper {
  const { folder, everySeconds, clock, log } = options;
  let writing: Promise<string> | undefined;
  let isStopped = false;
  const look = setInterval(() => void tidyUp(), Math.min(everySeconds, longestLookSeconds) * 1000);
  look.unref();

  return {
    dumpNow,
    async renew() {
      // One that is being written may have begun before the erasure.
      await writing?.catch(() => undefined);
      const old = await dumpsIn(folder);
      if (old.length === 0) return;
      const fresh = await dumpNow();
      await removeAll(old.filter((name) => join(folder, name) !== fresh));
    },
    async stop() {
      isStopped = true;
      clearInterval(look);
      await writing?.catch(() => undefined);
    },
  };

  async function tidyUp(): Promise<void> {
    await dumpWhenDue();
    try {
      const limit = clock.now().getTime() - options.maxAgeSeconds * 1000;
      await removeAll((await dumpsIn(folder)).filter((name) => timeOf(name).getTime() <= limit));
    } catch (error) {
      log.error({ err: error }, 'old dumps of the database could not be deleted');
    }
  }

  async function removeAll(names: readonly string[]): Promise<void> {
    for (const name of names) await rm(join(folder, name), { force: true });
  }

  async function dumpWhenDue(): Promise<void> {
    try {
      const newest = (await dumpsIn(folder)).at(-1);
      const age = newest === undefined ? Infinity : clock.now().getTime() - timeOf(newest).getTime();
      if (isStopped || writing !== undefined || age < everySeconds * 1000) return;
      await dumpNow();
    } catch (error) {
      log.error({ err: error }, 'the scheduled dump of the database failed');
    }
  }

  function dumpNow(): Promise<string> {
    writing ??= writeOne(options).finally(() => (writing = undefined));
    return writing;
  }
}

async function writeOne({ db, folder, keep, exceptTables, clock }: KeepDumpsOptions): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, nameAt(clock.now()));
  const draft = `${path}.draft`;
  await rm(draft, { force: true });
  // Opened here and not by the stream: a stream opens later, and so could make the file after it was removed.
  const file = await open(draft, 'wx', 0o600);
  try {
    // Flushed before it is renamed: after a power cut a name must not stand over an empty file.
    await writeDump(db, { exceptTables }, file.createWriteStream({ flush: true }));
    await rename(draft, path);
  } catch (error) {
    await file.close();
    await rm(draft, { force: true });
    throw error;
  }
  await using directory = await open(folder, 'r');
  await directory.sync();
  const old = (await dumpsIn(folder)).slice(0, -keep);
  for (const name of old) await rm(join(folder, name), { force: true });
  return path;
}

// 'foyer-20261122T211903Z.dump.gz': sorts by time, and holds no colon, which Windows forbids.
function nameAt(time: Date): string {
  return `foyer-${time.toISOString().replaceAll(/[-:]|\.\d+/g, '')}.dump.gz`;
}

async function dumpsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => /^foyer-\d{8}T\d{6}Z\.dump\.gz$/.test(name)).toSorted();
}

function timeOf(name: string): Date {
  return new Date(name.replace(/^foyer-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z.*$/, '$1-$2-$3T$4:$5:$6Z'));
}
