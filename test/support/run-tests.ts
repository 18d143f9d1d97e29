// npm test: starts a private PostgreSQL and a private Redis, builds what browsers load, runs the tests, and
// leaves nothing behind. Arguments go to Vitest: npm test -- --project unit shared/database
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isImportedByChosenTests } from './chosen-tests.ts';
import { findPrograms } from './programs.ts';
import { startPostgres, startRedis } from './servers.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const signalNumbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 };

let running: ChildProcess | undefined;
let received: (typeof signals)[number] | undefined;
for (const signal of signals) {
  process.on(signal, () => {
    received ??= signal;
    running?.kill(signal);
  });
}

process.exitCode = await main(process.argv.slice(2));

async function main(vitestArguments: string[]): Promise<number> {
  const cleanUp: (() => Promise<void> | void)[] = [];
  try {
    const programs = findPrograms(() =>
      isImportedByChosenTests(root, 'test/support/dovecot.ts', vitestArguments),
    );
    const starting = [startPostgres(programs.postgresFolder), startRedis(programs.redisServer)] as const;
    for (const server of starting) cleanUp.push(async () => (await server.catch(() => undefined))?.stop());
    const [postgres, redis] = await Promise.all(starting);

    const built = await run('turbo', ['run', 'build', '--output-logs=errors-only'], {});
    if (built !== 0) return built;
    const config = ['--config', 'test/vitest.config.ts'];
    const reporters = ['--reporter=default', '--reporter=./test/support/closing-line-reporter.ts'];
    return await run('vitest', ['run', ...config, ...reporters, ...vitestArguments], {
      TEST_DATABASE_URL: postgres.url,
      TEST_REDIS_URL: redis.url,
      CHROMIUM_PATH: programs.chromium,
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    for (const step of cleanUp.toReversed()) await step();
  }
}

async function run(tool: string, args: string[], env: Record<string, string>): Promise<number> {
  if (received !== undefined) return 128 + signalNumbers[received];
  const child = spawn(process.execPath, [join(root, 'node_modules', '.bin', tool), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', ...env },
  });
  running = child;
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode) => resolve(exitCode ?? 1));
  });
  running = undefined;
  return received === undefined ? code : 128 + signalNumbers[received];
}
