import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { newReference, parseReference } from './reference.ts';

it('spells references that cannot be misread', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => {
      expect(newReference(() => bytes)).toMatch(/^FO-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    }),
  );
});

it('reads them however they are typed', () => {
  const mistypings = fc.array(
    fc.constantFrom(
      (text: string) => text.toLowerCase(),
      (text: string) => text.replaceAll('-', ' '),
      (text: string) => text.replaceAll('-', ''),
      (text: string) => text.replaceAll('0', 'O'),
      (text: string) => text.replaceAll('0', 'o'),
      (text: string) => text.replaceAll('1', 'l'),
      (text: string) => text.replaceAll('1', 'I'),
      (text: string) => ` ${text}\n`,
    ),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), mistypings, (bytes, changes) => {
      const reference = newReference(() => bytes);
      const typed = changes.reduce((text, change) => change(text), String(reference));
      expect(parseReference(typed)).toBe(reference);
    }),
  );
});

it.each(['', 'FO-', 'FO-7K3M-9QX', 'FO-7K3M-9QXDD', 'XX-7K3M-9QXD', 'FO-7K3M-9QXU', 'F'.repeat(1000)])(
  'reads %j as none',
  (text) => {
    expect(parseReference(text)).toBeUndefined();
  },
);

it('does not repeat itself', () => {
  const references = Array.from({ length: 10_000 }, () => newReference());
  expect(new Set(references).size).toBe(10_000);
});
