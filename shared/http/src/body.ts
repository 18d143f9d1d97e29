import type { IncomingMessage, ServerResponse } from 'node:http';
import { isBeyondDraining, readBytes } from './body-bytes.ts';
import { httpError } from './errors.ts';
import { isHeld, releaseContinue } from './expect-continue.ts';
import { flatFields, parseUrlencoded } from './flat-fields.ts';
import type { FlatFields } from './flat-fields.ts';
import type { RawFields } from './raw-fields.ts';
import { countMembers, repeatedKeys } from './repeated-keys.ts';
import type { BodyType, Route } from './route.ts';
import { decodeUtf8, refuseUnusable } from './text-checks.ts';

const MEDIA_TYPES: Record<BodyType, string> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
};

const none: readonly string[] = [];

/** Media types of the route's bodies, as the documentation and 415 name them. */
export function mediaTypesOf(route: Pick<Route, 'bodyTypes'>): string[] {
  return route.bodyTypes.map((type) => MEDIA_TYPES[type]);
}

/**
 * Reads and parses the body of a request to a route that has one.
 *
 * @throws AppError with 400, 413 or 415; never anything else for what a client sends
 */
export async function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  route: Route,
): Promise<RawFields> {
  const contentType = request.headers['content-type'] ?? '';
  const type = bodyTypeOf(contentType, route);
  refuseEncoding(request.headers['content-encoding']);
  const length = request.headers['content-length'];
  const isTooLarge = length !== undefined && Number(length) > route.maxBodyBytes;
  if (isTooLarge && (isHeld(request) || isBeyondDraining(length, route.maxBodyBytes))) {
    throw httpError('body_too_large', `the body must be ${route.maxBodyBytes} bytes or fewer, got ${length}`);
  }
  releaseContinue(request, response);
  const bytes = await readBytes(request, route.maxBodyBytes);
  if (type === 'multipart') return parseMultipart(bytes, contentType);
  const text = decodeUtf8(bytes);
  return type === 'json' ? parseJson(text) : parseUrlencoded(text, 'body');
}

function bodyTypeOf(contentType: string, route: Route): BodyType {
  const [mediaType = '', ...parameters] = contentType.toLowerCase().split(';');
  const type = route.bodyTypes.find((candidate) => MEDIA_TYPES[candidate] === mediaType.trim());
  const charset = parameters
    .map((parameter) => parameter.trim())
    .find((parameter) => parameter.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (type && isUtf8) return type;
  throw httpError('body_type_unsupported', `the body must be ${mediaTypesOf(route).join(' or ')} in UTF-8`);
}

// A few kilobytes gain nothing from compression, and a bomb needs it.
function refuseEncoding(encoding: string | undefined): void {
  if (encoding === undefined || encoding.trim().toLowerCase() === 'identity' || encoding.trim() === '')
    return;
  throw httpError('body_encoding_unsupported', 'the body must be sent without Content-Encoding');
}

function parseJson(text: string): RawFields {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The parser's own words quote the body.
    throw httpError('body_malformed', 'the body must be JSON');
  }
  const members = refuseUnusable(body);
  // JSON.parse silently takes the last of two equal keys; only a text with more members than it gave is read again.
  return { value: body, repeated: countMembers(text) === members ? none : repeatedKeys(text) };
}

async function parseMultipart(bytes: Buffer, contentType: string): Promise<FlatFields> {
  decodeUtf8(bytes);
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw httpError('body_malformed', 'the body must be multipart/form-data as RFC 7578 has it');
  }
  const texts: [string, string][] = [];
  const files: string[] = [];
  for (const [key, value] of form) {
    if (typeof value === 'string') texts.push([key, value]);
    else files.push(key);
  }
  if (files.length > 0) {
    throw httpError('body_malformed', 'the body must have texts only, got a file');
  }
  return flatFields(texts, 'body');
}
