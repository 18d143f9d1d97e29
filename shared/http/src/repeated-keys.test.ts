import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { countMembers, repeatedKeys } from './repeated-keys.ts';

it('counts the members of any JSON, and finds no key twice in what JSON.stringify wrote', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\t', '\n'), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      expect(countMembers(text)).toBe(membersOf(value));
      if (membersOf(value) <= 1000) expect(repeatedKeys(text)).toEqual([]);
    }),
  );
});

it('finds each key that comes twice, however it is written', () => {
  const key = fc.oneof(fc.constantFrom('a', 'b', '"', '\\', '__proto__', ''), fc.string());
  const member = fc.tuple(key, fc.jsonValue({ maxDepth: 1 }), fc.boolean());
  fc.assert(
    fc.property(fc.array(member, { maxLength: 12 }), (members) => {
      const texts = members.map(([name, value, isEscaped]) => {
        const written = isEscaped ? escaped(name) : JSON.stringify(name);
        return `${written} : ${JSON.stringify(value)}`;
      });
      const names = members.map(([name]) => name);
      const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
      const pointers = [...twice].map((name) => `/0/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      expect(new Set(repeatedKeys(`[{${texts.join(',')}}]`))).toEqual(new Set(pointers));
    }),
  );
});

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inside = Object.values(value).reduce((sum: number, item) => sum + membersOf(item), 0);
  return inside + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return `"${units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')}"`;
}
