import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateDkimKey } from '@foyer/mail';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecrets } from './secrets.ts';

describe('the key that signs newsletters', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'foyer-dkim-'));
  });
  afterEach(async () => await rm(folder, { recursive: true }));

  const load = async (dkimKeyFile?: string) =>
    await loadSecrets({ dataDir: folder, puzzleKey: undefined, addressKey: undefined, dkimKeyFile });

  it('is made once, when it is first asked for, and by one of several that ask at once', async () => {
    const [one, other] = [await load(), await load()];
    expect(await readFile(join(folder, 'secrets.json'), 'utf8')).not.toContain('dkimKey');
    const keys = await Promise.all([one.dkimKey(), other.dkimKey(), one.dkimKey()]);
    expect(new Set(keys.map(pemOf)).size).toBe(1);
    expect(keys[0]?.asymmetricKeyDetails?.modulusLength).toBe(2048);
    expect(pemOf(await (await load()).dkimKey())).toBe(keys.map(pemOf)[0]);
    expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['secrets.json']);
  });

  it('stays when a key of the suppression list is added, and the other way round', async () => {
    const secrets = await load();
    const key = pemOf(await secrets.dkimKey());
    await secrets.suppressionKeys.rotate();
    const again = await load();
    expect(pemOf(await again.dkimKey())).toBe(key);
    expect(again.suppressionKeys.ring()).toHaveLength(3);
  });

  it('is read from the file that is given, and none is made', async () => {
    const file = join(folder, 'key.pem');
    const pem = generateDkimKey();
    await writeFile(file, pem);
    expect(pemOf(await (await load(file)).dkimKey())).toBe(pemOf(createPrivateKey(pem)));
    expect(await readFile(join(folder, 'secrets.json'), 'utf8')).not.toContain('dkimKey');
  });
});

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
