import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import type { Import, SourceFile, WorkspacePackage } from './workspace.ts';
import { readDevDependencies, readWorkspace } from './workspace.ts';

const browserSafe = new Set(['shared/pow', 'shared/contracts']);
const widgetsMayImport = new Set(['@foyer/kit', '@foyer/pow']);
const widgetsMayImportTypesOf = new Set(['@foyer/contracts']);

/** Says for every arrow between packages that points the wrong way where it is and which rule it breaks. */
export function checkBoundaries(root: string): string[] {
  const packages = readWorkspace(root);
  const byName = new Map(packages.map((one) => [one.name, one]));
  const rootTools = readDevDependencies(root);
  const problems = packages.flatMap((from) =>
    from.files.flatMap((file) => [
      ...environmentProblems(from, file),
      ...file.imports.flatMap((imported) =>
        problemsOf({ from, file, imported, byName, rootTools }).map(
          (problem) => `${file.path}: imports ${imported.specifier}, ${problem}`,
        ),
      ),
    ]),
  );
  return [...new Set([...problems, ...circles(packages, byName)])].toSorted();
}

interface Arrow {
  from: WorkspacePackage;
  file: SourceFile;
  imported: Import;
  byName: Map<string, WorkspacePackage>;
  rootTools: string[];
}

function problemsOf(arrow: Arrow): string[] {
  const { from, file, imported, byName } = arrow;
  const { specifier } = imported;
  // A module that the bundler's own plug-in makes up.
  if (specifier.startsWith('virtual:')) return [];
  if (specifier.startsWith('.') || specifier.startsWith('/')) {
    const target = join(dirname(file.path), specifier);
    return target.startsWith(`${from.folder}/`) ? [] : ['which reaches into another package past its door'];
  }
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) {
    const isForBrowsers = from.folder.startsWith('widgets/') || browserSafe.has(from.folder);
    return isForBrowsers && file.kind === 'source' && !imported.isTypeOnly
      ? ['which browsers do not have']
      : [];
  }
  const target = byName.get(packageOf(specifier));
  return [
    ...declarationProblems(arrow),
    ...(target === undefined || target === from ? [] : arrowProblems(arrow, target)),
  ];
}

function declarationProblems({ from, file, imported, rootTools }: Arrow): string[] {
  const name = packageOf(imported.specifier);
  const isForProduction = file.kind === 'source' && !imported.isTypeOnly;
  const declared = isForProduction
    ? from.dependencies
    : [...from.dependencies, ...from.devDependencies, ...rootTools];
  if (name === from.name || declared.includes(name)) return [];
  // The types of a package may come from @types alone.
  const types = `@types/${name.replace(/^@/, '').replace('/', '__')}`;
  if (imported.isTypeOnly && declared.includes(types)) return [];
  const where = isForProduction ? 'dependencies' : 'dependencies or devDependencies';
  return [`which is not among the ${where} of ${from.folder}/package.json`];
}

function arrowProblems({ from, file, imported }: Arrow, target: WorkspacePackage): string[] {
  const { specifier } = imported;
  const problems: string[] = [];
  if (!target.doors.includes(specifier)) problems.push(`which is no door of ${target.folder}`);
  if (specifier.endsWith('/testing') && file.kind !== 'test') problems.push('which is for tests only');
  return [...problems, ...directionProblems(from, imported, target)];
}

function directionProblems(from: WorkspacePackage, imported: Import, target: WorkspacePackage): string[] {
  const [group] = from.folder.split('/');
  const [targetGroup] = target.folder.split('/');
  if (group === 'services' && from.folder !== 'services/server' && targetGroup !== 'shared') {
    return [
      'but a service imports shared packages only: it meets the others through ports that server hands it',
    ];
  }
  if (group === 'shared' && targetGroup !== 'shared') {
    return ['but shared packages know nothing of services and widgets'];
  }
  if (group === 'widgets') {
    if (widgetsMayImport.has(target.name)) return [];
    if (widgetsMayImportTypesOf.has(target.name) && imported.isTypeOnly) return [];
    return ['but widgets import @foyer/kit, @foyer/pow and the types of @foyer/contracts only'];
  }
  return [];
}

function environmentProblems(from: WorkspacePackage, file: SourceFile): string[] {
  if (!file.readsEnvironment || file.kind !== 'source' || from.folder === 'services/server') return [];
  return [`${file.path}: reads process.env, which only services/server and tests do: take it as an argument`];
}

function circles(packages: WorkspacePackage[], byName: Map<string, WorkspacePackage>): string[] {
  const needs = new Map(
    packages.map((one) => {
      const sources = one.files.filter(({ kind }) => kind === 'source');
      const names = sources.flatMap(({ imports }) => imports.map(({ specifier }) => packageOf(specifier)));
      return [one.name, new Set(names.filter((name) => byName.has(name) && name !== one.name))];
    }),
  );
  const isDone = new Set<string>();
  const found: string[] = [];
  for (const { name } of packages) visit(name, []);
  return found;

  function visit(name: string, path: string[]): void {
    if (path.includes(name)) {
      found.push(`packages form a circle: ${[...path.slice(path.indexOf(name)), name].join(' -> ')}`);
      return;
    }
    if (isDone.has(name)) return;
    for (const next of needs.get(name) ?? []) visit(next, [...path, name]);
    isDone.add(name);
  }
}

/** '@foyer/runtime/testing' is of the package '@foyer/runtime'. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
