import { describe, expect, it } from 'vitest';
import { prefixesOf } from './address-prefix.ts';

const narrow = (address: string): string => prefixesOf(address).narrow.join(' ');
const wide = (address: string): string => prefixesOf(address).wide.join(' ');

describe('prefixes of an address', () => {
  it('counts an IPv4 address alone and its /24 together', () => {
    expect(narrow('203.0.113.7')).toBe('32 203 0 113 7');
    expect(narrow('203.0.113.7')).not.toBe(narrow('203.0.113.8'));
    expect(wide('203.0.113.7')).toBe(wide('203.0.113.8'));
    expect(wide('203.0.113.7')).not.toBe(wide('203.0.114.7'));
  });

  it('counts an IPv6 /64 as one and its /48 together', () => {
    expect(narrow('2001:db8:1:2::1')).toBe('64 32 1 13 184 0 1 0 2');
    expect(narrow('2001:db8:1:2::1')).toBe(narrow('2001:0DB8:1:2:ffff:1:2:3'));
    expect(narrow('2001:db8:1:2::1')).not.toBe(narrow('2001:db8:1:3::1'));
    expect(wide('2001:db8:1:2::1')).toBe(wide('2001:db8:1:3::1'));
    expect(wide('2001:db8:1:2::1')).not.toBe(wide('2001:db8:2:2::1'));
  });

  it('sees the IPv4 address that a dual-stack socket writes as IPv6', () => {
    expect(narrow('::ffff:203.0.113.7')).toBe(narrow('203.0.113.7'));
    expect(narrow('::ffff:cb00:7107')).toBe(narrow('203.0.113.7'));
  });

  it('reads the short forms of RFC 4291', () => {
    expect(narrow('::')).toBe('64 0 0 0 0 0 0 0 0');
    expect(narrow('fe80::1%eth0')).toBe('64 254 128 0 0 0 0 0 0');
    expect(narrow('1:2:3:4:5:6:7:8')).toBe('64 0 1 0 2 0 3 0 4');
    expect(narrow('1::8')).toBe('64 0 1 0 0 0 0 0 0');
    expect(narrow('64:ff9b::192.0.2.33')).toBe('64 0 100 255 155 0 0 0 0');
  });

  it('puts what is no address under one count instead of failing', () => {
    for (const text of ['', 'unknown', '1.2.3', '1.2.3.4.5', '::1::2', '/var/run/socket']) {
      expect(narrow(text)).toBe('0');
    }
  });
});
