import { Readable } from 'node:stream';
import type { HeaderRecord } from './base-headers.ts';
import type { HttpContext } from './exchange.ts';
import type { Answer, FileAnswer, Headers } from './responses.ts';
import { pagePolicy } from './security-headers.ts';

/**
 * Puts an answer on the wire. Everything but a stream goes out by one `writeHead` past Koa's own respond(), whose checks
 * of header after header cost a third of a small answer.
 */
export function send(context: HttpContext, answer: Answer): void {
  const { base } = context.state;
  if ('html' in answer) {
    const policy = answer.contentSecurityPolicy ?? pagePolicy;
    write(
      context,
      answer,
      base.page,
      { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
      answer.html,
    );
  } else if ('text' in answer) {
    write(context, answer, base.data, { 'content-type': 'text/plain; charset=utf-8' }, answer.text);
  } else if ('location' in answer) {
    write(context, answer, base.data, { location: encodeLocation(answer.location) });
  } else if ('file' in answer) {
    sendFile(context, answer);
  } else if (answer.body === undefined) {
    write(context, answer, base.data, {});
  } else {
    write(context, answer, base.json, {}, JSON.stringify(answer.body));
  }
}

function write(
  context: HttpContext,
  { status, headers }: Answer,
  base: HeaderRecord,
  own: HeaderRecord,
  body?: string | Buffer,
): void {
  const all: Record<string, string | string[] | number> = {
    ...base,
    ...own,
    'x-request-id': context.state.requestId,
    ...(headers && inLowerCase(headers)),
  };
  // 204 and 304 must not speak of a length (RFC 9110 §8.6).
  if (body !== undefined) all['content-length'] = Buffer.byteLength(body);
  else if (status !== 204 && status !== 304) all['content-length'] = 0;
  context.respond = false;
  context.res.statusCode = status;
  // A client that went away is no failure; there is nobody to write to.
  if (context.res.destroyed || context.res.headersSent) return;
  context.res.writeHead(status, all);
  // Node leaves the body of an answer to HEAD out by itself.
  context.res.end(body);
}

function sendFile(context: HttpContext, answer: FileAnswer): void {
  const { file, type } = answer;
  const own = { 'content-type': type };
  if (!(file instanceof Readable)) {
    write(
      context,
      answer,
      context.state.base.data,
      own,
      Buffer.from(file.buffer, file.byteOffset, file.byteLength),
    );
  } else if (context.method === 'HEAD') {
    // The length of a stream is not known without reading it, and unread it would stay open.
    file.destroy();
    write(context, answer, context.state.base.data, own, '');
  } else {
    // Koa knows what to do when one side of a stream breaks off.
    context.status = answer.status;
    context.set({
      ...context.state.base.data,
      ...own,
      'x-request-id': context.state.requestId,
      ...(answer.headers && inLowerCase(answer.headers)),
    });
    context.body = file;
  }
}

// Names of headers know no case, but keys of objects do: `Cache-Control` has to replace our `cache-control`. Of two
// policies a browser obeys both.
function inLowerCase(headers: Headers): Record<string, string | string[]> {
  const lower: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) {
    lower[name.toLowerCase()] = typeof value === 'string' ? value : [...value];
  }
  return lower;
}

// What is encoded already stays as it is.
function encodeLocation(location: string): string {
  return encodeURI(location).replaceAll('%25', '%');
}
