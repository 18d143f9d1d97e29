import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { DumpError } from './dump-format.ts';

const mostLineBytes = 256_000_000;

/**
 * The lines of a compressed dump, without their ends.
 *
 * @throws DumpError when the file is not gzip, is cut off, or holds a line beyond reason.
 */
export async function* dumpLines(source: Readable): AsyncGenerator<string> {
  const gunzip = createGunzip();
  const reading = pipeline(source, gunzip).catch((error: unknown) => error);
  let rest: Buffer[] = [];
  let restBytes = 0;
  try {
    for await (const chunk of gunzip) {
      if (!Buffer.isBuffer(chunk)) continue;
      let start = 0;
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        rest.push(chunk.subarray(start, end));
        yield Buffer.concat(rest).toString('utf8');
        rest = [];
        restBytes = 0;
        start = end + 1;
      }
      rest.push(chunk.subarray(start));
      restBytes += chunk.length - start;
      if (restBytes > mostLineBytes)
        throw new DumpError(`the dump has a line of over ${mostLineBytes} bytes`);
    }
  } catch (error) {
    if (!isGzipError(error)) throw error;
    throw new DumpError(`this file is not a dump of Foyer, or is cut off: ${error.message}`, {
      cause: error,
    });
  } finally {
    gunzip.destroy();
    await reading;
  }
  if (restBytes > 0) throw new DumpError('the dump is cut off in the middle of a line');
}

function isGzipError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
