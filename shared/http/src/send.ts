import { Readable } from 'node:stream';
import type { HttpContext } from './exchange.ts';
import type { Answer } from './responses.ts';
import { pagePolicy } from './security-headers.ts';
import type { HeaderList, SecurityHeaders } from './security-headers.ts';

/** Puts an answer on the wire. Nothing is cached unless the answer's own headers say so: it may be about a person. */
export function send(context: HttpContext, answer: Answer, security: SecurityHeaders): void {
  const { res } = context;
  context.status = answer.status;
  if (!res.hasHeader('cache-control')) res.setHeader('cache-control', 'no-store');
  if ('html' in answer) {
    setAll(context, security.page);
    res.setHeader('content-security-policy', answer.contentSecurityPolicy ?? pagePolicy);
    res.setHeader('content-type', 'text/html; charset=utf-8');
    context.body = answer.html;
  } else {
    setAll(context, security.data);
    sendData(context, answer);
  }
  if (answer.headers) setAll(context, Object.entries(answer.headers));
}

function sendData(context: HttpContext, answer: Exclude<Answer, { html: string }>): void {
  const { res } = context;
  if ('location' in answer) {
    res.setHeader('location', encodeURI(answer.location).replaceAll('%25', '%'));
    context.body = null;
    context.status = answer.status;
  } else if ('text' in answer) {
    res.setHeader('content-type', 'text/plain; charset=utf-8');
    context.body = answer.text;
  } else if ('file' in answer) {
    res.setHeader('content-type', answer.type);
    sendFile(context, answer.file);
  } else if (answer.body === undefined) {
    context.body = null;
    context.status = answer.status;
  } else {
    res.setHeader('content-type', 'application/json; charset=utf-8');
    context.body = JSON.stringify(answer.body);
  }
}

function sendFile(context: HttpContext, file: Uint8Array | Readable): void {
  if (!(file instanceof Readable)) {
    context.body = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  } else if (context.method === 'HEAD') {
    // Koa ends a HEAD without touching the stream, which would stay open.
    file.destroy();
    context.body = null;
    context.status = 200;
  } else {
    context.body = file;
  }
}

function setAll(context: HttpContext, headers: HeaderList): void {
  for (const [name, value] of headers) context.res.setHeader(name, value);
}
