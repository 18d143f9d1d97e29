import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, decodeBase64Into, encodeBase64 } from './base64.ts';

describe('base64', () => {
  it('spells the examples of RFC 4648', () => {
    const examples = { '': '', f: 'Zg==', fo: 'Zm8=', foo: 'Zm9v', foob: 'Zm9vYg==', foobar: 'Zm9vYmFy' };
    for (const [plain, encoded] of Object.entries(examples)) {
      expect(encodeBase64(Buffer.from(plain))).toBe(encoded);
      expect(decodeBase64(encoded)).toEqual(Uint8Array.from(Buffer.from(plain)));
    }
  });

  it('reads back any bytes, and spells them as Node does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(decodeBase64(text)).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it.each([
    ['white space', 'Zm9v\nZm9v'],
    ['a leading blank', ' Zm9'],
    ['the URL-safe alphabet', 'Zm_-'],
    ['missing padding', 'Zm8'],
    ['padding alone', '===='],
    ['three paddings', 'Z==='],
    ['padding in the middle', 'Zg==Zm9v'],
    ['a padding before the last character', 'Zm=v'],
    ['bits behind the end of two bytes', 'Zm9='],
    ['bits behind the end of one byte', 'Zh=='],
    ['a character above 127', 'Zm9\u0176'],
    ['a character above 127 in an early group', 'Zm9\u0176Zm9v'],
    ['a character above 255', 'Z\u{1f600}v'],
    ['a NUL', 'Zm9\0'],
    ['a dot', 'Zm.v'],
  ])('refuses %s', (_, text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });

  it('accepts a text only when it would spell the bytes the same way', () => {
    const alphabet = fc.constantFrom(...Array.from('AZaz09+/=-_ .é'));
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 24 }), (text) => {
        const bytes = decodeBase64(text);
        if (bytes !== undefined) expect(encodeBase64(bytes)).toBe(text);
        else expect(Buffer.from(text, 'base64').toString('base64')).not.toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('decodes a part of a text straight into its place', () => {
    const target = new Uint8Array(8);
    expect(decodeBase64Into('..Zm9v..', 2, 6, target, 3)).toBe(3);
    expect([...target]).toEqual([0, 0, 0, 102, 111, 111, 0, 0]);
  });
});
