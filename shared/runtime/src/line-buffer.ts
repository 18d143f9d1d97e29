import type { DestinationStream } from 'pino';

// Lines are ASCII but for a few: their length is near enough to their bytes.
const MAX_LENGTH = 16_384;
const MAX_AGE_MILLISECONDS = 200;

/** A place for lines that is written to seldom; what pino calls a destination. */
export interface LineBuffer extends DestinationStream {
  flush(done?: (error?: Error) => void): void;
  flushSync(): void;
}

/**
 * Gathers log lines, up to 16 kB or 200 ms, and hands them on in one piece: a system call for each would cost more than
 * the request it tells of. (pino's own sonic-boom does the same at three times the processor time a line.)
 * What is left goes out when the process exits, and pino calls flushSync for `fatal`.
 *
 * @param writeOut must write synchronously, as process.stdout does to files, pipes and terminals on POSIX
 */
export function createLineBuffer(writeOut: (text: string) => void): LineBuffer {
  let lines: string[] = [];
  let length = 0;

  const flushSync = (): void => {
    if (length === 0) return;
    const text = lines.join('');
    lines = [];
    length = 0;
    writeOut(text);
  };

  setInterval(flushSync, MAX_AGE_MILLISECONDS).unref();
  process.once('exit', flushSync);

  return {
    write: (line) => {
      lines.push(line);
      length += line.length;
      if (length >= MAX_LENGTH) flushSync();
    },
    flush: (done) => {
      flushSync();
      done?.();
    },
    flushSync,
  };
}
