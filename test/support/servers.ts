import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './free-port.ts';
import { findOnPath, findPostgresFolder } from './programs.ts';
import { endProcess, plainEnv, unprivilegedUser, untilReady } from './server-process.ts';

export interface TestServer {
  url: string;
  /** Ends the server in order and removes its folder. */
  stop(): Promise<void>;
  /** Ends it at once with SIGKILL and removes its folder. */
  kill(): Promise<void>;
}

export interface RedisServer extends TestServer {
  /** FLUSHALL: everything in it is lost. */
  flush(): Promise<void>;
}

/** A private PostgreSQL in a temporary folder, on a free port of 127.0.0.1; its user may do everything. */
export async function startPostgres(binFolder = findPostgresFolder()): Promise<TestServer> {
  if (binFolder === undefined) throw new Error('PostgreSQL 15 or newer was not found: run npm test');
  const folder = mkdtempSync(join(tmpdir(), 'foyer-postgres-'));
  // PostgreSQL refuses to run as root.
  const user = unprivilegedUser('PostgreSQL');
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  try {
    const data = join(folder, 'data');
    // The locale of PGlite, so that both engines sort and fold letters alike.
    const letters = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
    const locale = ['-E', 'UTF8', '--lc-collate=C', `--lc-ctype=${letters}`];
    const initdb = ['-D', data, '-U', 'foyer', '-A', 'trust', ...locale, '--no-sync'];
    execFileSync(join(binFolder, 'initdb'), initdb, { ...user, cwd: folder, stdio: 'pipe', env: plainEnv() });
    const port = await freePort();
    const settings = {
      port: String(port),
      listen_addresses: '127.0.0.1',
      unix_socket_directories: folder,
      max_connections: '200',
      shared_buffers: '64MB',
      // What the tests say about lost rows would be worth nothing without it.
      fsync: 'on',
      log_min_messages: 'fatal',
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(join(binFolder, 'postgres'), ['-D', data, ...options], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: plainEnv(),
      // Of its own, so that ctrl-C reaches it only through stop().
      detached: true,
    });
    const url = `postgres://foyer@127.0.0.1:${port}/postgres`;
    await untilReady(child, 'PostgreSQL', () => answersQuery(url));
    // SIGINT is its fast shutdown: connections are cut, the data is written.
    return { url, ...endings(child, folder, 'SIGINT') };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A private Redis in a temporary folder, on a free port of 127.0.0.1, that evicts nothing. */
export async function startRedis(
  program = findOnPath('redis-server', 'valkey-server'),
): Promise<RedisServer> {
  if (program === undefined) throw new Error('redis-server was not found: run npm test');
  const folder = mkdtempSync(join(tmpdir(), 'foyer-redis-'));
  const port = await freePort();
  const settings = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', ''];
  const durability = ['--appendonly', 'yes', '--maxmemory-policy', 'noeviction'];
  const child = spawn(program, [...settings, ...durability], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  try {
    await untilReady(child, 'Redis', async () => (await redisCommand(port, 'PING')).startsWith('+PONG'));
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    ...endings(child, folder, 'SIGTERM'),
    async flush() {
      const answer = await redisCommand(port, 'FLUSHALL');
      if (!answer.startsWith('+OK')) throw new Error(`Redis did not flush: ${answer}`);
    },
  };
}

function endings(
  child: ChildProcess,
  folder: string,
  signal: NodeJS.Signals,
): Pick<TestServer, 'stop' | 'kill'> {
  return {
    stop: () => end(signal),
    kill: () => end('SIGKILL'),
  };

  async function end(how: NodeJS.Signals): Promise<void> {
    await endProcess(child, how);
    // A killed PostgreSQL leaves its own children for a moment, which still write.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function answersQuery(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  // The server closes the connection while it starts.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function redisCommand(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(5000, () => socket.destroy(new Error('Redis did not answer')));
    socket.once('error', reject);
    socket.once('connect', () => socket.write(`${command}\r\n`));
    socket.setEncoding('utf8').once('data', (answer: string) => {
      socket.destroy();
      resolve(answer);
    });
  });
}
