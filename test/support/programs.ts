import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const oldestPostgres = 15;

export interface Programs {
  /** The folder that holds `postgres` and `initdb`. */
  postgresFolder: string;
  redisServer: string;
  chromium: string;
}

interface Found {
  postgresFolder: string | undefined;
  redisServer: string | undefined;
  chromium: string | undefined;
  dovecot: string | undefined;
}

/**
 * Finds what the tests need beside Node. Root on Debian or Ubuntu gets what is missing with apt-get.
 *
 * @param needsDovecot is asked only when there is none
 * @throws an error that holds the one command to type when something is missing.
 */
export function findPrograms(needsDovecot: () => boolean): Programs {
  let found = search();
  const isDovecotWanted = found.dovecot === undefined && needsDovecot();
  const missing = missingPackages(found, isDovecotWanted);
  if (missing.length > 0 && mayInstall()) {
    process.stdout.write(`Installing ${missing.join(', ')} with apt-get\n`);
    install(missing);
    found = search();
  }
  const still = missingPackages(found, isDovecotWanted);
  if (still.length > 0 || !isComplete(found)) throw new Error(whatToType(still));
  return found;
}

export function findPostgresFolder(): string | undefined {
  const folders = [
    ...versionFolders('/usr/lib/postgresql', 'bin'),
    ...versionFolders('/opt/homebrew/opt', 'bin', 'postgresql@'),
    ...versionFolders('/usr/local/opt', 'bin', 'postgresql@'),
    ...searchPath().filter((folder) => isExecutable(join(folder, 'postgres'))),
  ];
  return folders.find(
    (folder) => isExecutable(join(folder, 'initdb')) && postgresVersion(folder) >= oldestPostgres,
  );
}

export function findDovecot(): string | undefined {
  return findOnPath('dovecot');
}

export function findOnPath(...names: string[]): string | undefined {
  return names
    .flatMap((name) => searchPath().map((folder) => join(folder, name)))
    .find((path) => isExecutable(path));
}

function search(): Found {
  return {
    postgresFolder: findPostgresFolder(),
    redisServer: findOnPath('redis-server', 'valkey-server'),
    chromium: findChromium(),
    dovecot: findDovecot(),
  };
}

function isComplete(found: Found): found is Found & Programs {
  return missingPackages(found, false).length === 0;
}

function findChromium(): string | undefined {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && isExecutable(given)) return given;
  const macApplications = [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return (
    findOnPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable') ??
    macApplications.find((path) => isExecutable(path))
  );
}

/** Newest version first: '/usr/lib/postgresql/17/bin' before '…/15/bin'. */
function versionFolders(parent: string, child: string, prefix = ''): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .toSorted((one, other) => Number(other.slice(prefix.length)) - Number(one.slice(prefix.length)))
    .map((name) => join(parent, name, child));
}

function postgresVersion(folder: string): number {
  const { stdout } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' });
  return Number(/\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1] ?? 0);
}

function searchPath(): string[] {
  return [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/bin',
    '/usr/sbin',
    '/usr/local/bin',
    '/usr/local/sbin',
    '/opt/homebrew/sbin',
  ];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function missingPackages(found: Found, isDovecotWanted: boolean): string[] {
  return [
    ...(found.postgresFolder === undefined ? ['postgresql'] : []),
    ...(found.redisServer === undefined ? ['redis-server'] : []),
    ...(found.chromium === undefined ? ['chromium'] : []),
    ...(found.dovecot === undefined && isDovecotWanted ? ['dovecot-imapd'] : []),
  ];
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && isDebian();
}

function isDebian(): boolean {
  if (!existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

function install(packages: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-q'], { stdio: 'inherit', env });
    execFileSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], {
      stdio: 'inherit',
      env,
    });
  } catch (error) {
    throw new Error(whatToType(packages), { cause: error });
  }
}

function whatToType(packages: string[]): string {
  const what = `the tests need ${packages.join(', ')} (PostgreSQL ${oldestPostgres} or newer)`;
  if (isDebian()) return `${what}. Type:\n  sudo apt-get install -y ${packages.join(' ')}`;
  if (process.platform === 'darwin') {
    const formulas = {
      postgresql: 'postgresql@17',
      'redis-server': 'redis',
      chromium: 'chromium',
      'dovecot-imapd': 'dovecot',
    };
    const names = packages.map((name) => new Map(Object.entries(formulas)).get(name) ?? name);
    return `${what}. Type:\n  brew install ${names.join(' ')}`;
  }
  return `${what}. Install them with the package manager of this system, so that they are on the PATH.`;
}
