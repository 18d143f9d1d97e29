import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'vite';

export interface WorkspacePackage {
  /** Its folder below the root, 'shared/pow'. */
  folder: string;
  name: string;
  dependencies: string[];
  devDependencies: string[];
  /** What others may import: '@foyer/pow', '@foyer/runtime/testing'. */
  doors: string[];
  files: SourceFile[];
}

export interface SourceFile {
  /** Below the root, 'shared/pow/src/index.ts'. */
  path: string;
  /** source runs in production, test only under Vitest, tool when building. */
  kind: 'source' | 'test' | 'tool';
  imports: Import[];
  readsEnvironment: boolean;
}

export interface Import {
  specifier: string;
  isTypeOnly: boolean;
}

/** Every package of the workspace with what its files import. */
export function readWorkspace(root: string): WorkspacePackage[] {
  const groups = ['services', 'shared', 'widgets'].filter((group) => existsSync(join(root, group)));
  const folders = groups.flatMap((group) => readdirSync(join(root, group)).map((name) => join(group, name)));
  return [...folders, 'test']
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => readPackage(root, folder));
}

export function readDevDependencies(root: string): string[] {
  return Object.keys(readManifest(root).devDependencies ?? {});
}

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  exports?: Record<string, string>;
}

function readManifest(folder: string): Manifest {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!isManifest(manifest)) throw new Error(`${folder}/package.json has no name`);
  return manifest;
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && 'name' in value;
}

function readPackage(root: string, folder: string): WorkspacePackage {
  const manifest = readManifest(join(root, folder));
  const files = sourcePaths(join(root, folder)).map((path) => readFile(root, folder, path));
  markTestFiles(root, folder, files);
  return {
    folder,
    name: manifest.name,
    dependencies: Object.keys(manifest.dependencies ?? {}),
    devDependencies: Object.keys(manifest.devDependencies ?? {}),
    doors: Object.keys(manifest.exports ?? {}).map((door) => manifest.name + door.slice(1)),
    files,
  };
}

function sourcePaths(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return /^(?:node_modules|dist|\..*)$/.test(entry.name) ? [] : sourcePaths(path);
    }
    return /\.[cm]?[jt]sx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

function readFile(root: string, folder: string, path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const { module, comments } = parseSync(path, text);
  const code = blankOut(text, comments);
  const imports: Import[] = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({
      specifier: moduleRequest.value,
      isTypeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest === null ? [] : [{ specifier: moduleRequest.value, isTypeOnly: isType }],
      ),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const literal = /^['"`]([^$]*)['"`]$/.exec(text.slice(start, end))?.[1];
      return literal === undefined ? [] : [{ specifier: literal, isTypeOnly: false }];
    }),
    // import('…').Type, which is no import to the parser.
    ...[...code.matchAll(/(?:typeof|[:<|&=])\s*import\(\s*['"]([^'"]+)['"]/g)].flatMap(([, specifier]) =>
      specifier === undefined ? [] : [{ specifier, isTypeOnly: true }],
    ),
  ];
  return {
    path: relative(root, path),
    kind: kindOf(folder, relative(join(root, folder), path)),
    imports,
    readsEnvironment: environment.test(code),
  };
}

// process.env, process['env'], import { env } from 'node:process', const { env } = process
const environment =
  /\bprocess\s*(?:\.\s*env\b|\[\s*['"]env['"])|\{[^}]*\benv\b[^}]*\}\s*(?:=\s*process\b|from\s*['"](?:node:)?process)/;

function kindOf(folder: string, below: string): SourceFile['kind'] {
  if (folder === 'test' || /\.test\.[jt]sx?$/.test(below)) return 'test';
  // What generates sources runs when somebody changes it, and is published with them.
  return below.startsWith('src') && !below.startsWith(join('src', 'generate')) ? 'source' : 'tool';
}

function blankOut(text: string, comments: { start: number; end: number }[]): string {
  let code = '';
  let from = 0;
  for (const { start, end } of comments) {
    code += text.slice(from, start);
    from = end;
  }
  return code + text.slice(from);
}

// What only tests lead to runs only in tests: fixtures, and what is behind the door src/testing.ts. A widget
// has no such files, and its entries are known to its bundler alone.
function markTestFiles(root: string, folder: string, files: SourceFile[]): void {
  if (folder.startsWith('widgets')) return;
  const entry = /src\/(?:index|main|foyer|[\w-]+-worker)\.ts$/;
  const inProduction = reachable(
    root,
    files,
    files.filter(({ path }) => entry.test(path)),
  );
  const doors = files.filter(
    ({ kind, path }) => kind === 'test' || path === join(folder, 'src', 'testing.ts'),
  );
  for (const file of reachable(root, files, doors)) {
    if (file.kind === 'source' && !inProduction.has(file)) file.kind = 'test';
  }
}

function reachable(root: string, files: SourceFile[], from: SourceFile[]): Set<SourceFile> {
  const found = new Set(from);
  for (const file of found) {
    for (const { specifier } of file.imports) {
      if (!specifier.startsWith('.')) continue;
      const path = relative(root, resolve(root, dirname(file.path), specifier));
      const next = files.find((candidate) => candidate.path === path);
      if (next !== undefined) found.add(next);
    }
  }
  return found;
}
