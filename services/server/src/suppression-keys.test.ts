import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets } from './secrets.ts';

describe('the keys of the suppression list', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'foyer-keys-'));
  });
  afterEach(async () => await rm(folder, { recursive: true }));

  const load = async (suppressionKeys?: string[]) =>
    (await loadSecrets({ dataDir: folder, puzzleKey: undefined, addressKey: undefined, suppressionKeys }))
      .suppressionKeys;
  const idsOf = (keys: Awaited<ReturnType<typeof load>>) => keys.ring().map(({ id }) => id);

  it('are there in a folder that has only the secrets of before, and stay the same', async () => {
    const old = JSON.stringify({ puzzleKey: 'a'.repeat(64), addressKey: 'b'.repeat(64) });
    await writeFile(join(folder, 'secrets.json'), old);
    const ids = idsOf(await load());
    expect(ids).toHaveLength(2);
    expect(idsOf(await load())).toEqual(ids);
  });

  it('grow by one with each rotation, known at once to every process on the folder', async () => {
    const [one, other] = [await load(), await load()];
    const before = idsOf(other);
    const id = await one.rotate();
    expect(idsOf(other)).toEqual([id, ...before]);
    expect(idsOf(one)).toEqual(idsOf(other));
    expect(idsOf(await load())).toEqual(idsOf(other));
    expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['secrets.json']);
  });

  it('lose none when two rotate at once: one of them is told to wait', async () => {
    const [one, other] = [await load(), await load()];
    const outcomes = await Promise.allSettled([one.rotate(), other.rotate(), one.rotate()]);
    const done = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(done.length).toBeGreaterThan(0);
    expect(idsOf(one).slice(0, done.length).toSorted()).toEqual(done.toSorted());
    expect(idsOf(one)).toHaveLength(2 + done.length);
  });

  it('come from the configuration where machines share a database, the newest last', async () => {
    const [first = '', second = ''] = ['c', 'd'].map((digit) => digit.repeat(64));
    const given = await load([first, second]);
    expect(idsOf(given)[1]).toBe(idsOf(await load([first]))[0]);
    expect(idsOf(given)).toHaveLength(4);
    await expect(given.rotate()).rejects.toThrow('SUPPRESSION_KEYS');
  });
});
