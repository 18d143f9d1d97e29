import { METHODS } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { contactInput } from './contact-inputs.ts';
import { oddJson, oddText, visible } from './odd-inputs.ts';

export interface OddRequest {
  headers: Record<string, string>;
  body: string | Uint8Array;
}

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

const types = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(json, form) },
  fc.constantFrom(
    `${json}; charset=utf-16`,
    `${json};charset="UTF-8"`,
    `${form}; charset=iso-8859-1`,
    'text/plain',
    'multipart/form-data',
    'multipart/form-data; boundary=x',
    '',
    ';',
  ),
  visible(40),
);
const encodings = fc.oneof(
  { weight: 5, arbitrary: fc.constant(undefined) },
  fc.constantFrom('gzip', 'br', 'deflate', 'identity', 'gzip, identity', 'aws-chunked', ''),
  visible(20),
);
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  oddText.map((text) => new TextEncoder().encode(text)),
  contactInput({ isText: true }).map(({ fields }) => {
    const text = new URLSearchParams(fields as Record<string, string>).toString();
    return new Uint8Array(Buffer.from(text, 'utf16le'));
  }),
  contactInput({ isText: false }).map(({ fields }) => new Uint8Array(gzipSync(JSON.stringify(fields)))),
  oddText.map((text) => new Uint8Array(brotliCompressSync(text))),
  oddText.map((text) => new Uint8Array(deflateSync(text))),
);

/** Any bytes, said to be anything. */
export const oddMessage: fc.Arbitrary<OddRequest> = fc
  .tuple(types, encodings, fc.constantFrom(undefined, 'chunked'), bytes)
  .map(([type, encoding, transfer, body]) => ({
    headers: {
      'Content-Type': type,
      ...(encoding !== undefined && { 'Content-Encoding': encoding }),
      ...(transfer !== undefined && { 'Transfer-Encoding': transfer }),
    },
    body,
  }));

const key = fc.oneof(
  fc.constantFrom('name', 'email', 'phone', 'topic', 'message', 'name[]', 'email[0]', ''),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'frc-captcha-solution', 'website'),
  oddText,
);
const piece = fc.oneof(
  { weight: 3, arbitrary: oddText.map((text) => encodeURIComponent(text.toWellFormed())) },
  fc.constantFrom('%', '%0', '%zz', '%00', '%ff', '%ED%A0%80', '%F0%9F', '%C0%80', '+', '&', '=', '\0'),
);
const field = fc
  .tuple(key, fc.array(piece, { maxLength: 4 }))
  .map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${value.join('')}`);

/** Almost a form: repeated, unnamed and unheard-of fields, broken percent signs. */
export const oddForm: fc.Arbitrary<string> = fc
  .array(field, { maxLength: 12 })
  .map((fields) => fields.join('&'));

const oddParameter = fc.oneof(
  fc.constantFrom(undefined, '', null, 0, true),
  fc.array(fc.string(), { maxLength: 2 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
);

/** A body for siteverify of which nothing is a solution; the secret is often the true one. */
export function oddVerification(site: {
  siteKey: string;
  secret: string;
}): fc.Arbitrary<{ secret: unknown; solution: unknown; sitekey: unknown }> {
  return fc.record({
    secret: fc.oneof(
      { weight: 3, arbitrary: fc.constant(site.secret) },
      { weight: 2, arbitrary: oddParameter },
    ),
    solution: fc.oneof(oddParameter, fc.constantFrom('a.b.c.d', '....', 'x'.repeat(9000))),
    sitekey: fc.oneof(
      { weight: 3, arbitrary: fc.constant(undefined) },
      fc.constant(site.siteKey),
      oddParameter,
    ),
  });
}

const part = fc
  .tuple(
    fc.constantFrom(
      'form-data; name="secret"',
      'form-data; name="solution"',
      'form-data; name="solution"; filename="a"',
      'form-data',
      'attachment; name=""',
      '',
    ),
    fc.constantFrom('\r\n\r\n', '\n\n', '\r\n', ''),
    oddText,
  )
  .map(([disposition, gap, text]) => `--x\r\nContent-Disposition: ${disposition}${gap}${text}\r\n`);
const multipart = fc
  .tuple(fc.array(part, { maxLength: 5 }), fc.constantFrom('--x--\r\n', '--x--', '--x', ''))
  .map(([parts, end]) => parts.join('') + end);

/** Multipart with broken parts and boundaries, and what is none at all. */
export const oddMultipart: fc.Arbitrary<OddRequest> = fc
  .tuple(
    fc.constantFrom(
      'multipart/form-data; boundary=x',
      'multipart/form-data; boundary="x"',
      'multipart/form-data; boundary=y',
      'multipart/form-data; boundary=',
      'multipart/form-data',
      json,
      form,
      'text/plain',
    ),
    fc.oneof({ weight: 3, arbitrary: multipart }, oddJson, oddText, fc.uint8Array({ maxLength: 500 })),
  )
  .map(([type, body]) => ({ headers: { 'Content-Type': type }, body }));

/** What a GET may say of the answer that it wants. */
export const oddConditions: fc.Arbitrary<Record<string, string>> = fc.record(
  {
    Range: fc.constantFrom('bytes=0-', 'bytes=9-1', 'x'),
    'If-None-Match': fc.oneof(fc.constant('*'), visible(30)),
    'Accept-Encoding': fc.oneof(fc.constantFrom('br', 'gzip;q=0', '*'), visible(30)),
    Accept: fc.oneof(fc.constantFrom('text/html', 'application/json'), visible(30)),
  },
  { requiredKeys: [] },
);

/** All but CONNECT, which opens a tunnel and has no path. */
export const oddMethod: fc.Arbitrary<string> = fc.constantFrom(
  ...METHODS.filter((method) => method !== 'CONNECT'),
);

export const oddHeaders: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  fc.constantFrom(
    'Accept',
    'Accept-Language',
    'Accept-Encoding',
    'Authorization',
    'Cookie',
    'Forwarded',
    'If-Modified-Since',
    'Origin',
    'Access-Control-Request-Method',
    'Access-Control-Request-Headers',
    'Host',
    'Content-Type',
    'X-Forwarded-For',
    'X-Forwarded-Proto',
    'X-HTTP-Method-Override',
    'X-Request-Id',
    '__proto__',
  ),
  fc.oneof(visible(200), fc.constantFrom('', ',', ';q=', '*', '"', '\u00ff\u0080')),
  { maxKeys: 6, noNullPrototype: true },
);
