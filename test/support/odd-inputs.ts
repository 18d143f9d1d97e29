import * as fc from 'fast-check';

const halfPairs = ['\ud800', '\udfff', '\udbff\ud800'];

/** Letters of all kinds with what tends to break programs: NUL, half a surrogate pair, controls, markup, SQL. */
export const oddText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.constantFrom(...halfPairs, '\0', '\u001b[2J', '\ufeff', '\u202e', '\u0085', '\r\n', '\uffff'),
      fc.constantFrom("';--", '<script>', '{{name}}', '${name}', '%s%n', '\\u0000', '../', '\r\nBcc: a@b.c'),
    ),
    { maxLength: 5 },
  )
  .map((pieces) => pieces.join(''));

const oddKey = fc.oneof(
  fc.constantFrom('name', 'email', 'phone', 'topic', 'message', 'form', 'language', 'frc-captcha-solution'),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'then',
    'length',
    '',
    '~',
    '/',
    'a/~b',
  ),
  oddText,
);

const oddValue: fc.Arbitrary<string> = fc.oneof(
  oddText.map((text) => JSON.stringify(text)),
  fc.constantFrom(
    'null',
    'true',
    '0',
    '-0',
    '1e999',
    '-1e-999',
    '123456789012345678901234567890',
    '[]',
    '{}',
  ),
  fc.constantFrom('[[[[]]]]', '{"toJSON":1}', '{"length":1e9}', '{"0":"a"}', '"\\u0000"', '"\\ud800"'),
  fc.json({ maxDepth: 2 }),
);

const oddObject = fc
  .array(fc.tuple(oddKey, oddValue), { maxLength: 10 })
  // By hand: an object can hold no key twice, but its text can.
  .map((entries) => `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`);

/** JSON of any shape, and what is almost JSON; never a whole message. */
export const oddJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: oddObject },
  fc.json(),
  oddValue,
  oddText,
  oddObject.chain((text) => tampered(text)),
  fc.constantFrom(
    '',
    ' ',
    '{',
    '[',
    '"',
    '{"name":"Ada",}',
    "{'name':'Ada'}",
    '\ufeff{}',
    '{}{}',
    'NaN',
    '//',
  ),
  fc.nat({ max: 60 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
);

/** Another text than the given one, a few characters away from it. */
export function tampered(text: string): fc.Arbitrary<string> {
  const change = fc.tuple(
    fc.nat({ max: Math.max(0, text.length - 1) }),
    fc.constantFrom('replace', 'insert', 'delete', 'cut', 'swap'),
    fc.oneof(
      fc.constantFrom('A', 'B', '.', '=', '+', '/', '-', '0', '"', ','),
      fc.string({ minLength: 1, maxLength: 1 }),
    ),
  );
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce(tamper, text))
    .filter((changed) => changed !== text);
}

function tamper(text: string, [at, how, letter]: [number, string, string]): string {
  const [before, after] = [text.slice(0, at), text.slice(at + 1)];
  switch (how) {
    case 'replace':
      return before + letter + after;
    case 'insert':
      return before + letter + text.slice(at);
    case 'delete':
      return before + after;
    case 'cut':
      return before;
    default:
      return text.slice(at) + before;
  }
}

/** Text for a header or a path: visible ASCII. */
export function visible(maxLength: number): fc.Arbitrary<string> {
  return fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    maxLength,
  });
}

const segment = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '',
    '%2e%2e',
    '..%2f',
    '%2f..',
    '..%5c',
    '..\\',
    '%00',
    '.%00.js',
    '%c0%ae',
    '%252e%252e',
  ),
  fc.constantFrom(
    'captcha.js',
    'captcha.js%00',
    'captcha.js%20',
    'CAPTCHA.JS',
    'foyer.css',
    'constructor',
    '__proto__',
  ),
  fc.constantFrom(
    'secrets.json',
    'package.json',
    'etc',
    'passwd',
    'main.ts',
    'src',
    'node_modules',
    '.git',
    'config',
  ),
  fc.constantFrom(
    '%',
    '%zz',
    '%ff',
    '%ED%A0%80',
    '~',
    '*',
    ';a=b',
    ':file',
    '(.*)',
    '%0d%0aSet-Cookie:a=b',
    'a'.repeat(300),
  ),
  visible(10),
);

/** The rest of a path, not normalised. */
export const oddPath: fc.Arbitrary<string> = fc
  .array(segment, { minLength: 1, maxLength: 6 })
  .map((segments) => segments.join('/'));

/** A query, encoded well or not. */
export const oddQuery: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.webQueryParameters({ size: 'small' }),
      visible(20),
      fc.constantFrom(
        'sitekey',
        'sitekey=',
        'sitekey[]=a',
        'sitekey[a]=b',
        'sitekey=%',
        'sitekey=%00',
        'sitekey=%ff',
      ),
      fc.constantFrom(
        'sitekey=a&sitekey=b',
        '&&&',
        '=',
        '__proto__=1',
        'sitekey=__proto__',
        `sitekey=${'a'.repeat(200)}`,
      ),
    ),
    { maxLength: 4 },
  )
  .map((pieces) => pieces.join('&'));
