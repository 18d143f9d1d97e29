import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLinkAddresses } from './link-address.ts';

const addresses = createLinkAddresses(new Uint8Array(32).fill(1));
const partsOf = (path: string) => {
  const [, , campaign = '', link = '', mac = ''] = path.split('/');
  return { campaign, link, mac };
};
const numbers = fc.record({
  campaign: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  link: fc.integer({ min: 1, max: 300 }),
});

it('reads what it wrote, in short addresses', () => {
  fc.assert(
    fc.property(numbers, ({ campaign, link }) => {
      const path = addresses.pathOf(campaign, link);
      expect(path.length).toBeLessThan(30);
      expect(addresses.read(partsOf(path))).toEqual({ campaign, link });
    }),
  );
});

it('reads nothing that it did not write', () => {
  const others = createLinkAddresses(new Uint8Array(32).fill(2));
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 300 }), ({ campaign, link }, other) => {
      const parts = partsOf(addresses.pathOf(campaign, link));
      expect(others.read(parts)).toBeUndefined();
      expect(addresses.read({ ...parts, campaign: `0${parts.campaign}` })).toBeUndefined();
      expect(addresses.read({ ...parts, link: `0${link}` })).toBeUndefined();
      if (other !== link) expect(addresses.read({ ...parts, link: String(other) })).toBeUndefined();
    }),
  );
  for (const campaign of ['', 'U', 'zzzzzzz', '0', '-1', '%']) {
    expect(addresses.read({ campaign, link: '1', mac: 'aaaaaaaa' })).toBeUndefined();
  }
});
