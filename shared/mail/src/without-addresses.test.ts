import { array, assert, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutAddresses } from './without-addresses.ts';

describe('the words of a mail server', () => {
  it('are kept on one line, without addresses and the names in them', () => {
    const said = '550 5.1.1\r\n<anna@example.org>: anna is\0 not here, annabel is';
    expect(withoutAddresses(said, ['anna'])).toBe('550 5.1.1 … … is not here, annabel is');
  });

  it('can be stored wherever they are cut off', () => {
    assert(
      property(array(nat(0x10_ff_ff), { maxLength: 20 }), nat(20), (points, more) => {
        const text = String.fromCodePoint(...points);
        const kept = withoutAddresses(`${'x'.repeat(280 + more)}${text}`);
        // PostgreSQL takes no half characters in jsonb, and no control characters are wanted.
        expect(kept.isWellFormed()).toBe(true);
        expect(kept).not.toMatch(/\p{Cc}/u);
        expect(kept.length).toBeLessThanOrEqual(300);
      }),
    );
    expect(withoutAddresses(`${'x'.repeat(299)}🙂`)).toBe(`${'x'.repeat(299)}\u{FFFD}`);
  });
});
