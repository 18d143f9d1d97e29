import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeReferences, htmlTokens } from './html-tokens.ts';

const shown = (html: string): string[] =>
  [...htmlTokens(html)].map((token) => {
    const part = html.slice(token.start, token.end);
    return token.kind === 'open' ? `open ${token.name}` : `${token.kind} ${part}`;
  });
const attributesOf = (html: string) =>
  [...htmlTokens(html)].flatMap((token) =>
    token.kind === 'open' ? token.attributes.map(({ name, raw }) => `${name}=${raw}`) : [],
  );

it('covers any text with tokens, in order and without gaps', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '<a ',
    '"',
    "'",
    '=',
    '<!--',
    '-->',
    '<!--[if mso]>',
    '<![endif]-->',
    '<style>',
    '</style>',
    '</',
    'x',
    ' ',
    '/',
    '<!',
    '?',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const html = pieces.join('');
      let at = 0;
      for (const { start, end } of htmlTokens(html)) {
        expect(start).toBe(at);
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(at).toBe(html.length);
    }),
  );
});

it('reads tags, attributes and texts as a browser does', () => {
  expect(shown('a < b <b class=x>c</b><br/>')).toEqual([
    'text a < b ',
    'open b',
    'text c',
    'close </b>',
    'open br',
  ]);
  expect(attributesOf(`<a HREF = "x>y" b='1"2' c=3 d / e>`)).toEqual([
    'href=x>y',
    'b=1"2',
    'c=3',
    'd=',
    'e=',
  ]);
  expect(attributesOf('<a/onclick=x href="1"onload="2">')).toEqual(['onclick=x', 'href=1', 'onload=2']);
  expect(shown('<style>a<b</style>c')).toEqual(['open style', 'raw a<b', 'close </style>', 'text c']);
});

it('reads what only Outlook reads, and never beyond the comment it stands in', () => {
  expect(shown('<!--[if mso]><v:fill src="x"><![endif]-->b')).toEqual([
    'comment <!--[if mso]>',
    'open v:fill',
    'comment <![endif]',
    'comment -->',
    'text b',
  ]);
  // A browser sees the comment end in the middle of the attribute, and the picture behind it.
  expect(attributesOf('<!--[if mso]><a title="--><img onerror="x">')).toContain('onerror=x');
  expect(attributesOf('<!--[if mso]><style>--><img onerror="x">')).toContain('onerror=x');
  expect(shown('<!--[if !mso]><!--><i></i><!--<![endif]-->')).toEqual([
    'comment <!--[if !mso]>',
    'comment <!',
    'comment -->',
    'open i',
    'close </i>',
    'comment <!--<![endif]-->',
  ]);
  expect(shown('<!-- <script> --><i><!-->x')).toEqual([
    'comment <!-- <script> -->',
    'open i',
    'comment <!-->',
    'text x',
  ]);
});

it('takes no longer for tags that never end', () => {
  for (const piece of ['<', '<a ', '<!--', '<style', '<a b="', '<!--[if mso]>', '<style><']) {
    const started = performance.now();
    expect([...htmlTokens(piece.repeat(50_000))].length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(1000);
  }
});

it('undoes the references that stand in addresses', () => {
  expect(decodeReferences('?a=1&amp;b=&#106;&#x61;&copy=2')).toBe('?a=1&b=ja&copy=2');
  expect(decodeReferences('&#0;&#xD800;&#9999999;')).toBe('&#0;&#xD800;&#9999999;');
});
