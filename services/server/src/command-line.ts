import { parseArgs } from 'node:util';
import type { Environment } from '@foyer/runtime';
import type { System } from './system.ts';

interface CommandShape {
  name: string;
  summary: string;
  options: Record<string, CommandOption>;
}

/** Runs in the server that has this data folder open, or else opens the database itself. */
export interface SystemCommand extends CommandShape {
  needs: 'open';
  /** @returns the exit code */
  run: (system: System, options: CommandOptions, io: CommandIo) => Promise<number>;
}

/** Looks for everything itself, since nothing may be right. */
export interface BareCommand extends CommandShape {
  needs: 'nothing';
  run: (env: Environment, options: CommandOptions, io: CommandIo) => Promise<number>;
}

/** One command of `npm run foyer -- <name>`. */
export type Command = SystemCommand | BareCommand;

interface CommandOption {
  type: 'string' | 'boolean';
  describe: string;
  required?: boolean;
  /** A path: made absolute where it was typed, since the server may run in another folder. */
  isPath?: boolean;
}

export type CommandOptions = Record<string, string | boolean>;

export interface CommandIo {
  print: (line: string) => void;
  warn: (line: string) => void;
}

export class UsageError extends Error {}

/** @throws UsageError in words that say what to type instead */
export function parseOptions(
  command: CommandShape,
  args: readonly string[],
  absolute: (path: string) => string,
): CommandOptions {
  const parsed = parse(command, args);
  const options: CommandOptions = {};
  for (const [name, option] of Object.entries(command.options)) {
    const value = parsed[name];
    if (value === undefined || value === '') {
      if (option.required === true)
        throw new UsageError(`${command.name} needs --${name} (${option.describe})`);
      continue;
    }
    options[name] = option.isPath === true && typeof value === 'string' ? absolute(value) : value;
  }
  return options;
}

export function usage(commands: readonly CommandShape[]): string {
  const lines = ['Usage: npm run foyer -- <command> [options]', ''];
  for (const command of commands) {
    const options = Object.entries(command.options).map(([name, option]) => {
      const typed = option.type === 'boolean' ? `--${name}` : `--${name} …`;
      return option.required === true ? typed : `[${typed}]`;
    });
    lines.push(`  ${[command.name, ...options].join(' ')}`, `      ${command.summary}`);
  }
  return lines.join('\n');
}

/** A text option. @throws UsageError when it is missing */
export function textOption(options: CommandOptions, name: string): string {
  const value = options[name];
  if (typeof value !== 'string') throw new UsageError(`--${name} is missing`);
  return value;
}

function parse(command: CommandShape, args: readonly string[]): Record<string, string | boolean | undefined> {
  try {
    const types = Object.fromEntries(
      Object.entries(command.options).map(([name, option]) => [name, { type: option.type }]),
    );
    return parseArgs({ args: [...args], options: types, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(`${command.name}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
