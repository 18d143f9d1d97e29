import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { composeSource, partsIn, slotsIn } from './source.ts';

const compose = (given: Partial<Parameters<typeof composeSource>[0]>) =>
  composeSource({ template: undefined, mjml: '', slots: {}, parts: new Map(), maxBytes: 1_000, ...given });

it('puts slots and parts where they are named, and parts into parts', () => {
  const { mjml, problems } = compose({
    template: '<a>{{slot:main}}</a>{{> foot}}',
    slots: { main: 'x {{>foot }} y' },
    parts: new Map([
      ['foot', '[{{> name}}]'],
      ['name', 'Foyer $& {{name}}'],
    ]),
  });
  expect(mjml).toBe('<a>x [Foyer $& {{name}}] y</a>[Foyer $& {{name}}]');
  expect(problems).toEqual([]);
});

it('knows of each line who wrote it', () => {
  const { mjml, origins } = compose({
    template: 'one\n  {{slot:main}}\nthree {{> foot}} four\nfive',
    slots: { main: 'first\nsecond' },
    parts: new Map([['foot', 'p1\np2']]),
  });
  const shown = mjml.split('\n').map((line, index) => {
    const origin = origins[index];
    return [line.trim(), `${origin?.in} ${origin?.name ?? ''} ${origin?.line}`];
  });
  expect(shown).toEqual([
    ['one', 'template  1'],
    ['first', 'slot main 1'],
    ['second', 'slot main 2'],
    ['three p1', 'template  3'],
    ['p2 four', 'part foot 2'],
    ['five', 'template  4'],
  ]);
});

it('keeps as many origins as lines, whatever is composed', () => {
  const piece = fc.constantFrom('\n', 'a', '{{> one}}', '{{> two}}', '{{slot:main}}', '{{', '}}', ' ');
  const source = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(source, source, source, source, (template, main, one, two) => {
      const parts = new Map([
        ['one', one],
        ['two', two],
      ]);
      const { mjml, origins } = compose({ template, slots: { main }, parts });
      expect(origins).toHaveLength(mjml.split('\n').length);
      expect(Buffer.byteLength(mjml)).toBeLessThanOrEqual(1_000 + origins.length);
    }),
  );
});

it('names what is not there, goes round in a circle or grows without end', () => {
  const codesOf = (given: Parameters<typeof compose>[0]) => compose(given).problems.map(({ code }) => code);
  const circle = new Map([
    ['a', '{{> b}}'],
    ['b', '{{> a}}'],
  ]);
  expect(codesOf({ mjml: '{{> a}}', parts: circle })).toEqual(['part_circular']);
  const chain = new Map(
    ['a', 'b', 'c', 'd', 'e', 'f'].map((name, index) => [name, `{{> ${'bcdef'[index] ?? 'none'}}}`]),
  );
  expect(codesOf({ mjml: '{{> b}}', parts: chain })).toEqual(['part_unknown']);
  expect(codesOf({ mjml: '{{> a}}', parts: chain })).toEqual(['part_circular']);
  expect(codesOf({ mjml: '{{> nothing}}' })).toEqual(['part_unknown']);
  expect(codesOf({ mjml: '{{slot:main}}' })).toEqual(['slot_unknown']);
  expect(codesOf({ template: '{{slot:main}}' })).toEqual(['slot_missing']);
  expect(codesOf({ template: '{{slot:main}}', slots: { main: '{{slot:main}}' } })).toEqual(['slot_unknown']);
  expect(codesOf({ template: '{{slot:a}}', slots: { a: 'x', b: 'x' } })).toEqual(['slot_unknown']);
  // Five deep, ten of each: a hundred thousand times the innermost.
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const bomb = new Map(
    names.map((name, index) => [
      name,
      `${names[index + 1] ?? 'x'} {{> ${names[index + 1] ?? 'a'}}}`.repeat(10),
    ]),
  );
  const started = performance.now();
  const grown = compose({ mjml: '{{> a}}', parts: bomb });
  expect(grown.mjml.length).toBeLessThanOrEqual(1_100);
  expect(performance.now() - started).toBeLessThan(1_000);
});

it('lists parts and slots, each once', () => {
  const source = '{{> a}}{{slot:x}}{{> b}}{{> a}}{{slot:x}}{{name}}';
  expect([partsIn(source), slotsIn(source)]).toEqual([['a', 'b'], ['x']]);
});
