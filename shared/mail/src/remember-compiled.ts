import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { checkCompiled } from './check-compiled.ts';
import type { MailCompiler } from './mail-compiler.ts';

/**
 * A compiler that keeps what it has compiled in a folder: loading MJML and compiling the same templates costs each start
 * seconds of computing and hundreds of megabytes otherwise. Only for templates of the program and of the company: what
 * was used least lately is deleted when there are more than `maxKept`.
 *
 * @param folder is made when it is missing. Whoever may write there may change what mails say. Where it cannot be read or
 *   written everything is compiled each time.
 */
export function rememberCompiled(
  compiler: MailCompiler,
  folder: string,
  { maxKept = 500 } = {},
): MailCompiler {
  return {
    compile: async (mjml) => {
      const path = join(folder, `${await keyOf(mjml)}.html`);
      const kept = await readKept(path);
      if (kept !== undefined) return kept;
      const html = await compiler.compile(mjml);
      await keep({ folder, path, html, maxKept }).catch(() => undefined);
      return html;
    },
    close: async () => await compiler.close(),
  };
}

let compilerDigest: Promise<string> | undefined;

/** Of the source, the version of MJML and the way we call it. */
async function keyOf(mjml: string): Promise<string> {
  compilerDigest ??= digestCompiler();
  return sha256(await compilerDigest, '\0', mjml);
}

async function digestCompiler(): Promise<string> {
  const require = createRequire(import.meta.url);
  const [manifest, worker] = await Promise.all([
    readFile(require.resolve('mjml/package.json')),
    readFile(new URL('mjml-worker.ts', import.meta.url)),
  ]);
  return sha256(manifest, worker);
}

async function readKept(path: string): Promise<string | undefined> {
  try {
    const html = checkCompiled(await readFile(path, 'utf8'));
    if (!html.endsWith('</html>')) return undefined;
    // The least lately used go first.
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined);
    return html;
  } catch {
    // Not there, not readable, or cut short: compiled anew.
    return undefined;
  }
}

async function keep(options: { folder: string; path: string; html: string; maxKept: number }): Promise<void> {
  const { folder, path, html, maxKept } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, html, { mode: 0o600, flush: true });
  await rename(draft, path);
  const names = await readdir(folder);
  if (names.length <= maxKept) return;
  const aged = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  const oldest = aged.toSorted((one, other) => one.at - other.at).slice(0, names.length - maxKept);
  for (const { name } of oldest) await rm(join(folder, name), { force: true });
}

function sha256(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
