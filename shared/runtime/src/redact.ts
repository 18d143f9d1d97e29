import { isIPv6 } from 'node:net';

const REDACTED = '[redacted]';
const MAX_DEPTH = 6;
const MAX_ITEMS = 100;

// Compared in lower case without '-' and '_', so that `reply-to`, `replyTo` and `reply_to` are one.
const PERSONAL = new Set(
  `email mail recipient recipients to cc bcc replyto from sender subject message text body html name firstname lastname
   phone telephone address addresses ip remoteaddress xforwardedfor forwarded xrealip useragent referer referrer
   token secret password passphrase key apikey cookie cookies setcookie authorization signature solution
   frccaptchasolution url href query querystring payload parameters bindings`.split(/\s+/),
);

// Cheap test for the common line that has nothing to hide: an '@', digits around a dot, or two colons.
const SUSPICIOUS = /@|\d\.\d|:[0-9a-f.]*:/i;
// Without '/', or the stack of a scoped package would look like one.
const EMAIL = /[^\s@<>"'(),;:=/]+@[^\s@<>"'(),;:=/]+/g;
const IPV4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d]|\.\d)/g;
const IPV6_CANDIDATE = /(?<![\w:])[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:.]*/gi;

/**
 * Takes e-mail and IP addresses out of a text: what other people's errors say (`Key (email)=(…) already exists`,
 * `connect ECONNREFUSED 203.0.113.7:25`) is not ours to choose. Loopback stays, it is nobody's.
 */
export function scrub(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  return text
    .replace(EMAIL, '[email]')
    .replace(IPV6_CANDIDATE, (found) => hideIPv6(found))
    .replace(IPV4, (found) => (found.startsWith('127.') || found === '0.0.0.0' ? found : '[ip]'));
}

/** A copy of what is logged in which fields with personal names are redacted at every depth and texts scrubbed. */
export function redactFields(fields: Record<string, unknown>): Record<string, unknown> {
  return redactObject(fields, 0);
}

/** What of an error may be logged: its kind, code, message and stack. Drivers hang row values on further fields. */
export function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return redact(error, depth);
  return {
    type: error.name,
    message: scrub(error.message),
    stack: error.stack === undefined ? undefined : scrub(error.stack),
    ...('code' in error && { code: redact(error.code, depth) }),
    ...(error.cause !== undefined && depth < MAX_DEPTH && { cause: describeError(error.cause, depth + 1) }),
  };
}

function redactObject(fields: object, depth: number): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  let count = 0;
  for (const [key, value] of Object.entries(fields)) {
    if (++count > MAX_ITEMS) break;
    if (value === undefined) continue;
    kept[key] = isPersonal(key) ? REDACTED : redact(value, depth);
  }
  return kept;
}

function redact(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return scrub(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return describeError(value, depth);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= MAX_DEPTH) return '[deeper]';
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => redact(item, depth + 1));
  return redactObject(value, depth + 1);
}

const known = new Map<string, boolean>();

function isPersonal(key: string): boolean {
  let answer = known.get(key);
  if (answer === undefined) {
    answer = PERSONAL.has(key.toLowerCase().replaceAll(/[-_]/g, ''));
    // Keys come from our own code; the bound is for the day they do not.
    if (known.size < 1000) known.set(key, answer);
  }
  return answer;
}

function hideIPv6(found: string): string {
  const trimmed = found.replace(/[:.]+$/, (end) => (end === '::' ? end : ''));
  if (trimmed === '::1' || trimmed === '::') return found;
  if (isIPv6(trimmed)) return `[ip]${found.slice(trimmed.length)}`;
  // `2001:db8::1:443`: an address with a port glued on is no valid address, but still an address.
  const withoutPort = trimmed.replace(/:\d+$/, '');
  return found.includes('::') && isIPv6(withoutPort) && withoutPort !== '::1' && withoutPort !== '::'
    ? '[ip]'
    : found;
}
