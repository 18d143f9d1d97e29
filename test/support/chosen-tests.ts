import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Whether a test that Vitest would run with these arguments imports a file, itself or through others.
 *
 * @param file by its path from the root of the repository. Also true when Vitest cannot say what it would run
 */
export function isImportedByChosenTests(
  root: string,
  file: string,
  vitestArguments: readonly string[],
): boolean {
  const vitest = join(root, 'node_modules', '.bin', 'vitest');
  const list = ['list', '--filesOnly', '--json', '--config', 'test/vitest.config.ts', ...vitestArguments];
  const { status, stdout } = spawnSync(process.execPath, [vitest, ...list], { cwd: root, encoding: 'utf8' });
  if (status !== 0) return true;
  const chosen = (JSON.parse(stdout) as { file: string }[]).map((test) => test.file);
  return imports(chosen, join(root, file));
}

function imports(files: readonly string[], wanted: string): boolean {
  const seen = new Set(files);
  for (const file of seen) {
    if (file === wanted) return true;
    const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
    // Types alone are no reason to have a program.
    const paths = [...source.matchAll(/^(?:import|export)\b(?! type)[^;]*?from '(\.[^']+)'/gm)];
    for (const [, path = ''] of paths) seen.add(resolve(dirname(file), path));
  }
  return false;
}
