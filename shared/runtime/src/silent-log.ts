import { z } from 'zod';
import { createLog } from './log.ts';
import type { Log, LogLevel } from './log.ts';

const Line = z.looseObject({ level: z.string(), msg: z.string().optional() });

export type LogLine = z.output<typeof Line>;

export type SilentLog = Log & {
  /** What was logged so far, parsed; redaction has already happened. */
  lines: LogLine[];
};

/** A log that prints nothing and keeps its lines for the test to read. Every level is kept unless `level` is given. */
export function silentLog(level: LogLevel = 'trace'): SilentLog {
  const lines: LogLine[] = [];
  const destination = { write: (line: string) => void lines.push(Line.parse(JSON.parse(line))) };
  return Object.assign(createLog({ level, pretty: false, destination }), { lines });
}
