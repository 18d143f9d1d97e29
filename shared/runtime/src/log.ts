import { pino, stdTimeFunctions } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { describeError, redactFields, scrub } from './redact.ts';
import { prettyStream } from './pretty-log.ts';

export type Log = Logger;
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

export interface LogOptions {
  level: LogLevel;
  /** Lines for eyes instead of JSON; when not given, only if standard output is a terminal. */
  pretty?: boolean;
  /** Where lines go; standard output when not given. */
  destination?: DestinationStream;
}

/**
 * The log: one JSON object a line, `time` in ISO 8601, `level` by name, errors under `err`.
 * Fields with personal names are redacted at every depth, and e-mail and IP addresses are cut out of all texts, so that
 * a careless line leaks nothing. That is the net, not the rule: log ids, never what a visitor wrote.
 */
export function createLog(options: LogOptions): Log {
  const isPretty = options.pretty ?? (options.destination === undefined && process.stdout.isTTY);
  const destination = options.destination ?? standardOutput(isPretty);
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => describeError(error) },
      formatters: { level: (label) => ({ level: label }), log: redactFields },
      hooks: {
        logMethod(parameters, method) {
          for (const [index, value] of parameters.entries()) {
            if (typeof value === 'string') parameters[index] = scrub(value);
          }
          method.apply(this, parameters);
        },
      },
    },
    isPretty ? prettyStream(destination) : destination,
  );
}

// A terminal sees each line at once. Otherwise lines are gathered for up to 200 ms: one system call a request would
// cost more than the request. pino flushes the rest when the process exits, and at once for `fatal`.
function standardOutput(isPretty: boolean): DestinationStream {
  return pino.destination(
    isPretty ? { fd: 1, sync: true } : { fd: 1, sync: false, minLength: 4096, periodicFlush: 200 },
  );
}
