import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseInUseError, lockDataFolder } from './data-folder-lock.ts';

describe('the lock of the data folder', () => {
  let dataDir: string;
  const children: ChildProcess[] = [];

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'foyer-lock-'));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(dataDir, { recursive: true });
  });

  // Takes the lock when it reads a line, says what came of it, and stays until it is killed.
  async function startTaker(): Promise<{ child: ChildProcess; take: () => Promise<string> }> {
    const module = new URL('data-folder-lock.ts', import.meta.url).href;
    const program = `
      const { lockDataFolder } = await import(${JSON.stringify(module)});
      process.stdin.once('data', () => {
        try {
          globalThis.lock = lockDataFolder(${JSON.stringify(dataDir)});
          process.stdout.write('taken');
        } catch (error) {
          process.stdout.write(error.name);
        }
      });
      process.stdout.write('ready');
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.push(child);
    await once(child.stdout, 'data');
    return {
      child,
      async take() {
        child.stdin.write('\n');
        return String((await once(child.stdout, 'data'))[0]);
      },
    };
  }

  it('names its holder while it is held, and is gone after a release', () => {
    const lock = lockDataFolder(dataDir);
    expect(JSON.parse(readFileSync(join(dataDir, 'foyer.lock'), 'utf8'))).toMatchObject({ pid: process.pid });
    expect(() => lockDataFolder(dataDir)).toThrow(DatabaseInUseError);
    expect(() => lockDataFolder(dataDir)).toThrow(`in use by process ${process.pid} on `);
    lock.release();
    lock.release();
    expect(existsSync(join(dataDir, 'foyer.lock'))).toBe(false);
    lockDataFolder(dataDir).release();
  });

  it('refuses while another process lives, and is taken over from one that was killed', async () => {
    const { child, take } = await startTaker();
    expect(await take()).toBe('taken');
    expect(() => lockDataFolder(dataDir)).toThrow(`in use by process ${child.pid} on `);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(join(dataDir, 'foyer.lock'))).toBe(true);
    lockDataFolder(dataDir).release();
  });

  it('is taken over although its process id has gone to another living process', () => {
    writeFileSync(join(dataDir, 'foyer.lock'), JSON.stringify({ pid: process.ppid, host: 'elsewhere' }));
    lockDataFolder(dataDir).release();
  });

  it('goes to exactly one of several that take it over at once', async () => {
    const holder = await startTaker();
    await holder.take();
    const takers = await Promise.all([startTaker(), startTaker(), startTaker(), startTaker()]);
    holder.child.kill('SIGKILL');
    await once(holder.child, 'exit');
    const results = await Promise.all(takers.map(({ take }) => take()));
    expect(results.toSorted()).toEqual([
      'DatabaseInUseError',
      'DatabaseInUseError',
      'DatabaseInUseError',
      'taken',
    ]);
  });
});
