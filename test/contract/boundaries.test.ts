import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkBoundaries } from '../support/boundaries.ts';

describe('the boundaries between packages', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'foyer-boundaries-'));
    write('package.json', JSON.stringify({ name: 'root', devDependencies: { vitest: '1' } }));
    for (const folder of [
      'services/contact',
      'services/captcha',
      'services/server',
      'shared/pow',
      'shared/contracts',
      'shared/runtime',
      'widgets/kit',
      'widgets/contact',
    ]) {
      declare(folder, {});
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  function declare(folder: string, needs: { dependencies?: string[]; devDependencies?: string[] }): void {
    const exports = { '.': './src/index.ts', './testing': './src/testing.ts' };
    const dependencies = versions(needs.dependencies);
    const devDependencies = versions(needs.devDependencies);
    write(
      `${folder}/package.json`,
      JSON.stringify({ name: nameOf(folder), exports, dependencies, devDependencies }),
    );
  }

  const wrong: [
    title: string,
    folder: string,
    dependencies: string[],
    file: string,
    code: string,
    says: string,
  ][] = [
    [
      'a service that imports another',
      'services/contact',
      ['@foyer/captcha'],
      'src/index.ts',
      `import { a } from '@foyer/captcha'`,
      'a service imports shared packages only',
    ],
    [
      'a type counts as well',
      'services/contact',
      ['@foyer/captcha'],
      'src/index.ts',
      `import type { A } from '@foyer/captcha'`,
      'a service imports shared packages only',
    ],
    [
      'a type inside an expression, too',
      'services/contact',
      ['@foyer/captcha'],
      'src/index.ts',
      `let a: import('@foyer/captcha').A`,
      'a service imports shared packages only',
    ],
    [
      'a shared package that imports a service',
      'shared/runtime',
      ['@foyer/contact'],
      'src/index.ts',
      `export * from '@foyer/contact'`,
      'know nothing of services',
    ],
    [
      'a widget that imports a runtime',
      'widgets/contact',
      ['@foyer/runtime'],
      'src/index.ts',
      `await import('@foyer/runtime')`,
      'widgets import @foyer/kit',
    ],
    [
      'a widget that imports the code of the contracts',
      'widgets/contact',
      ['@foyer/contracts'],
      'src/index.ts',
      `import { a } from '@foyer/contracts'`,
      'the types of @foyer/contracts only',
    ],
    [
      'an import that is not declared',
      'services/contact',
      [],
      'src/index.ts',
      `import 'zod'`,
      'not among the dependencies of services/contact/package.json',
    ],
    [
      'a path past a door',
      'services/contact',
      ['@foyer/pow'],
      'src/index.ts',
      `import '@foyer/pow/src/codec.ts'`,
      'is no door of shared/pow',
    ],
    [
      'a relative path past a door',
      'services/contact',
      [],
      'src/index.ts',
      `export { a } from '../../captcha/src/index.ts'`,
      'past its door',
    ],
    [
      'a test door in production',
      'services/contact',
      ['@foyer/runtime'],
      'src/index.ts',
      `import '@foyer/runtime/testing'`,
      'for tests only',
    ],
    [
      'the environment outside of server',
      'shared/runtime',
      [],
      'src/index.ts',
      `export const a = process.env['PORT']`,
      'reads process.env',
    ],
    [
      'the environment by its other name',
      'shared/runtime',
      [],
      'src/index.ts',
      `import { env } from 'node:process'`,
      'reads process.env',
    ],
    [
      'Node in a package for browsers',
      'shared/pow',
      [],
      'src/index.ts',
      `import { Buffer } from 'node:buffer'`,
      'browsers do not have',
    ],
    ['Node in a widget', 'widgets/kit', [], 'src/index.ts', `import fs from 'fs'`, 'browsers do not have'],
  ];

  it.each(wrong)('holds against %s', (_title, folder, dependencies, file, code, says) => {
    declare(folder, { dependencies });
    write(`${folder}/${file}`, code);
    expect(checkBoundaries(root)).toEqual([expect.stringContaining(says)]);
    expect(checkBoundaries(root)[0]).toContain(`${folder}/${file}`);
  });

  it('holds against a circle', () => {
    for (const [from, to] of [
      ['runtime', 'pow'],
      ['pow', 'contracts'],
      ['contracts', 'runtime'],
    ] as const) {
      declare(`shared/${from}`, { dependencies: [`@foyer/${to}`] });
      write(`shared/${from}/src/index.ts`, `export * from '@foyer/${to}'`);
    }
    expect(checkBoundaries(root)).toEqual([expect.stringContaining('packages form a circle')]);
  });

  it('lets through what the architecture draws', () => {
    declare('services/server', { dependencies: ['@foyer/contact', '@foyer/captcha', '@foyer/runtime'] });
    write(
      'services/server/src/main.ts',
      `import { a } from '@foyer/contact'; import { b } from '@foyer/captcha'; a(b, process.env['PORT'])`,
    );
    declare('services/contact', { dependencies: ['@foyer/pow'], devDependencies: ['@foyer/runtime'] });
    write(
      'services/contact/src/index.ts',
      `// process.env is for server\nexport * from '@foyer/pow'; export * from './message.ts'`,
    );
    write('services/contact/src/message.ts', `import { readFile } from 'node:fs/promises'`);
    write(
      'services/contact/src/message.test.ts',
      `import { it } from 'vitest'; import { fakeClock } from '@foyer/runtime/testing'`,
    );
    declare('widgets/contact', { dependencies: ['@foyer/kit', '@foyer/pow', '@foyer/contracts'] });
    write('widgets/contact/src/index.ts', `import '@foyer/kit'; import type { A } from '@foyer/contracts'`);
    write('widgets/contact/vite.config.ts', `import { join } from 'node:path'`);
    write('shared/runtime/src/testing.ts', `export { a } from './describe.ts'`);
    write('shared/runtime/src/describe.ts', `import { it } from 'vitest'; process.env['TEST_DATABASE_URL']`);
    expect(checkBoundaries(root)).toEqual([]);
  });
});

function nameOf(folder: string): string {
  return folder === 'widgets/contact' ? '@foyer/contact-widget' : `@foyer/${folder.split('/')[1]}`;
}

function versions(names: string[] = []): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, '1']));
}
