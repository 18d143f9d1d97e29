import { pino } from 'pino';
import type { ChildLoggerOptions, DestinationStream, Logger } from 'pino';
import { createLineBuffer } from './line-buffer.ts';
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
  const log: Log = pino(
    {
      level: options.level,
      base: null,
      timestamp: isoTime(),
      // `log` below has described it already; only what did not come through there is still an Error.
      serializers: { err: (error: unknown) => (error instanceof Error ? describeError(error) : error) },
      formatters: { level: (label) => ({ level: label }), log: redactFields },
      hooks: {
        logMethod(parameters, method) {
          for (let index = 0; index < parameters.length; index++) {
            const value: unknown = parameters[index];
            if (typeof value === 'string') parameters[index] = scrub(value);
          }
          method.apply(this, parameters);
        },
      },
    },
    isPretty ? prettyStream(destination) : destination,
  );
  redactBindings(log);
  return log;
}

// pino's formatters see the fields of a line, not those that a child carries into each of its lines. Children inherit
// from their parent, and this with it.
function redactBindings(log: Log): void {
  // oxlint-disable-next-line typescript/unbound-method -- called on the log it is asked of, below
  const makeChild = log.child;
  Object.defineProperty(log, 'child', {
    value(this: Log, bindings: Record<string, unknown>, options?: ChildLoggerOptions): unknown {
      return Reflect.apply(makeChild, this, [redactFields(bindings), options]);
    },
  });
}

// Writing a date out costs as much as the rest of a line, and a busy process writes many lines in one millisecond.
function isoTime(): () => string {
  let lastMilliseconds = 0;
  let text = '';
  return () => {
    const milliseconds = Date.now();
    if (milliseconds !== lastMilliseconds) {
      lastMilliseconds = milliseconds;
      text = `,"time":"${new Date(milliseconds).toISOString()}"`;
    }
    return text;
  };
}

// A terminal sees each line at once.
function standardOutput(isPretty: boolean): DestinationStream {
  if (isPretty) return pino.destination({ fd: 1, sync: true });
  return createLineBuffer((text) => void process.stdout.write(text));
}
