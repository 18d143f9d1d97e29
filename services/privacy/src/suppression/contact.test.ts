import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalised } from './contact.ts';

describe('the spelling of a contact', () => {
  it('is the same for every way of writing it, and its own spelling', () => {
    const label = fc.stringMatching(/^[a-zäöüéßñ][a-z0-9äöüéß]{0,12}$/u);
    const local = fc.stringMatching(/^[a-zA-ZäöüßÉñİıſ0-9._+-]{1,20}$/u);
    fc.assert(
      fc.property(local, label, (name, domain) => {
        const email = `${name}@${domain}.example`;
        const one = normalised({ email });
        expect(normalised({ email: one })).toBe(one);
        expect(normalised({ email: ` ${email.normalize('NFD')}` })).toBe(
          normalised({ email: email.normalize('NFC') }),
        );
        expect(normalised({ email: `${name}@${domain}.EXAMPLE.` })).toBe(one);
        expect(one).toMatch(/@[a-z0-9.-]+$/);
      }),
    );
  });
});
