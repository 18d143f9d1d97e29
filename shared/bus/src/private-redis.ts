import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { Redis } from 'ioredis';

/** A Redis that a test may flush, stop and start, for nobody else uses it. It keeps nothing. */
export interface PrivateRedis {
  url: string;
  flush(): Promise<void>;
  /** Ends the server and forgets everything; connections break. */
  stop(): Promise<void>;
  /** Starts it again, on the same port. */
  start(): Promise<void>;
  /** Freezes the process: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
}

/** Needs `redis-server` on the path. The test must `stop` it. */
export async function startPrivateRedis(): Promise<PrivateRedis> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let server: ChildProcess | undefined;
  // A test that fails before its `stop` must not leave a server behind, frozen or not.
  process.once('exit', () => server?.kill('SIGKILL'));

  async function start(): Promise<void> {
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', tmpdir()];
    server = spawn('redis-server', options, { stdio: 'ignore' });
    await once(server, 'spawn');
    await withClient(url, (client) => client.ping());
  }

  await start();
  return {
    url,
    start,
    flush: () => withClient(url, (client) => client.flushall()),
    async stop() {
      if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
      const exited = once(server, 'exit');
      server.kill('SIGKILL');
      await exited;
    },
    freeze: () => void server?.kill('SIGSTOP'),
    thaw: () => void server?.kill('SIGCONT'),
  };
}

async function withClient(url: string, use: (client: Redis) => Promise<unknown>): Promise<void> {
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 10 });
  // Refused until the server listens.
  client.on('error', () => {});
  try {
    await use(client);
  } finally {
    client.disconnect();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server must have a port');
  return address.port;
}
