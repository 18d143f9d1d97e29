import type { IncomingMessage } from 'node:http';
import { httpError } from './errors.ts';

// A client that is still sending does not read: an answer to a body cut off in the middle is lost in a reset. So what is
// too much is read and thrown away, up to this much; requestTimeout bounds the time.
const MAX_DRAINED_BYTES = 16 * 1024 * 1024;

/**
 * Reads a body of at most `maxBytes`, whatever its Content-Length claims; chunked bodies too.
 *
 * @throws AppError body_too_large (413), after the rest was drained; body_aborted (400) when the client went away
 */
export function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    // An error is expensive to make, and every request ends with 'close'.
    let isSettled = false;
    const tooLarge = (): void =>
      reject(httpError('body_too_large', `the body must be ${maxBytes} bytes or fewer`));
    const aborted = (): void => {
      if (!isSettled) reject(httpError('body_aborted', 'the body ended before it was complete'));
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      chunks = [];
      if (size > maxBytes + MAX_DRAINED_BYTES) {
        request.pause();
        tooLarge();
      }
    });
    request.on('end', () => {
      isSettled = true;
      if (size > maxBytes) tooLarge();
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size));
    });
    request.on('error', aborted);
    request.on('close', aborted);
  });
}

/** True when Content-Length alone says that draining would go beyond its bound. */
export function isBeyondDraining(contentLength: string | undefined, maxBytes: number): boolean {
  return contentLength !== undefined && Number(contentLength) > maxBytes + MAX_DRAINED_BYTES;
}
