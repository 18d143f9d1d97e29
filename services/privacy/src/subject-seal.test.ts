import { describe, expect, it } from 'vitest';
import { createSubjectSeal } from './subject-seal.ts';

const seal = createSubjectSeal(new Uint8Array(32).fill(3));
const zoe = { email: 'zoe@example.org', phone: '+31 20 123 4567' };

describe('the sealed subject of a request', () => {
  it('opens for its row alone, and not after a byte was changed', () => {
    const sealed = seal.seal(zoe, 'row-1');
    expect(seal.open(sealed, 'row-1')).toEqual(zoe);
    expect(() => seal.open(sealed, 'row-2')).toThrow();
    expect(() => createSubjectSeal(new Uint8Array(32)).open(sealed, 'row-1')).toThrow();
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1;
    expect(() => seal.open(sealed, 'row-1')).toThrow();
  });

  it('is found again however address and number are written', () => {
    const spelled = seal.digests({ email: ' ZOE@Example.ORG', phone: '0031201234567'.replace('00', '+') });
    expect(spelled).toEqual(seal.digests(zoe));
    expect(seal.digests({ email: 'a@büro.example' })).toEqual(
      seal.digests({ email: 'a@xn--bro-hoa.example' }),
    );
    expect(seal.digests({ email: 'b@example.org' }).email).not.toEqual(seal.digests(zoe).email);
    expect(seal.digests({ phone: '1' }).email).toBeNull();
  });
});
