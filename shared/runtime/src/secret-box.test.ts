import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSecretBox } from './secret-box.ts';

const key = new Uint8Array(32).fill(7);

it('gives back what was sealed, to its owner alone', () => {
  const box = createSecretBox(key);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), fc.string(), (secret, owner, other) => {
      fc.pre(owner !== other);
      const sealed = box.seal(secret, owner);
      expect([...box.open(sealed, owner)]).toEqual([...secret]);
      expect(() => box.open(sealed, other)).toThrow();
    }),
  );
});

it('opens no more after any bit was changed, or any byte is missing', () => {
  const box = createSecretBox(key);
  const sealed = box.seal('seven lanterns', 'row');
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Uint8Array.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => box.open(changed, 'row')).toThrow();
  }
  for (let length = 0; length < sealed.length; length += 1) {
    expect(() => box.open(sealed.subarray(0, length), 'row')).toThrow();
  }
});

it('has another key for each purpose, and never the same bytes twice', () => {
  const box = createSecretBox(key, 'one');
  const sealed = box.seal('seven lanterns', 'row');
  expect(box.open(sealed, 'row').toString()).toBe('seven lanterns');
  expect(() => createSecretBox(key, 'two').open(sealed, 'row')).toThrow();
  expect(() => createSecretBox(key).open(sealed, 'row')).toThrow();
  expect(box.seal('seven lanterns', 'row')).not.toEqual(sealed);
  expect(() => createSecretBox(new Uint8Array(16))).toThrow('32 bytes');
});
