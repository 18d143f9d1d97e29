import type { DestinationStream } from 'pino';
import { z } from 'zod';

const Line = z
  .string()
  .transform((line, context): unknown => {
    try {
      return JSON.parse(line);
    } catch {
      context.issues.push({ code: 'custom', input: line, message: 'no JSON' });
      return z.NEVER;
    }
  })
  .pipe(
    z.looseObject({
      time: z.string(),
      level: z.string(),
      msg: z.string().default(''),
      err: z.unknown().optional(),
    }),
  );

const COLOURS: Record<string, number> = { trace: 90, debug: 36, info: 32, warn: 33, error: 31, fatal: 35 };

/** Turns each JSON line into one for eyes: time, level, message, then the fields; the stack of `err` on lines below. */
export function prettyStream(destination: DestinationStream): DestinationStream {
  return { write: (line) => destination.write(prettyLine(line)) };
}

export function prettyLine(line: string): string {
  const parsed = Line.safeParse(line);
  if (!parsed.success) return line;
  const { time, level: label, msg, err, ...rest } = parsed.data;
  const words = Object.entries(rest).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const head = `${time.slice(11, 23)} ${colour(label.padEnd(5), COLOURS[label] ?? 0)} ${msg}`;
  const tail = words.length > 0 ? ` ${colour(words.join(' '), 90)}` : '';
  return `${head}${tail}${err === undefined ? '' : stackOf(err)}\n`;
}

function stackOf(err: unknown): string {
  const stack = typeof err === 'object' && err !== null && 'stack' in err ? err.stack : JSON.stringify(err);
  return `\n${String(stack).replaceAll(/^/gm, '    ')}`;
}

function colour(text: string, code: number): string {
  return `\u001B[${code}m${text}\u001B[0m`;
}
