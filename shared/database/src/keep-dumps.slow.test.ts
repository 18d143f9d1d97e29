import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeClock, silentLog } from '@foyer/runtime/testing';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { describeDatabases } from './describe-databases.ts';
import { keepDumps } from './keep-dumps.ts';
import type { DumpKeeper } from './keep-dumps.ts';
import { readDump } from './read-dump.ts';
import { openTestPglite } from './test-databases.ts';

describeDatabases('the keeper of dumps', (open) => {
  const clock = fakeClock('2026-11-22T21:00:00Z');
  let parent: string;
  let folder: string;
  let keeper: DumpKeeper;

  beforeEach(() => {
    clock.set(new Date('2026-11-22T21:00:00Z'));
    parent = mkdtempSync(join(tmpdir(), 'foyer-dumps-'));
    folder = join(parent, 'dumps');
  });
  afterEach(async () => {
    await keeper.stop();
    rmSync(parent, { recursive: true });
  });

  function start(everySeconds: number): void {
    const { db } = open();
    keeper = keepDumps({
      db,
      folder,
      everySeconds,
      keep: 2,
      maxAgeSeconds: 86_400,
      exceptTables: [],
      clock,
      log: silentLog(),
    });
  }

  it('writes whole dumps that only the owner may read, and keeps the newest', async () => {
    start(3600);
    for (let hour = 0; hour < 4; hour += 1) {
      await keeper.dumpNow();
      clock.advance({ hours: 1 });
    }
    expect(readdirSync(folder).toSorted()).toEqual([
      'foyer-20261122T230000Z.dump.gz',
      'foyer-20261123T000000Z.dump.gz',
    ]);
    const newest = join(folder, 'foyer-20261123T000000Z.dump.gz');
    expect(statSync(newest).mode & 0o777).toBe(0o600);
    const target = await openTestPglite();
    await expect(readDump(target.db, createReadStream(newest))).resolves.toMatchObject({ rows: 0 });
    await target.close();
  });

  it('writes one when the newest has become old, and not before', async () => {
    start(0.02);
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual(['foyer-20261122T210000Z.dump.gz']));
    const written = statSync(join(folder, 'foyer-20261122T210000Z.dump.gz')).mtimeMs;
    clock.advance({ seconds: 1 });
    await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(2));
    expect(statSync(join(folder, 'foyer-20261122T210000Z.dump.gz')).mtimeMs).toBe(written);
  });

  it('deletes what is older than a day, although no new one can be made', async () => {
    start(3600);
    await keeper.dumpNow();
    await keeper.stop();
    clock.advance({ hours: 23, minutes: 59 });
    const { db } = open();
    const old = 'foyer-20261122T210000Z.dump.gz';
    const options = {
      db,
      folder,
      everySeconds: 0.02,
      keep: 9,
      maxAgeSeconds: 86_400,
      clock,
      log: silentLog(),
    };
    keeper = keepDumps({ ...options, exceptTables: ['no.table'] });
    await vi.waitFor(() => expect(options.log.lines.length).toBeGreaterThan(1));
    // Beside it there may be the draft of the next one that will fail.
    expect(readdirSync(folder)).toContain(old);
    clock.advance({ minutes: 1 });
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]));
  });

  it('puts one fresh dump in the place of all others', async () => {
    start(3600);
    await keeper.renew();
    expect(existsSync(folder)).toBe(false);
    await keeper.dumpNow();
    clock.advance({ hours: 1 });
    await keeper.dumpNow();
    clock.advance({ minutes: 1 });
    await keeper.renew();
    expect(readdirSync(folder)).toEqual(['foyer-20261122T220100Z.dump.gz']);
  });

  it('leaves no draft behind when a dump fails', async () => {
    start(3600);
    const { db } = open();
    const failing = keepDumps({
      db,
      folder,
      everySeconds: 3600,
      keep: 2,
      maxAgeSeconds: 86_400,
      clock,
      log: silentLog(),
      exceptTables: ['no.table'],
    });
    await expect(failing.dumpNow()).rejects.toThrow('no.table');
    await failing.stop();
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
    await sql`select 1`.execute(db);
  });
});
