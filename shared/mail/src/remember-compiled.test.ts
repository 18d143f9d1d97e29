import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rememberCompiled } from './remember-compiled.ts';

describe('a compiler that remembers', () => {
  let folder: string;
  let compiled: string[];

  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'foyer-mails-')), 'mails');
    compiled = [];
  });
  afterEach(async () => await rm(join(folder, '..'), { recursive: true }));

  /** As after a restart of the program. */
  const compiler = () =>
    rememberCompiled(
      {
        compile: async (mjml) => {
          compiled.push(mjml);
          return await Promise.resolve(`<html>${mjml}</html>`);
        },
        close: async () => await Promise.resolve(),
      },
      folder,
      { maxKept: 3 },
    );

  it('compiles each source once, also over a restart', async () => {
    expect(await compiler().compile('one')).toBe('<html>one</html>');
    expect(await compiler().compile('two')).toBe('<html>two</html>');
    expect(await compiler().compile('one')).toBe('<html>one</html>');
    expect(compiled).toEqual(['one', 'two']);
    const [file = ''] = await readdir(folder);
    expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['was cut short', (html: string) => html.slice(0, -4)],
    ['is empty', () => ''],
    ['holds what no mail may', (html: string) => html.replace('one', '<script>one</script>')],
  ])('compiles anew what %s', async (_title, damage) => {
    await compiler().compile('one');
    const path = join(folder, (await readdir(folder))[0] ?? '');
    await writeFile(path, damage(await readFile(path, 'utf8')));
    expect(await compiler().compile('one')).toBe('<html>one</html>');
    expect(compiled).toEqual(['one', 'one']);
    expect(await readFile(path, 'utf8')).toBe('<html>one</html>');
  });

  it('compiles each time where it can keep nothing', async () => {
    await writeFile(folder, 'a file where the folder should be');
    expect(await compiler().compile('one')).toBe('<html>one</html>');
    expect(await compiler().compile('one')).toBe('<html>one</html>');
    expect(compiled).toHaveLength(2);
  });

  it('keeps no more than it must', async () => {
    const one = compiler();
    for (let number = 0; number < 6; number++) await one.compile(`source ${number}`);
    expect(await readdir(folder)).toHaveLength(3);
    await one.compile('source 5');
    expect(compiled).toHaveLength(6);
  });
});
