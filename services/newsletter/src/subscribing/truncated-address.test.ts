import { expect, it } from 'vitest';
import { truncatedAddress } from './truncated-address.ts';

it.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8:0::/48'],
  ['::1', '0:0:0::/48'],
  ['unix', null],
])('of the address %s only the neighbourhood is left', (address, kept) => {
  expect(truncatedAddress(address)).toBe(kept);
});
