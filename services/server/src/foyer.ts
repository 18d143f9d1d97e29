import { resolve } from 'node:path';
import { DatabaseInUseError } from '@foyer/database';
import { ConfigError, createLog, createShutdown } from '@foyer/runtime';
import {
  parseOptions,
  usage,
  UsageError,
  type CommandIo,
  type CommandOptions,
  type SystemCommand,
} from './command-line.ts';
import { commands } from './commands/index.ts';
import { loadConfig } from './config.ts';
import { askServer } from './control-socket.ts';

// `npm run foyer -- <command>`

const exitUsage = 64;
const exitConfiguration = 78;

const io: CommandIo = {
  print: (line) => void process.stdout.write(`${line}\n`),
  warn: (line) => void process.stderr.write(`${line}\n`),
};

process.exitCode = await run(process.argv.slice(2)).catch(explain);

async function run([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    io.print(usage(commands));
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) throw new UsageError(`there is no command '${name}'\n\n${usage(commands)}`);
  // npm changes into the folder of package.json; what was typed is relative to where it was typed.
  const options = parseOptions(command, args, (path) => resolve(process.env['INIT_CWD'] ?? '.', path));
  if (command.needs === 'nothing') return await command.run(process.env, options, io);
  return await runOnSystem(command, options);
}

/** A server that runs on this data folder carries the command out; without one the command opens the database itself. */
async function runOnSystem(command: SystemCommand, options: CommandOptions): Promise<number> {
  const config = loadConfig(process.env);
  const code = await askServer(config.dataDir, { command: command.name, options, ...io });
  if (code !== undefined) return code;
  // Not for a server's answer: it takes a second of computing.
  const { openSystem } = await import('./system.ts');
  const log = createLog({ level: 'error' });
  const shutdown = createShutdown({ log });
  try {
    return await command.run(await openSystem(config, log, shutdown), options, io);
  } finally {
    await shutdown.run();
  }
}

function explain(error: unknown): number {
  io.warn(error instanceof Error ? error.message : String(error));
  if (error instanceof UsageError) return exitUsage;
  if (error instanceof ConfigError) return exitConfiguration;
  if (error instanceof DatabaseInUseError) {
    io.warn('A server runs on this data folder: stop it first.');
  }
  return 1;
}
