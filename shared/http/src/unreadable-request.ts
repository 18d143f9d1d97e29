import { STATUS_CODES } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { systemClock, uuidv7 } from '@foyer/runtime';
import type { AppError, Log } from '@foyer/runtime';
import { baseHeaders } from './base-headers.ts';
import { httpError } from './errors.ts';
import { problemOf } from './problem.ts';

const headersOfAll = {
  ...baseHeaders(false, false).data,
  'content-type': 'application/problem+json; charset=utf-8',
  connection: 'close',
};

/** Answers what Node's parser could not read, and so never becomes a request, on the bare socket; then closes it. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket, log: Log | undefined): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const failure = failureOf(error.code);
  // Who went away in the middle of a body is in the app's own line already.
  const { body, headers } = answerOf(failure, error.code === 'HPE_INVALID_EOF_STATE' ? undefined : log);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const status = `HTTP/1.1 ${failure.status} ${STATUS_CODES[failure.status] ?? 'Bad Request'}`;
  socket.end(`${[status, ...lines].join('\r\n')}\r\n\r\n${body}`);
  // The other side may never close; end() alone would wait for it.
  socket.destroySoon();
}

/** Answers a request that could be read, but that HTTP itself does not allow. */
export function answerUnacceptable(failure: AppError, response: ServerResponse, log: Log | undefined): void {
  const { body, headers } = answerOf(failure, log);
  response.writeHead(failure.status, headers).end(body);
}

function answerOf(failure: AppError, log: Log | undefined) {
  const requestId = uuidv7(systemClock.now());
  log?.info({ requestId, status: failure.status, code: failure.code }, 'unreadable request');
  const body = JSON.stringify(problemOf(failure, requestId));
  return {
    body,
    headers: { ...headersOfAll, 'x-request-id': requestId, 'content-length': Buffer.byteLength(body) },
  };
}

// The parser's own words are left out: they are about bytes that somebody sent.
function failureOf(code: string | undefined): AppError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return httpError('headers_too_large', 'the request line and the headers must be shorter');
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return httpError('body_too_large', 'the extensions of a chunk must be shorter');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return httpError('request_timeout', 'the request must arrive sooner');
    case undefined:
    default:
      return httpError('request_malformed', 'the request must be HTTP/1.1 as RFC 9112 has it');
  }
}
