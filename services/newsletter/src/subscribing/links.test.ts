import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSubscriberLinks } from './links.ts';

const publicUrl = 'https://hall.example';
const links = createSubscriberLinks({ key: new Uint8Array(32).fill(1), publicUrl });
const number = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const target = fc.record({ number, campaign: fc.option(number, { nil: undefined }) });
const tokenOf = (url: string): string => url.split('/').at(-1) ?? '';

describe('the links of a subscriber', () => {
  it('say whose they are and of which campaign, and are below 70 characters after the host', () => {
    fc.assert(
      fc.property(target, (whose) => {
        const { unsubscribe, oneClick, preferences, mailtoToken } = links.linksFor(whose);
        expect(links.read('unsubscribe', tokenOf(unsubscribe))).toEqual({ ...whose });
        expect(links.read('one-click', tokenOf(oneClick))).toEqual({ ...whose });
        expect(links.read('preferences', tokenOf(preferences))).toEqual({ ...whose });
        expect(links.read('mailto', mailtoToken)).toEqual({ ...whose });
        for (const url of [unsubscribe, oneClick, preferences]) {
          expect(url.length - publicUrl.length).toBeLessThan(70);
        }
        // Mail servers may change the case of a local part.
        expect(mailtoToken).toBe(mailtoToken.toLowerCase());
      }),
    );
  });

  it('open nothing but what they are for', () => {
    fc.assert(
      fc.property(target, (whose) => {
        const { unsubscribe, oneClick, preferences, mailtoToken } = links.linksFor(whose);
        const tokens = [unsubscribe, oneClick, preferences, mailtoToken].map(tokenOf);
        expect(new Set(tokens).size).toBe(4);
        for (const token of tokens.slice(1)) expect(links.read('unsubscribe', token)).toBeUndefined();
      }),
    );
  });

  it('are nobody’s when a letter is another, under another key, or for another number', () => {
    const others = createSubscriberLinks({ key: new Uint8Array(32).fill(2), publicUrl });
    fc.assert(
      fc.property(
        target,
        fc.nat(),
        fc.constantFrom('a', 'b', 'c', '2', '3', '4', '.', '0'),
        (whose, at, letter) => {
          const token = tokenOf(links.linksFor(whose).unsubscribe);
          const index = at % token.length;
          const changed = token.slice(0, index) + letter + token.slice(index + 1);
          if (changed !== token) expect(links.read('unsubscribe', changed)).toBeUndefined();
          expect(others.read('unsubscribe', token)).toBeUndefined();
          for (const strange of [`0${token}`, token.toUpperCase(), `${token}a`, '', token.slice(1)]) {
            if (strange !== token) expect(links.read('unsubscribe', strange)).toBeUndefined();
          }
        },
      ),
    );
  });
});
