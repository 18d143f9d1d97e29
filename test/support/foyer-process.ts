import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { putMadeCluster } from './made-cluster.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const commandLine = fileURLToPath(new URL('../../services/server/src/foyer.ts', import.meta.url));

/** What `npm start` gives to node: what it asks of V8, and the program. */
export const startArguments = readStartArguments();

export interface FoyerProcess {
  url: string;
  pid: number | undefined;
  dataDir: string;
  env: Record<string, string>;
  /** Everything it wrote so far, standard output and error. */
  output: () => string;
  /** Waits until it has written these words. @throws Error with the end of what it wrote, when it ends or takes longer */
  untilSaid: (words: string, seconds: number) => Promise<void>;
  /** Ends it with the signal and waits until it is gone. @returns its exit code, null after a signal */
  end: (signal: NodeJS.Signals) => Promise<number | null>;
  hasEnded: () => boolean;
}

export interface StartOptions {
  dataDir: string;
  /** 0: a free port is looked for. */
  port?: number;
  env?: Record<string, string>;
  readySeconds?: number;
  /** Lets the server make its embedded database itself, which takes seconds. */
  isFirstStart?: boolean;
}

/** Starts the real server as a process of its own and waits for its banner, which it writes when it is ready. */
export async function startFoyer(options: StartOptions): Promise<FoyerProcess> {
  const foyer = await beginFoyer(options);
  try {
    await foyer.untilSaid('ctrl-C closes', options.readySeconds ?? 100);
    const { status } = await fetch(`${foyer.url}/readyz`);
    if (status !== 200) throw new Error(`/readyz answered ${status} after the banner`);
  } catch (error) {
    await foyer.end('SIGKILL');
    throw error;
  }
  return foyer;
}

/** Starts it and does not wait: it may do much before anybody has heard that it is ready. */
export async function beginFoyer(options: StartOptions): Promise<FoyerProcess> {
  const port = options.port ?? (await freePort());
  const isEmbedded = options.env?.['DATABASE_URL'] === undefined;
  if (isEmbedded && options.isFirstStart !== true && !existsSync(join(options.dataDir, 'database'))) {
    await putMadeCluster(options.dataDir);
  }
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    PORT: String(port),
    METRICS_PORT: '0',
    DATA_DIR: options.dataDir,
    LOG_LEVEL: 'info',
    ...options.env,
  };
  const child = spawnServer(env);
  const output = collect(child);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    pid: child.pid,
    dataDir: options.dataDir,
    env,
    output,
    untilSaid: async (words, seconds) => await untilSaid({ child, output, words, seconds }),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
}

/** Starts the real server and waits for nothing: for tests that end it before it is ready. */
export function spawnServer(env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, startArguments, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `npm run foyer -- …` without npm. */
export async function runCommand(args: string[], env: Record<string, string>): Promise<CommandResult> {
  const child = spawn(process.execPath, [commandLine, ...args], {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
}

function readStartArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  return scripts.start.split(' ').slice(1);
}

/** A folder for one test, removed by the function it comes with. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'foyer-test-'));
  return { path, remove: async () => await rm(path, { recursive: true, force: true }) };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  const add = (chunk: Buffer): void => {
    text += chunk.toString();
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => text;
}

async function untilSaid(options: {
  child: ChildProcess;
  output: () => string;
  words: string;
  seconds: number;
}): Promise<void> {
  const { child, output, words, seconds } = options;
  const { stdout } = child;
  if (stdout === null) throw new Error('the server is not listened to');
  const ended = new AbortController();
  const end = (): void => ended.abort(new Error(`it ended with ${child.exitCode ?? child.signalCode}`));
  if (stdout.closed) end();
  else child.once('close', end);
  const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(seconds * 1000)]);
  try {
    // The log goes to standard output. Whoever listens longer has read each piece before this is told of it.
    while (!output().includes(words)) await once(stdout, 'data', { signal });
  } catch (error) {
    const why = ended.signal.aborted ? String(ended.signal.reason) : `within ${seconds} s`;
    throw new Error(`"${words}" was not said, ${why}; the end:\n${output().slice(-4000)}`, { cause: error });
  } finally {
    child.off('close', end);
  }
}
